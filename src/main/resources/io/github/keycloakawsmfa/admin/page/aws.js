// What AWS has to know, to copy or to save.
import { documentBox } from './copy.js'
import { el } from './dom.js'
import { administered } from './place.js'
import { button, card, field, input } from './pieces.js'
import { get, raw } from './rest.js'
import { loading } from './shell.js'
import { t } from './texts.js'

export function aws (query, signal) {
  return [metadata(signal), template(signal), trustPolicy(signal)]
}

function metadata (signal) {
  return card(t('aws.metadata'), el('p', {}, t('aws.metadata.body')), loading(async () => {
    const answer = await raw('metadata', {}, signal)
    return documentBox(await answer.text(), `${fileName()}-metadata.xml`, 'application/xml')
  }))
}

function template (signal) {
  const at = el('div')
  const account = accountInput('template-account')
  const show = (call, filename) => () => at.replaceChildren(loading(async () =>
    documentBox(pretty(await get(call, { account: account.value() }, signal)), filename(), 'application/json')))
  return card(t('aws.templates'), el('p', {}, t('aws.templates.body')),
    el('div', { class: 'aws-mfa-filters' },
      account.field,
      button('CloudFormation', 'secondary', show('cloudformation', () => `${account.value() || fileName()}-cloudformation.json`)),
      button('Terraform', 'secondary', show('terraform', () => `${account.value() || fileName()}.tf.json`))),
    at)
}

function trustPolicy (signal) {
  const at = el('div')
  const account = accountInput('policy-account')
  const role = input('policy-role', '', { name: 'role', required: true, placeholder: 'Admin' })
  const submit = event => {
    event.preventDefault()
    const name = role.querySelector('input').value.trim()
    at.replaceChildren(loading(async () =>
      documentBox(pretty(await get('trust-policy', { account: account.value(), role: name }, signal)),
        `${name.replace(/.*\//, '')}-trust-policy.json`, 'application/json')))
  }
  return card(t('aws.policy'), el('p', {}, t('aws.policy.body')),
    el('form', { class: 'aws-mfa-filters', submit },
      account.field,
      field('policy-role', t('aws.role'), role),
      el('button', { type: 'submit', class: 'pf-v5-c-button pf-m-secondary' }, t('aws.show'))),
    at)
}

function accountInput (id) {
  const control = input(id, '', { inputmode: 'numeric', placeholder: '123456789012' })
  return {
    field: field(id, t('aws.account'), control),
    value: () => control.querySelector('input').value.trim()
  }
}

const pretty = document => JSON.stringify(document, null, 2) + '\n'

/** The realm's name as part of a file's. */
const fileName = () => administered().replace(/[^\p{L}\p{N}._-]+/gu, '-')
