// The credential report, as a file.
import { el } from './dom.js'
import { stream } from './download.js'
import { administered } from './place.js'
import { alert, button, card, trouble } from './pieces.js'
import { raw } from './rest.js'
import { announce } from './shell.js'
import { number, t } from './texts.js'

const FORMATS = { csv: ['CSV', 'text/csv'], jsonl: ['JSON lines', 'application/x-ndjson'] }

export function report (query, signal) {
  const at = el('div', { class: 'aws-mfa-said' })
  const buttons = Object.entries(FORMATS).map(([format, [name, type]], index) =>
    button(t('report.download', { format: name }), index === 0 ? 'primary' : 'secondary', () => run(format, type)))
  const run = async (format, type) => {
    const stop = new AbortController()
    signal.addEventListener('abort', () => stop.abort())
    const bytes = el('span', {}, t('report.waiting'))
    buttons.forEach(one => { one.disabled = true })
    const progress = el('div', { class: 'aws-mfa-progress' },
      el('progress', { 'aria-label': t('report.running') }), bytes,
      button(t('cancel'), 'link', () => stop.abort()))
    try {
      const done = await stream(filename(format), type,
        () => {
          at.replaceChildren(progress)
          announce(t('report.running'))
          return raw('report', { format }, stop.signal)
        },
        count => { bytes.textContent = t('report.bytes', { count: number(Math.ceil(count / 1024)) }) })
      at.replaceChildren(done ? alert('success', t('report.done')) : '')
      announce(done ? t('report.done') : '')
    } catch (error) {
      at.replaceChildren(stop.signal.aborted ? alert('info', t('report.stopped')) : trouble(error))
    }
    buttons.forEach(one => { one.disabled = false })
  }
  return card(null, el('p', {}, t('report.body')), el('p', {}, t('report.time')), el('div', { class: 'aws-mfa-buttons' }, buttons), at)
}

function filename (format) {
  const realm = administered().replace(/[^\p{L}\p{N}._-]+/gu, '-')
  return `aws-mfa-${realm}-${new Date().toISOString().slice(0, 10)}.${format}`
}
