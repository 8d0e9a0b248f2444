/** What Keycloak's {@code /metrics} shows of the plugin: docs/monitoring.md. */
package io.github.keycloakawsmfa.device.metrics;
