// The frame around the parts: which there are, which one is shown, and what is said to those who do not see it.
import { el } from './dom.js'
import { administered, link, part, place } from './place.js'
import { button, failure, icon, spinner } from './pieces.js'
import { signOut, who } from './sign-in.js'
import { t } from './texts.js'

let live
let running = new AbortController()

/**
 * @param parts by name, in order: each a function of the query and an AbortSignal that answers what to show, or a
 *   promise of it
 */
export function open (parts) {
  live = el('div', { class: 'pf-v5-screen-reader', role: 'status', 'aria-live': 'polite' })
  const main = el('main', { class: 'aws-mfa-main', id: 'main', tabindex: '-1' })
  const links = Object.keys(parts).map(name => el('a', { class: 'pf-v5-c-nav__link', href: link(name) }, t(`${name}.title`)))
  document.body.replaceChildren(
    el('a', { class: 'pf-v5-c-button pf-m-primary aws-mfa-skip', href: '#main', click: event => skip(event, main) }, t('skip')),
    el('div', { class: 'aws-mfa-page' }, head(), nav(links), main),
    live)
  const go = first => show(parts, links, main, first)
  addEventListener('hashchange', () => go(false))
  go(true)
}

/** Tells a screen reader; others see it where it happened. */
export function announce (text) {
  live.textContent = ''
  // A text that is the same again is told only if it was gone before.
  setTimeout(() => { live.textContent = text }, 50)
}

/**
 * What is shown while something is loaded, and then instead of it.
 *
 * @param load answers what to show, or a promise of it
 */
export function loading (load, text = t('loading')) {
  const at = el('div', { class: 'aws-mfa-loading', 'aria-busy': 'true' }, spinner(text))
  const run = async () => {
    try {
      at.replaceChildren(...[await load()].flat())
    } catch (error) {
      if (error.name === 'AbortError') {
        return
      }
      at.replaceChildren(failure(error, () => {
        at.replaceChildren(spinner(text))
        run()
      }))
    }
    at.removeAttribute('aria-busy')
  }
  run()
  return at
}

function skip (event, main) {
  event.preventDefault()
  main.focus()
}

function head () {
  return el('header', { class: 'aws-mfa-head' },
    el('div', { class: 'aws-mfa-brand' }, icon('shield'), el('span', {}, 'AWS MFA')),
    el('div', { class: 'aws-mfa-realm' }, el('span', { class: 'aws-mfa-quiet' }, t('realm')), ' ', el('bdi', {}, administered()),
      place.isMaster && administered() !== place.realm &&
        el('a', { href: place.page, class: 'aws-mfa-onDark' }, t('realms.back'))),
    el('div', { class: 'aws-mfa-who' }, el('bdi', {}, who()),
      button(t('sign-out'), 'link', () => signOut(), { id: 'sign-out', class: 'pf-v5-c-button pf-m-link pf-m-inline aws-mfa-onDark' })))
}

function nav (links) {
  return el('nav', { class: 'pf-v5-c-nav aws-mfa-nav', 'aria-label': t('parts') },
    el('ul', { class: 'pf-v5-c-nav__list', role: 'list' }, links.map(one => el('li', { class: 'pf-v5-c-nav__item' }, one))))
}

function show (parts, links, main, first) {
  running.abort()
  running = new AbortController()
  const { name, query } = part()
  const known = Object.hasOwn(parts, name) ? name : Object.keys(parts)[0]
  for (const one of links) {
    const current = one.hash === link(known)
    one.classList.toggle('pf-m-current', current)
    current ? one.setAttribute('aria-current', 'page') : one.removeAttribute('aria-current')
  }
  const title = t(`${known}.title`)
  document.title = `${title} · AWS MFA · ${administered()}`
  const heading = el('h1', { class: 'pf-v5-c-title pf-m-2xl', tabindex: '-1' }, title)
  main.dataset.part = known
  main.replaceChildren(heading, el('p', { class: 'aws-mfa-intro' }, t(`${known}.intro`)), ...[parts[known](query, running.signal)].flat())
  scrollTo(0, 0)
  if (!first) {
    heading.focus()
  }
}
