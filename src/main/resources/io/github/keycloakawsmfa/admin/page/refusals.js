// The last responses that the gate has refused.
import { el } from './dom.js'
import { list } from './list.js'
import { card, cell, empty, row, table } from './pieces.js'
import { events, user } from './rest.js'
import { loading } from './shell.js'
import { has, instant, t } from './texts.js'

const REFUSED = 'aws_mfa_refused'

/** Keycloak finds events by type only: among failed sign-ins ours are few. */
const PAGE = 200

export function refusals (query, signal) {
  const names = new Map()
  const named = id => {
    names.has(id) || names.set(id, user(id, signal).then(found => found.username))
    return names.get(id)
  }
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
    event => refusal(event, named),
    empty('success', t('refusals.none.title'), t('refusals.none.body')))))
}

/** @param named tells a promise of a user's name by their id: the event has only that */
function refusal (event, named) {
  const details = event.details || {}
  const reason = details.reason || ''
  const who = el('bdi', { class: 'aws-mfa-break' }, details.username || event.userId || '–')
  if (event.userId && !details.username) {
    // Who is gone, or may not be seen, stays an id.
    named(event.userId).then(name => { who.textContent = name }, () => {})
  }
  return row(
    cell(t('refusals.time'), instant(event.time)),
    cell(t('refusals.user'), who),
    cell(t('refusals.client'), el('bdi', { class: 'aws-mfa-break' }, event.clientId || '–')),
    cell(t('refusals.reason'), has(`reason.${reason}`) ? t(`reason.${reason}`) : reason, ' ',
      el('code', { class: 'aws-mfa-quiet' }, reason)))
}
