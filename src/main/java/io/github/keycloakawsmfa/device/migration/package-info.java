/** Moves the one-time codes of all users of a realm: Keycloak's own become devices, and back. */
package io.github.keycloakawsmfa.device.migration;
