// Questions and details in front of the page: the browser's own dialog, which keeps the focus inside and gives it back.
import { el } from './dom.js'
import { button } from './pieces.js'
import { t } from './texts.js'

let count = 0

/**
 * Opens one.
 *
 * @param {string|Element} title
 * @param content elements
 * @param closed called when it is gone
 * @return an object with `close()` and the dialog's `body`
 */
export function open (title, content, closed = () => {}) {
  const id = `dialog-${++count}`
  const body = el('div', { class: 'pf-v5-c-modal-box__body aws-mfa-dialog-body' }, ...content)
  const close = () => dialog.close()
  const dialog = el('dialog', { class: 'pf-v5-c-modal-box pf-m-md aws-mfa-dialog', 'aria-labelledby': id },
    el('header', { class: 'pf-v5-c-modal-box__header' },
      el('h2', { class: 'pf-v5-c-modal-box__title', id, tabindex: '-1', autofocus: true }, title)),
    body,
    el('footer', { class: 'pf-v5-c-modal-box__footer' }, button(t('close'), 'secondary', close)))
  dialog.addEventListener('close', () => {
    dialog.remove()
    closed()
  })
  document.body.append(dialog)
  dialog.showModal()
  return { close, body }
}

/**
 * Asks. The button that does it waits until it is done, and shows what went wrong.
 *
 * @param act a promise; while it is not kept, the question stays
 * @return a promise of whether it was done
 */
export function ask (title, content, doIt, act, { kind = 'danger', wrong } = {}) {
  return new Promise(resolve => {
    const id = `dialog-${++count}`
    let done = false
    const trouble = el('div', { role: 'alert' })
    const yes = button(doIt, kind, async () => {
      yes.disabled = no.disabled = true
      yes.setAttribute('aria-busy', 'true')
      trouble.replaceChildren()
      try {
        await act()
        done = true
        dialog.close()
      } catch (error) {
        trouble.replaceChildren(wrong(error))
        yes.disabled = no.disabled = false
        yes.removeAttribute('aria-busy')
      }
    })
    const no = button(t('cancel'), 'link', () => dialog.close(), { autofocus: true })
    const dialog = el('dialog', { class: 'pf-v5-c-modal-box pf-m-sm aws-mfa-dialog', 'aria-labelledby': id, role: 'alertdialog' },
      el('header', { class: 'pf-v5-c-modal-box__header' }, el('h2', { class: 'pf-v5-c-modal-box__title', id }, title)),
      el('div', { class: 'pf-v5-c-modal-box__body aws-mfa-dialog-body' }, ...content, trouble),
      el('footer', { class: 'pf-v5-c-modal-box__footer' }, yes, no))
    dialog.addEventListener('cancel', event => yes.disabled && event.preventDefault())
    dialog.addEventListener('close', () => {
      dialog.remove()
      resolve(done)
    })
    document.body.append(dialog)
    dialog.showModal()
  })
}
