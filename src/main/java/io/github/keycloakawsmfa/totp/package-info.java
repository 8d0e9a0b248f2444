/** RFC 6238 and nothing else: parameters, secret, code at a step, a pair of codes, drift. Independent of Keycloak. */
package io.github.keycloakawsmfa.totp;
