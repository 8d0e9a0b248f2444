package io.github.keycloakawsmfa.seeds;

import io.github.keycloakawsmfa.totp.TotpParameters;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** In what a secret that was made elsewhere differs from those made here. Each is reported, and may be refused. */
public enum Peculiarity {
    /** Fewer than 128 bits. */
    WEAK,
    /** It counts its codes (HOTP) instead of telling the time: one that was seen and not used stays good. */
    HOTP,
    /** Another hash than SHA-1: several apps ignore which, and show other codes. */
    ALGORITHM,
    /** Another number of digits than six. */
    DIGITS,
    /** Another period than 30 seconds. */
    PERIOD;

    /** What sets a secret apart from those that are made here; in the order above. */
    public static Set<Peculiarity> of(Seed seed) {
        Set<Peculiarity> found = EnumSet.noneOf(Peculiarity.class);
        for (Peculiarity peculiarity : values()) {
            if (peculiarity.isOf(seed)) {
                found.add(peculiarity);
            }
        }
        return found;
    }

    private boolean isOf(Seed seed) {
        TotpParameters parameters = seed.parameters();
        TotpParameters usual = TotpParameters.AUTHENTICATOR_APP;
        return switch (this) {
            case WEAK -> seed.secret().isWeak();
            case HOTP -> parameters.isCounter();
            case ALGORITHM -> parameters.algorithm() != usual.algorithm();
            case DIGITS -> parameters.digits() != usual.digits();
            case PERIOD -> !parameters.isCounter() && !parameters.period().equals(usual.period());
        };
    }

    /** As settings and answers name it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Peculiarity> ofWireName(String name) {
        return Stream.of(values())
                .filter(known -> known.wireName().equals(name))
                .findFirst();
    }
}
