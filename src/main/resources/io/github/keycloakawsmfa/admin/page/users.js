// Users, and what to do for those who have no device or have to wait.
import { el } from './dom.js'
import { list } from './list.js'
import { link } from './place.js'
import { button, card, cell, empty, field, input, label, row, select, table } from './pieces.js'
import { get } from './rest.js'
import { loading } from './shell.js'
import { counted, day, instant, t } from './texts.js'
import { openUser } from './user.js'

const PAGE = 50

/** What may be shown, each with the query of the call. */
const KINDS = {
  none: { device: 'none' },
  some: { device: 'some' },
  waiting: { waiting: true },
  ticket: { ticket: true },
  pending: { pending: true },
  skipped: { skipped: true },
  all: {}
}

export function users (query, signal) {
  const kind = query.get('device') || 'none'
  const asked = { ...(Object.hasOwn(KINDS, kind) ? KINDS[kind] : KINDS.all), search: query.get('search'), group: query.get('group'), role: query.get('role') }
  const columns = ['user', 'devices', 'state', 'roles', 'actions'].map(name => t(`users.${name}`))
  return [
    filters(kind, query),
    card(null, loading(() => list(
      table(t('users.title'), columns),
      async after => {
        const page = await get('users', { ...asked, max: PAGE, after }, signal)
        return { items: page.users, next: page.next }
      },
      user => userRow(user),
      none(kind, query))))
  ]
}

function none (kind, query) {
  const filtered = query.get('search') || query.get('group') || query.get('role')
  return kind === 'none' && !filtered
    ? empty('success', t('users.allCovered.title'), t('users.allCovered.body'))
    : empty('search', t('users.nobody.title'), t('users.nobody.body'))
}

function filters (kind, query) {
  const kinds = Object.keys(KINDS).map(name => [name, t(`users.kind.${name}`)])
  const form = el('form', { class: 'aws-mfa-filters', role: 'search', submit: event => apply(event) },
    field('filter-device', t('users.show'), select('filter-device', kind, kinds, { name: 'device', change: event => apply(event) })),
    field('filter-search', t('users.search'), input('filter-search', query.get('search') || '', { name: 'search', type: 'search' })),
    field('filter-group', t('users.group'), input('filter-group', query.get('group') || '', { name: 'group', placeholder: '/group/subgroup' })),
    field('filter-role', t('users.role'), input('filter-role', query.get('role') || '', { name: 'role', placeholder: '123456789012/Admin' })),
    el('button', { class: 'pf-v5-c-button pf-m-secondary', type: 'submit' }, t('users.find')))
  const apply = event => {
    event.preventDefault()
    const wanted = link('users', Object.fromEntries(new FormData(form)))
    if (location.hash === wanted) {
      dispatchEvent(new HashChangeEvent('hashchange'))
    } else {
      location.hash = wanted
    }
  }
  return form
}

/** A row; it is made anew when something was done for the user. */
function userRow (user) {
  const made = row(
    cell(t('users.user'), el('div', { class: 'aws-mfa-strong aws-mfa-break' }, el('bdi', {}, user.username)),
      user.email && user.email !== user.username && el('div', { class: 'aws-mfa-quiet aws-mfa-break' }, el('bdi', {}, user.email)),
      !user.enabled && label(t('user.disabled'), 'grey'),
      user.store && label(user.store, 'grey')),
    cell(t('users.devices'), devices(user)),
    cell(t('users.state'), ...states(user)),
    cell(t('users.roles'), roles(user)),
    cell(t('users.actions'), button(t('users.manage'), 'secondary', () =>
      openUser(user, now => made.replaceWith(userRow(now)), () => backTo(user)),
    { 'data-user': user.id, 'aria-label': t('users.manage.whom', { name: user.username }), class: 'pf-v5-c-button pf-m-secondary pf-m-small' })))
  return made
}

/** A row that was made anew while its dialog was open has no focus for the browser to give back. */
function backTo (user) {
  if (document.activeElement === document.body) {
    document.querySelector(`[data-user="${user.id}"]`)?.focus()
  }
}

function devices (user) {
  return user.devices.length === 0
    ? label(t('users.noDevice'), 'orange')
    : el('ul', { class: 'aws-mfa-plain' }, user.devices.map(device => el('li', {}, el('bdi', {}, device.name))))
}

function roles (user) {
  return user.awsRoles.length === 0
    ? el('span', { class: 'aws-mfa-quiet' }, t('users.noRole'))
    : el('span', { class: 'aws-mfa-nowrap', title: user.awsRoles.join('\n') }, counted('roles', user.awsRoles.length))
}

function states (user) {
  return [
    user.waitsUntil && label(t('users.waits', { until: instant(user.waitsUntil) }), 'red'),
    user.ticketExpiresAt && label(t('users.hasTicket', { until: instant(user.ticketExpiresAt) }), 'blue'),
    user.pendingDevice && label(t('users.hasPending', { name: user.pendingDevice.name }), 'gold'),
    user.requiredFrom && label(t('users.required', { from: day(user.requiredFrom) }), 'grey'),
    user.skips > 0 && label(counted('skips', user.skips), 'orange'),
    user.remindedAt && label(t('users.reminded', { at: instant(user.remindedAt) }), 'grey')
  ].filter(Boolean)
}
