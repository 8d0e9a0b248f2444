/** Where Keycloak meets devices: its credential provider, and listeners for what it does to them without asking. */
package io.github.keycloakawsmfa.device.keycloak;
