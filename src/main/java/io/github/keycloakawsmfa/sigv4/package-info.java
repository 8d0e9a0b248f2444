/** Verifies AWS Signature Version 4, as a server does. Knows requests and secrets only; independent of Keycloak. */
package io.github.keycloakawsmfa.sigv4;
