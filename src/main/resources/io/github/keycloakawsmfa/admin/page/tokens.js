// Hardware tokens: from a vendor's file to a user, and back.
import { ask } from './dialog.js'
import { el } from './dom.js'
import { list } from './list.js'
import { link } from './place.js'
import { alert, button, card, cell, empty, field, input, label, row, select, table, trouble } from './pieces.js'
import { get, remove, segment, send as post } from './rest.js'
import { announce, loading } from './shell.js'
import { counted, instant, t } from './texts.js'

const PAGE = 100

const COLORS = { waiting: 'blue', assigned: 'green', lost: 'red', damaged: 'red' }

/** How a table's secrets are written, where it does not say so itself. */
const SECRETS = ['', 'base32', 'hex']

export function tokens (query, signal) {
  const at = el('div')
  const serial = (query.get('serial') || '').trim()
  const show = () => at.replaceChildren(loading(() => list(
    table(t('tokens.title'), ['serial', 'kind', 'state', 'actions'].map(name => t(`tokens.${name}`))),
    async after => {
      if (serial) {
        const one = await find(serial, signal)
        return { items: one ? [one] : [] }
      }
      const page = await get('tokens', { max: PAGE, after }, signal)
      return { items: page.tokens, next: page.next }
    },
    token => tokenRow(token),
    serial
      ? empty('search', t('tokens.unknown.title'), t('tokens.unknown.body', { serial }))
      : empty('search', t('tokens.none.title'), t('tokens.none.body')))))
  show()
  return [card(t('tokens.import'), ...importForm(show)), card(null, search(serial), at)]
}

/** Somebody has a token in the hand. */
function search (serial) {
  const form = el('form', {
    class: 'aws-mfa-filters',
    role: 'search',
    submit: event => {
      event.preventDefault()
      location.hash = link('tokens', Object.fromEntries(new FormData(form)))
    }
  },
  field('token-serial', t('tokens.serial'), input('token-serial', serial, { name: 'serial', type: 'search', maxlength: 64 })),
  el('button', { type: 'submit', class: 'pf-v5-c-button pf-m-secondary' }, t('users.find')))
  return form
}

/** Null if the realm has none with this serial number. */
async function find (serial, signal) {
  try {
    return await get(`tokens/${segment(serial)}`, {}, signal)
  } catch (error) {
    if (error.status === 404) {
      return null
    }
    throw error
  }
}

function importForm (imported) {
  const said = el('div', { class: 'aws-mfa-said', role: 'status' })
  const file = el('input', { type: 'file', id: 'token-file', accept: '.csv,.txt,.xml,.pskcxml,text/csv,application/xml', required: true })
  const options = {
    password: input('token-password', '', { type: 'password', autocomplete: 'off' }),
    key: input('token-key', '', { type: 'password', autocomplete: 'off' }),
    secrets: select('token-secrets', '', SECRETS.map(one => [one, t(`tokens.secrets.${one || 'any'}`)]))
  }
  const send = async event => {
    event.preventDefault()
    const button = event.submitter
    button.disabled = true
    try {
      const body = { file: await file.files[0].text() }
      for (const [name, control] of Object.entries(options)) {
        const { value } = control.firstElementChild
        if (value) {
          body[name] = value
        }
      }
      const dry = await post('tokens', { dryRun: true }, body)
      const done = await ask(t('tokens.import.title', { tokens: counted('tokens.count', dry.imported) }),
        peculiar(dry.peculiarities), t('tokens.import.do'), () => post('tokens', {}, body), { kind: 'primary', wrong: trouble })
      said.replaceChildren()
      if (done) {
        form.reset()
        announce(t('tokens.import.done'))
        said.replaceChildren(alert('success', t('tokens.import.done'), el('p', {}, t('tokens.import.delete'))))
        imported()
      }
    } catch (error) {
      said.replaceChildren(trouble(error))
      announce(error.message)
    }
    button.disabled = false
  }
  const form = el('form', { class: 'aws-mfa-filters', submit: send },
    field('token-file', t('tokens.file'), file),
    ...Object.entries(options).map(([name, control]) => field(`token-${name}`, t(`tokens.${name}`), control)),
    el('button', { type: 'submit', class: 'pf-v5-c-button pf-m-secondary' }, t('tokens.import.look')))
  return [el('p', {}, t('tokens.import.body')), form, said]
}

/** What sets tokens or codes apart from those of apps; a sentence where nothing does. */
export function peculiar (counts) {
  const lines = Object.entries(counts).map(([kind, count]) => el('li', {}, t(`peculiar.${kind}`, { count })))
  return lines.length === 0 ? [el('p', {}, t('peculiar.none'))] : [el('ul', { class: 'aws-mfa-plain' }, lines)]
}

function tokenRow (token) {
  const made = row(
    cell(t('tokens.serial'), el('div', { class: 'aws-mfa-strong aws-mfa-break' }, el('bdi', {}, token.serial)),
      token.manufacturer && el('div', { class: 'aws-mfa-quiet' }, el('bdi', {}, [token.manufacturer, token.model].filter(Boolean).join(' '))),
      token.owner && el('div', { class: 'aws-mfa-quiet' }, t('tokens.for', { name: token.owner }))),
    cell(t('tokens.kind'), ...kind(token)),
    cell(t('tokens.state'), label(t(`tokens.state.${token.state}`), COLORS[token.state]),
      token.username && el('div', { class: 'aws-mfa-break' },
        el('a', { href: link('users', { device: 'all', search: token.username }) }, el('bdi', {}, token.username)))),
    cell(t('tokens.actions'), el('div', { class: 'aws-mfa-buttons' }, ...actions(token, () => again(token, made)))))
  return made
}

/** Nothing is known of a damaged one. */
function kind (token) {
  return token.algorithm
    ? [t('tokens.kind.is', { algorithm: token.algorithm, digits: token.digits, seconds: token.periodSeconds }),
        el('div', { class: 'aws-mfa-quiet' }, t('tokens.imported', { at: instant(token.importedAt) }))]
    : []
}

/** A row as it is now. */
async function again (token, made) {
  try {
    const now = await find(token.serial)
    now ? made.replaceWith(tokenRow(now)) : made.remove()
  } catch (error) {
    made.lastElementChild.replaceChildren(trouble(error))
  }
}

function actions (token, changed) {
  const act = (name, call, kind) => button(t(`tokens.${name}`), 'secondary', async () => {
    const done = await ask(t(`tokens.${name}.title`, { serial: token.serial }), [el('p', {}, t(`tokens.${name}.body`))],
      t(`tokens.${name}`), call, { kind, wrong: trouble })
    if (done) {
      announce(t('tokens.done'))
      await changed()
    }
  }, { 'aria-label': t(`tokens.${name}.which`, { serial: token.serial }), class: 'pf-v5-c-button pf-m-secondary pf-m-small' })
  const path = `tokens/${segment(token.serial)}`
  return [
    token.state !== 'waiting' && act('return', () => post(`${path}/return`), 'primary'),
    token.state !== 'lost' && act('lost', () => post(`${path}/lost`), 'danger'),
    token.state !== 'assigned' && act('remove', () => remove(path), 'danger')
  ].filter(Boolean)
}
