package io.github.keycloakawsmfa.device.metrics;

/**
 * What was counted in a realm.
 *
 * @param users without service accounts, enabled or not
 * @param withDevice those of them who have a device
 */
public record CoverageCount(long users, long withDevice) {}
