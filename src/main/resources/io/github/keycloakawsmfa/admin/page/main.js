// The page for administrators: a client of the plugin's calls, see docs/api.md, and of nothing else.
import { aws } from './aws.js'
import { check } from './check.js'
import { el } from './dom.js'
import { overview } from './overview.js'
import { alert, button, said, spinner } from './pieces.js'
import { refusals } from './refusals.js'
import { report } from './report.js'
import { migration } from './migration.js'
import { open } from './shell.js'
import { leave, signIn } from './sign-in.js'
import { choose, t } from './texts.js'
import { tokens } from './tokens.js'
import { users } from './users.js'

const alone = (...content) => document.body.replaceChildren(
  el('main', { class: 'aws-mfa-alone' }, el('h1', { class: 'pf-v5-c-title pf-m-2xl' }, 'AWS MFA'), ...content))

sessionStorage.removeItem('aws-mfa-admin-recovered')
alone(spinner(t('signing-in')))

if (!globalThis.isSecureContext) {
  // PKCE takes a digest, which browsers have only there.
  alone(alert('danger', t('insecure.title'), el('p', {}, t('insecure.body'))))
} else {
  try {
    await signIn()
    choose()
    open({ overview, users, tokens, migration, check, aws, refusals, report })
  } catch (error) {
    alone(alert('danger', t('sign-in.failed'), el('p', {}, said(String(error?.error_description || error?.message || error?.error || error)))),
      button(t('sign-in.again'), 'primary', leave))
  }
}
