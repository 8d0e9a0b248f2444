/** Keycloak's own one-time codes: what is stored of them, and which of their codes Keycloak has accepted. */
package io.github.keycloakawsmfa.device.otp;
