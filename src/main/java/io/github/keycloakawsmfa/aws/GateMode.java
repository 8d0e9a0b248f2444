package io.github.keycloakawsmfa.aws;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Whether the gate holds responses back or only reports what it would hold back: a server option no realm can set. */
enum GateMode {
    ENFORCE,
    OBSERVE;

    private static final Logger LOG = Logger.getLogger(GateMode.class);

    /** @param option {@code enforce}, {@code observe}, or null for the default; anything else enforces, and the log says so */
    static GateMode of(String option) {
        Optional<GateMode> mode = read(option);
        if (mode.isEmpty()) {
            LOG.errorf("aws-mfa-gate: mode is enforce or observe, not '%s': it enforces", option);
        } else if (mode.get() == OBSERVE) {
            LOG.warn("aws-mfa-gate only observes: AWS responses leave without MFA");
        }
        return mode.orElse(ENFORCE);
    }

    /**
     * What the option says, without surrounding blanks; null or blank is the default.
     *
     * @return empty if it cannot be read
     */
    static Optional<GateMode> read(String option) {
        if (option == null || option.isBlank()) {
            return Optional.of(ENFORCE);
        }
        return Stream.of(values())
                .filter(mode -> mode.wireName().equals(option.strip()))
                .findFirst();
    }

    /** As in the option, and in events. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
