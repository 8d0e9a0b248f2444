package io.github.keycloakawsmfa.device;

import java.time.Instant;

/**
 * What pages may show of a device.
 *
 * @param id the Keycloak credential id
 * @param name the label, never null
 */
public record DeviceSummary(String id, String name, Instant assignedAt) {}
