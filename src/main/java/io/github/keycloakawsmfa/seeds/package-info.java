/** Secrets that somebody else made, as their files say: tokens of a vendor, entries of an app. Independent of Keycloak. */
package io.github.keycloakawsmfa.seeds;
