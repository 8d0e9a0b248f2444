// Texts that people take with them.
import { el } from './dom.js'
import { save } from './download.js'
import { button } from './pieces.js'
import { announce } from './shell.js'
import { t } from './texts.js'

/** A button that copies, and says so in its place for a while. */
export function copyButton (text, kind = 'secondary') {
  const copy = button(t('copy'), kind, async () => {
    try {
      await navigator.clipboard.writeText(text)
      copy.textContent = t('copied')
      announce(t('copied'))
    } catch {
      // A browser that does not let us: what is shown can be selected.
      copy.textContent = t('copy.failed')
      announce(t('copy.failed'))
    }
    setTimeout(() => { copy.textContent = t('copy') }, 3000)
  })
  return copy
}

/** A document with buttons to copy and to save it. */
export function documentBox (text, filename, type) {
  return el('div', { class: 'aws-mfa-document' },
    el('div', { class: 'aws-mfa-document-head' },
      el('h3', { class: 'pf-v5-c-title pf-m-md aws-mfa-break' }, filename),
      el('div', { class: 'aws-mfa-buttons' }, copyButton(text),
        button(t('download'), 'secondary', () => save(new Blob([text], { type }), filename)))),
    el('pre', { tabindex: '0', 'aria-label': filename, class: 'aws-mfa-code', role: 'region' }, el('code', {}, text)))
}
