// What is not as it should be, the worst first, and what sets it right.
import { open } from './dialog.js'
import { el } from './dom.js'
import { alert, button, card, empty, label, said, trouble } from './pieces.js'
import { get, post } from './rest.js'
import { announce, loading } from './shell.js'
import { counted, t } from './texts.js'

const COLOR = { error: 'red', warning: 'gold', info: 'blue' }

export function check (query, signal) {
  const at = el('div')
  const run = () => at.replaceChildren(loading(async () => shown(await get('check', {}, signal), run), t('check.running')))
  run()
  return at
}

function shown ({ counts, findings }, run) {
  const fixable = findings.some(finding => finding.automatic)
  announce(summary(counts))
  return [
    el('div', { class: 'aws-mfa-bar' },
      el('p', { class: 'aws-mfa-labels' }, Object.entries(counts).map(([severity, count]) =>
        label(counted(`check.${severity}`, count), count > 0 ? COLOR[severity] : 'grey'))),
      el('div', { class: 'aws-mfa-buttons' },
        fixable && button(t('check.fixAll'), 'primary', () => fix(undefined, run)),
        button(t('check.again'), 'secondary', run))),
    findings.length === 0
      ? card(null, empty('success', t('check.none.title'), t('check.none.body')))
      : el('ul', { class: 'aws-mfa-findings' }, findings.map(finding => item(finding, run)))
  ]
}

const summary = counts => Object.entries(counts).map(([severity, count]) => counted(`check.${severity}`, count)).join(', ')

function item (finding, run) {
  return el('li', { class: 'pf-v5-c-card aws-mfa-finding', 'data-finding': finding.id },
    el('div', { class: 'aws-mfa-finding-head' },
      label(t(`severity.${finding.severity}`), COLOR[finding.severity]),
      el('code', {}, finding.id),
      el('span', { class: 'aws-mfa-quiet aws-mfa-break' }, el('bdi', {}, said(finding.where)))),
    el('p', { class: 'aws-mfa-break' }, said(finding.sentence)),
    el('p', { class: 'aws-mfa-break' }, el('span', { class: 'aws-mfa-strong' }, t('check.fixedBy')), ' ', said(finding.fix)),
    finding.automatic && el('div', {}, button(t('check.fix'), 'secondary', () => fix(finding.id, run),
      { 'aria-label': t('check.fix.which', { id: finding.id }) })))
}

/** Shows what would be done, and does it only after that. */
function fix (id, run) {
  const query = id ? { id } : {}
  let fixed = false
  const at = el('div')
  const told = done => {
    fixed = true
    announce(t('check.fix.done'))
    at.replaceChildren(alert('success', t('check.fix.done')), lines(done))
  }
  at.append(loading(async () => proposal((await post('check/fix', { ...query, dryRun: true })).done, query, told)))
  open(t('check.fix.title'), [at], () => fixed && run())
}

/** @param told what to do with what was done */
function proposal (wouldBeDone, query, told) {
  if (wouldBeDone.length === 0) {
    return alert('info', t('check.fix.nothing'))
  }
  const wrong = el('div', { role: 'alert' })
  const doIt = button(counted('check.fix.do', wouldBeDone.length), 'primary', async () => {
    doIt.disabled = true
    try {
      told((await post('check/fix', query)).done)
    } catch (error) {
      doIt.disabled = false
      wrong.replaceChildren(trouble(error))
    }
  })
  return [el('p', {}, t('check.fix.dryRun')), lines(wouldBeDone), wrong, el('div', { class: 'aws-mfa-buttons' }, doIt)]
}

function lines (findings) {
  return el('ul', { class: 'aws-mfa-lines' }, findings.map(finding =>
    el('li', { class: 'aws-mfa-break' }, el('code', {}, finding.id), ' ', said(`${finding.where}: ${finding.sentence}`))))
}
