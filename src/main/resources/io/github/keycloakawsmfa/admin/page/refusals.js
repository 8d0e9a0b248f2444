// The last responses that the gate has refused.
import { el } from './dom.js'
import { list } from './list.js'
import { card, cell, empty, row, table } from './pieces.js'
import { events } from './rest.js'
import { loading } from './shell.js'
import { has, instant, t } from './texts.js'

const REFUSED = 'aws_mfa_refused'

/** Keycloak finds events by type only: among failed sign-ins ours are few. */
const PAGE = 200

export function refusals (query, signal) {
  const columns = ['time', 'user', 'client', 'reason'].map(name => t(`refusals.${name}`))
  return card(null, loading(() => list(
    table(t('refusals.title'), columns),
    async first => {
      const from = first || 0
      const found = await events({ type: 'LOGIN_ERROR', first: from, max: PAGE }, signal)
      return {
        items: found.filter(event => event.error === REFUSED),
        next: found.length === PAGE ? from + PAGE : undefined
      }
    },
    refusal,
    empty('success', t('refusals.none.title'), t('refusals.none.body')))))
}

function refusal (event) {
  const details = event.details || {}
  const reason = details.reason || ''
  return row(
    cell(t('refusals.time'), instant(event.time)),
    cell(t('refusals.user'), el('bdi', { class: 'aws-mfa-break' }, details.username || event.userId || '–')),
    cell(t('refusals.client'), el('bdi', { class: 'aws-mfa-break' }, event.clientId || '–')),
    cell(t('refusals.reason'), has(`reason.${reason}`) ? t(`reason.${reason}`) : reason, ' ',
      el('code', { class: 'aws-mfa-quiet' }, reason)))
}
