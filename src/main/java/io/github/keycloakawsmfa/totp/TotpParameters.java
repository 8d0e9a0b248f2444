package io.github.keycloakawsmfa.totp;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/**
 * What the two sides of a TOTP secret agree on besides the secret. T0 is the Unix epoch.
 *
 * @param algorithm not null
 * @param digits length of a code, 6 or 8
 * @param period length of a time step, a positive number of whole seconds; or zero, where a step is no time but the count
 *     of codes that were made: HOTP, which apps can make and people bring with them
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4226">RFC 4226</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6238#section-4">RFC 6238, section 4</a>
 */
public record TotpParameters(TotpAlgorithm algorithm, int digits, Duration period) {

    /** How many digits a code may have, the usual number first. */
    public static final List<Integer> CODE_LENGTHS = List.of(6, 8);

    /** SHA-1, 6 digits, 30 seconds: what authenticator apps use, some of them whatever the QR code says. */
    public static final TotpParameters AUTHENTICATOR_APP =
            new TotpParameters(TotpAlgorithm.SHA1, 6, Duration.ofSeconds(30));

    /**
     * @throws NullPointerException if algorithm or period is null
     * @throws IllegalArgumentException if digits or period is out of its range
     */
    public TotpParameters {
        Objects.requireNonNull(algorithm, "algorithm");
        if (!CODE_LENGTHS.contains(digits)) {
            throw new IllegalArgumentException("A code has 6 or 8 digits, not " + digits);
        }
        if (period.isNegative() || !period.equals(period.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("A period is a number of whole seconds, not " + period);
        }
    }

    /** Whether its steps are counted, and no time: then nothing here that tells the time may be asked. */
    public boolean isCounter() {
        return period.isZero();
    }

    /**
     * The time step that a moment falls into, negative before the epoch.
     *
     * @param moment not null
     * @return RFC 6238's T
     */
    public long stepAt(Instant moment) {
        // Instant counts seconds downwards and nanoseconds upwards: the second is already rounded towards the past.
        return Math.floorDiv(moment.getEpochSecond(), period.toSeconds());
    }

    /** How many whole time steps a duration holds, at least one: for reaches that people know in minutes. */
    public int stepsIn(Duration duration) {
        return Math.toIntExact(Math.max(1, duration.toSeconds() / period.toSeconds()));
    }

    /**
     * The first moment of a time step.
     *
     * @param step any step whose start an {@link Instant} can hold
     * @throws ArithmeticException if the start does not fit 64 bits of seconds
     * @throws java.time.DateTimeException if the start lies beyond {@link Instant#MIN} or {@link Instant#MAX}
     */
    public Instant startOf(long step) {
        return Instant.ofEpochSecond(Math.multiplyExact(step, period.toSeconds()));
    }
}
