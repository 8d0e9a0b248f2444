// How far the roll-out is.
import { chart } from './chart.js'
import { figures, meter } from './coverage.js'
import { el } from './dom.js'
import { administered, link, place } from './place.js'
import { alert, button, card, cell, empty, row, said, table } from './pieces.js'
import { get, realms } from './rest.js'
import { loading } from './shell.js'
import { day, number, share, t } from './texts.js'

const WITHOUT = { device: 'none' }

/** Those with the most users without a device come first. */
const FIRST_GROUPS = 50

export function overview (query, signal) {
  return [
    loading(async () => shown(await get('coverage', {}, signal)), t('overview.counting')),
    place.isMaster && administered() === place.realm && card(t('realms.title'), loading(() => others(signal)))
  ].filter(Boolean)
}

function shown (coverage) {
  if (coverage.users === 0) {
    return empty('search', t('overview.none.title'), t('overview.none.body'))
  }
  return [
    figures(coverage, link('users', WITHOUT)),
    coverage.notCounted.length > 0 &&
      alert('info', t('overview.notCounted'), el('ul', {}, coverage.notCounted.map(one => el('li', {}, said(one))))),
    card(t('overview.time'), ...overTime(coverage.weeks)),
    card(t('overview.groups'), ...[byGroup(coverage.groups)].flat())
  ].filter(Boolean)
}

function overTime (all) {
  // A young realm has had nobody for most of the year.
  const weeks = all.slice(Math.max(0, all.findIndex(week => week.users > 0) - 1))
  if (weeks.length < 2) {
    return [el('p', {}, t('overview.young'))]
  }
  const rows = table(t('overview.time'),
    [t('overview.week'), t('overview.users'), t('overview.withDevice'), t('overview.covered')])
  rows.body.append(...[...weeks].reverse().map(week => row(
    cell(t('overview.week'), day(week.begin)),
    cell(t('overview.users'), number(week.users)),
    cell(t('overview.withDevice'), number(week.withDevice)),
    cell(t('overview.covered'), share(week.withDevice, week.users)))))
  return [
    chart(weeks),
    el('details', { class: 'aws-mfa-details' },
      el('summary', {}, t('overview.asTable')),
      el('div', { class: 'aws-mfa-scroll', tabindex: '0', role: 'region', 'aria-label': t('overview.time') }, rows.all))
  ]
}

function byGroup (groups) {
  if (groups.length === 0) {
    return el('p', {}, t('overview.groups.none'))
  }
  const { all, body } = table(t('overview.groups'),
    [t('overview.group'), t('overview.users'), t('overview.withDevice'), t('overview.covered'), t('overview.without')])
  const show = some => body.append(...some.map(ofGroup))
  show(groups.slice(0, FIRST_GROUPS))
  const rest = groups.slice(FIRST_GROUPS)
  const more = rest.length > 0 && button(t('overview.groups.all', { count: number(groups.length) }), 'secondary', () => {
    show(rest)
    more.remove()
  })
  return [all, more && el('div', { class: 'aws-mfa-more' }, more)].filter(Boolean)
}

function ofGroup (group) {
  return row(
    cell(t('overview.group'), el('bdi', { class: 'aws-mfa-break' }, group.path)),
    cell(t('overview.users'), number(group.users)),
    cell(t('overview.withDevice'), number(group.withDevice)),
    cell(t('overview.covered'), meter(group.withDevice, group.users, group.path)),
    cell(t('overview.without'), group.users > group.withDevice
      ? el('a', { href: link('users', { ...WITHOUT, group: group.path }) }, number(group.users - group.withDevice),
        el('span', { class: 'pf-v5-screen-reader' }, ' ', t('overview.without.of', { name: group.path })))
      : number(0)))
}

async function others (signal) {
  const names = (await realms(signal)).map(realm => realm.realm).filter(name => name !== place.realm).sort()
  return names.length === 0
    ? el('p', {}, t('realms.none'))
    : el('ul', { class: 'aws-mfa-realms' }, names.map(name =>
      el('li', {}, el('a', { href: `${place.page}?realm=${encodeURIComponent(name)}` }, el('bdi', {}, name)))))
}
