package io.github.keycloakawsmfa.device;

import java.util.Map;

/**
 * What became of one user's devices that were to be sealed anew.
 *
 * @param devices how many were
 * @param failures why others stay as they are, by credential id
 */
record ResealOutcome(int devices, Map<String, String> failures) {}
