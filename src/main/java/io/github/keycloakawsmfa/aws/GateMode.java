package io.github.keycloakawsmfa.aws;

import org.jboss.logging.Logger;

/** Whether the gate holds responses back, or only tells what it would hold back: a server option, no realm can set it. */
enum GateMode {
    ENFORCE,
    OBSERVE;

    private static final Logger LOG = Logger.getLogger(GateMode.class);

    /** @param option {@code enforce}, {@code observe}, or null for the default; anything else enforces, and the log says so */
    static GateMode of(String option) {
        if ("observe".equals(option)) {
            LOG.warn("aws-mfa-gate only observes: AWS responses leave without MFA");
            return OBSERVE;
        }
        if (option != null && !"enforce".equals(option)) {
            LOG.errorf("aws-mfa-gate: mode is enforce or observe, not '%s': it enforces", option);
        }
        return ENFORCE;
    }
}
