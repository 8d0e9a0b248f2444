package io.github.keycloakawsmfa.enroll;

/**
 * A pair of codes that was right for the pending secret, but could not be told from late ones.
 *
 * @param lastStep the step of code 2
 * @param drift {@code lastStep} minus the server's step when it came
 */
record SeenPair(long lastStep, long drift) {}
