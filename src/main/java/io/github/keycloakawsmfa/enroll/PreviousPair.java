package io.github.keycloakawsmfa.enroll;

/**
 * A pair of codes that was right for the pending secret, but made no device yet.
 *
 * @param lastStep the step of code 2
 * @param drift {@code lastStep} minus the server's step when it came
 * @param believed whether the pair showed where the device's clock is; if not, it could have been typed late
 */
record PreviousPair(long lastStep, long drift, boolean believed) {}
