// Signs an administrator in by OpenID Connect: authorization code with PKCE. Tokens are in memory only.
import Keycloak from './keycloak-js-26.2.4/keycloak.js'
import { place } from './place.js'
import { language } from './texts.js'

/** What of the address is kept while somebody signs in: the client has one redirect URI, without query and fragment. */
const KEPT = 'aws-mfa-admin'

/** After so long a token that is not accepted is too old, and not one that never will be. */
const FRESH_MS = 60_000

/** Seconds that a token is at least good for when a call is sent. */
const SPARE_SECONDS = 30

const keycloak = new Keycloak({ url: place.server, realm: place.realm, clientId: place.client })

/** Comes back when somebody is signed in; mostly after a visit to the sign-in page. */
export async function signIn () {
  const back = new URLSearchParams(location.hash.slice(1)).has('state')
  if (!back) {
    keep()
  }
  await keycloak.init({
    checkLoginIframe: false,
    pkceMethod: 'S256',
    redirectUri: place.page
  })
  if (!keycloak.authenticated) {
    await leave()
  }
  restore()
}

/** A token that is good for some seconds yet. Whose session has ended signs in again, and comes back to this place. */
export async function token () {
  await refresh(SPARE_SECONDS)
  return keycloak.token
}

/** After Keycloak did not accept it: another one, or false if that would not help. */
export async function anotherToken () {
  if (performance.now() < FRESH_MS) {
    return false
  }
  await refresh(-1)
  return true
}

/** The name of who is signed in. */
export function who () {
  return keycloak.idTokenParsed?.preferred_username || keycloak.idTokenParsed?.name || ''
}

export function signOut () {
  sessionStorage.removeItem(KEPT)
  return keycloak.logout({ redirectUri: place.page })
}

/** Leaves for the sign-in page. */
export async function leave () {
  keep()
  await keycloak.login({ redirectUri: place.page, locale: language })
}

async function refresh (seconds) {
  try {
    await keycloak.updateToken(seconds)
  } catch (failure) {
    if (keycloak.authenticated) {
      // The network failed, and not the session.
      throw failure
    }
    await leave()
  }
}

function keep () {
  sessionStorage.setItem(KEPT, location.search + location.hash)
}

function restore () {
  const kept = sessionStorage.getItem(KEPT) || ''
  sessionStorage.removeItem(KEPT)
  history.replaceState(null, '', location.pathname + kept)
}
