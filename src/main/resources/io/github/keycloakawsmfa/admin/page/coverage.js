// How many users have a device, in words and meters.
import { el } from './dom.js'
import { number, share, t } from './texts.js'

/** A bar with its percentage: the bar alone says nothing to a screen reader, and the number little to the eye. */
export function meter (withDevice, users, name) {
  return el('span', { class: 'aws-mfa-meter' },
    el('meter', { min: 0, max: Math.max(1, users), value: withDevice, 'aria-label': t('overview.meter', { name }) }),
    el('span', {}, share(withDevice, users)))
}

/** Three figures: how many there are, who has one, who has none. */
export function figures ({ users, withDevice }, toThem) {
  return el('dl', { class: 'aws-mfa-figures' },
    figure(t('overview.covered'), share(withDevice, users), el('meter', { min: 0, max: Math.max(1, users), value: withDevice, 'aria-label': t('overview.covered') })),
    figure(t('overview.users'), number(users)),
    figure(t('overview.withDevice'), number(withDevice)),
    figure(t('overview.without'), number(users - withDevice), users > withDevice && el('a', { href: toThem }, t('overview.show'))))
}

function figure (name, value, ...more) {
  return el('div', { class: 'pf-v5-c-card aws-mfa-figure' }, el('dt', {}, name), el('dd', {}, value), more.some(Boolean) && el('dd', { class: 'aws-mfa-figure-more' }, ...more))
}
