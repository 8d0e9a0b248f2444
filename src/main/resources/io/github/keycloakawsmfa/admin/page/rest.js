// The plugin's calls, and Keycloak's own three that the page uses.
import { anotherToken, leave, token } from './sign-in.js'
import { administered, place } from './place.js'
import { t } from './texts.js'

/** A call that was refused, or that nobody answered (status 0); its message is what the server said. */
export class Refused extends Error {
  constructor (status, message) {
    super(message)
    this.status = status
  }
}

export const get = (path, query, signal) => call('GET', address('aws-mfa/' + path, query), { signal }).then(json)
export const post = (path, query) => call('POST', address('aws-mfa/' + path, query), {}).then(json)

/** A call that carries something, or goes on where another one ended. */
export const send = (path, query, body) => call('POST', address('aws-mfa/' + path, query), { body }).then(json)
export const remove = path => call('DELETE', address('aws-mfa/' + path), {}).then(json)

/** An answer as it is sent: a text that is no JSON, or one that is too long to be kept. */
export const raw = (path, query, signal) => call('GET', address('aws-mfa/' + path, query), { signal, accept: '*/*' })

/** Keycloak's own events of the realm. */
export const events = (query, signal) => call('GET', address('events', query), { signal }).then(json)

/** What Keycloak knows of a user. */
export const user = (id, signal) => call('GET', address('users/' + segment(id)), { signal }).then(json)

/** Names of the realms that the caller may see. */
export const realms = signal =>
  call('GET', new URL(place.admin + '/admin/realms?briefRepresentation=true'), { signal }).then(json)

/** A part of a path. */
export const segment = encodeURIComponent

function address (path, query = {}) {
  const url = new URL(`${place.admin}/admin/realms/${segment(administered())}/${path}`)
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') {
      url.searchParams.set(name, value)
    }
  }
  return url
}

async function call (method, url, { signal, accept = 'application/json', body }) {
  let answer = await once(method, url, signal, accept, body)
  if (answer.status === 401) {
    if (await anotherToken()) {
      answer = await once(method, url, signal, accept, body)
      if (answer.status === 401) {
        await leave()
      }
    }
  }
  if (!answer.ok) {
    throw new Refused(answer.status, await reason(answer))
  }
  return answer
}

async function once (method, url, signal, accept, body, again = false) {
  const headers = { Authorization: 'Bearer ' + await token(), Accept: accept }
  if (body) {
    headers['Content-Type'] = 'application/json'
  }
  try {
    return await fetch(url, { method, headers, signal, body: body && JSON.stringify(body), cache: 'no-store', credentials: 'omit' })
  } catch (failure) {
    if (failure.name === 'AbortError') {
      throw failure
    }
    if (method === 'GET' && !again) {
      // A network that has just changed: looking twice does no harm.
      return once(method, url, signal, accept, body, true)
    }
    throw new Refused(0, t('error.network'))
  }
}

async function json (answer) {
  const text = await answer.text()
  return text ? JSON.parse(text) : null
}

/** Some refusals come from a proxy, with a page of its own: those have no words for us. */
async function reason (answer) {
  try {
    const body = await answer.json()
    return body.errorMessage || body.error_description || body.error || t('error.status', { status: answer.status })
  } catch {
    return t('error.status', { status: answer.status })
  }
}
