// Bringing Keycloak's own one-time codes: what would be, and then step by step.
import { ask } from './dialog.js'
import { el } from './dom.js'
import { alert, button, card, field, input, trouble } from './pieces.js'
import { send } from './rest.js'
import { announce } from './shell.js'
import { counted, t } from './texts.js'
import { peculiar } from './tokens.js'

/** So many users at a time: often enough to see that it goes on. */
const AT_ONCE = 500

export function migration () {
  return [way('in'), way('back')]
}

function way (name) {
  const said = el('div', { class: 'aws-mfa-said', role: 'status' })
  const before = name === 'in' && input('migration-before', '', { type: 'datetime-local' })
  const look = button(t(`migration.${name}.look`), 'secondary', async () => {
    if (before && !before.firstElementChild.reportValidity()) {
      return
    }
    look.disabled = true
    try {
      const until = time(before)
      const found = await run(name, true, until, counts => said.replaceChildren(alert('info', t('migration.counting'), told(counts))))
      said.replaceChildren(...about(name, found))
      if (found.moved > 0) {
        said.append(button(t(`migration.${name}.do`), name === 'in' ? 'primary' : 'danger', () => move(name, found, until, said)))
      }
    } catch (error) {
      said.replaceChildren(trouble(error))
      announce(error.message)
    }
    look.disabled = false
  })
  return card(t(`migration.${name}`), el('p', {}, t(`migration.${name}.body`)),
    ...(before ? [field('migration-before', t('migration.before'), before), el('p', { class: 'aws-mfa-quiet' }, t('migration.before.hint'))] : []),
    look, said)
}

/** Undefined where nothing is asked, or nothing was said: then what set-up has written down counts. */
function time (control) {
  const typed = control && control.firstElementChild.value
  return typed ? new Date(typed).toISOString() : undefined
}

async function move (name, found, before, said) {
  const bar = el('progress', { max: found.moved, value: 0, 'aria-label': t(`migration.${name}`) })
  const at = el('p')
  let moved
  const done = await ask(t(`migration.${name}.title`, { codes: counted('codes', found.moved) }),
    [el('p', {}, t(`migration.${name}.warn`)), bar, at], t(`migration.${name}.do`),
    async () => {
      moved = await run(name, false, before, counts => {
        bar.value = counts.moved
        at.replaceChildren(counted('codes', counts.moved))
      })
    }, { kind: name === 'in' ? 'primary' : 'danger', wrong: trouble })
  if (done) {
    announce(t('migration.done'))
    said.replaceChildren(alert('success', t('migration.done')), ...about(name, moved))
  }
}

/** All calls that it takes, one after the other: where one is cut off, the next attempt goes on. */
async function run (name, dryRun, before, told) {
  const sum = { moved: 0, users: 0, peculiarities: {}, left: {}, named: [] }
  let after
  do {
    const part = await send(`migration/${name}`, { dryRun, max: AT_ONCE, after, before })
    sum.moved += part.moved
    sum.users += part.users
    add(sum.peculiarities, part.peculiarities)
    add(sum.left, part.left)
    sum.named.push(...part.named)
    told(sum)
    after = part.next
  } while (after)
  return sum
}

function add (sum, counts) {
  for (const [name, count] of Object.entries(counts)) {
    sum[name] = (sum[name] || 0) + count
  }
}

const told = counts => el('p', {}, counted('codes', counts.moved))

function about (name, counts) {
  const left = Object.entries(counts.left)
  return [
    el('p', {}, t('migration.found', { codes: counted('codes', counts.moved), users: counted('people', counts.users) })),
    ...(name === 'in' && counts.moved > 0 ? peculiar(counts.peculiarities) : []),
    left.length > 0 && el('div', {}, el('p', {}, t('migration.left')),
      el('ul', { class: 'aws-mfa-plain' }, left.map(([reason, count]) => el('li', {}, t(`left.${reason}`, { count })))))
  ].filter(Boolean)
}
