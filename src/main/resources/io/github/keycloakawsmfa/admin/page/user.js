// One user: what is known, and what an administrator can do.
import { copyButton } from './copy.js'
import { ask, open } from './dialog.js'
import { el } from './dom.js'
import { alert, button, field, input, label, terms, trouble } from './pieces.js'
import { get, post, remove, segment, send } from './rest.js'
import { announce } from './shell.js'
import { counted, day, instant, t } from './texts.js'

/**
 * Opens the user's dialog.
 *
 * @param user of the list
 * @param changed called with the user as they are now, after something was done
 * @param closed called when the dialog is gone
 */
export function openUser (user, changed, closed) {
  const facts = el('div')
  const said = el('div', { class: 'aws-mfa-said' })
  const act = {
    said,
    async done (...told) {
      said.replaceChildren(...told)
      said.scrollIntoView({ block: 'nearest' })
      user = await again(user)
      show()
      changed(user)
    }
  }
  const show = () => facts.replaceChildren(...about(user, act))
  show()
  open(el('bdi', {}, user.username), [said, facts], closed)
}

/** The list has what no call for one user has. Names that begin alike come before, or are the same but for case. */
async function again (user) {
  const { users } = await get('users', { search: user.username, max: 100 })
  return users.find(one => one.id === user.id) || user
}

function about (user, act) {
  return [
    terms(
      [t('user.email'), user.email && el('bdi', {}, user.email)],
      [t('user.state'), !user.enabled && label(t('user.disabled'), 'grey')],
      [t('user.created'), user.createdAt && instant(user.createdAt)],
      [t('user.store'), user.store],
      [t('user.waits'), user.waitsUntil && t('users.waits', { until: instant(user.waitsUntil) })],
      [t('user.ticket'), user.ticketExpiresAt && t('users.hasTicket', { until: instant(user.ticketExpiresAt) })],
      [t('user.pending'), user.pendingDevice && `${user.pendingDevice.name} (${t('user.until', { until: instant(user.pendingDevice.expiresAt) })})`],
      [t('user.aws'), user.lastAwsSignInAt && instant(user.lastAwsSignInAt)],
      [t('user.required'), user.requiredFrom && day(user.requiredFrom)],
      [t('user.skipped'), user.skips > 0 && counted('skips', user.skips)],
      [t('user.reminded'), user.remindedAt && instant(user.remindedAt)],
      [t('users.roles'), user.awsRoles.length > 0 && el('ul', { class: 'aws-mfa-plain aws-mfa-break' },
        user.awsRoles.map(role => el('li', {}, role)))]),
    el('h3', { class: 'pf-v5-c-title pf-m-md' }, t('user.devices')),
    user.devices.length === 0
      ? el('p', {}, t('user.noDevice'))
      : el('ul', { class: 'aws-mfa-devices' }, user.devices.map(device => ofDevice(user, device, act))),
    el('h3', { class: 'pf-v5-c-title pf-m-md' }, t('user.actions')),
    el('div', { class: 'aws-mfa-buttons' },
      action(t('user.ticket.issue'), act, () => issueTicket(user, act)),
      action(t('user.remind'), act, () => remind(user, act), user.devices.length > 0),
      action(t('user.unlock'), act, () => unlock(user, act))),
    giveToken(user, act)
  ]
}

function ofDevice (user, device, act) {
  return el('li', {},
    el('div', {},
      el('div', { class: 'aws-mfa-strong' }, el('bdi', {}, device.name)),
      el('div', { class: 'aws-mfa-quiet' }, [
        t('user.device.assigned', { at: instant(device.assignedAt) }),
        device.lastUsedAt ? t('user.device.used', { at: instant(device.lastUsedAt) }) : t('user.device.unused'),
        device.serial && t('user.device.token', { serial: device.serial }),
        clock(device)
      ].filter(Boolean).join(' · '))),
    button(t('user.deactivate'), 'secondary', () => deactivate(user, device, act), {
      class: 'pf-v5-c-button pf-m-secondary pf-m-danger pf-m-small',
      'aria-label': t('user.deactivate.which', { name: device.name })
    }))
}

/** In words. */
function clock ({ driftSteps: steps, periodSeconds }) {
  return steps === 0
    ? t('user.clock.right')
    : t(steps < 0 ? 'user.clock.behind' : 'user.clock.ahead', { minutes: Math.abs(steps) * periodSeconds / 60 })
}

function action (name, act, run, hidden) {
  const made = button(name, 'secondary', async () => {
    made.disabled = true
    try {
      await run()
    } catch (error) {
      act.said.replaceChildren(trouble(error))
      act.said.scrollIntoView({ block: 'nearest' })
      announce(error.message)
    }
    made.disabled = false
  })
  return hidden ? null : made
}

async function issueTicket (user, act) {
  const { ticket, expiresAt } = await post(`users/${segment(user.id)}/ticket`)
  announce(t('user.ticket.issued'))
  await act.done(alert('success', t('user.ticket.issued'),
    el('p', {}, t('user.ticket.once', { name: user.username, until: instant(expiresAt) })),
    el('div', { class: 'aws-mfa-ticket' }, el('code', { id: 'ticket' }, ticket), copyButton(ticket))))
}

function giveToken (user, act) {
  const serial = input('token-serial', '', { name: 'serial', required: true })
  return el('form', {
    class: 'aws-mfa-filters',
    submit: async event => {
      event.preventDefault()
      try {
        const typed = serial.querySelector('input').value.trim()
        await send(`tokens/${segment(typed)}/assign`, {}, { userId: user.id })
        announce(t('user.token.done'))
        await act.done(alert('success', t('user.token.done'), el('p', {}, t('user.token.next'))))
      } catch (error) {
        act.said.replaceChildren(trouble(error))
        act.said.scrollIntoView({ block: 'nearest' })
        announce(error.message)
      }
    }
  }, field('token-serial', t('user.token'), serial),
  el('button', { type: 'submit', class: 'pf-v5-c-button pf-m-secondary' }, t('user.token.assign')))
}

async function remind (user, act) {
  await post(`users/${segment(user.id)}/remind`)
  announce(t('user.reminded.done'))
  await act.done(alert('success', t('user.reminded.done')))
}

async function unlock (user, act) {
  await post(`users/${segment(user.id)}/unlock`)
  announce(t('user.unlocked'))
  await act.done(alert('success', t('user.unlocked'), el('p', {}, t('user.unlocked.body'))))
}

async function deactivate (user, device, act) {
  const last = user.devices.length === 1
  const done = await ask(t('user.deactivate.title', { name: device.name }),
    [el('p', {}, t('user.deactivate.body', { name: user.username })), last && el('p', {}, t('user.deactivate.last'))].filter(Boolean),
    t('user.deactivate'),
    () => remove(`users/${segment(user.id)}/devices/${segment(device.id)}`),
    { wrong: trouble })
  if (done) {
    announce(t('user.deactivated', { name: device.name }))
    await act.done(alert('success', t('user.deactivated', { name: device.name })))
  }
}
