package io.github.keycloakawsmfa.device.token;

import io.github.keycloakawsmfa.totp.TotpParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A hardware token without its secret.
 *
 * @param serial as printed on it
 * @param manufacturer empty if the file did not say
 * @param model likewise
 * @param owner whom the file named, or empty
 * @param userId whose it is; empty for nobody's
 */
public record HardwareToken(
        String serial,
        String manufacturer,
        String model,
        String owner,
        TotpParameters parameters,
        Instant importedAt,
        State state,
        Optional<String> userId) {

    /** How far the clock of a token may be off that lay in a drawer for years. */
    public static final Duration REACH = Duration.ofHours(1);

    /** Where it is in its life. */
    public enum State {
        /** It lies in a drawer: whoever has it may activate it. */
        WAITING,
        /** It is a user's device. */
        ASSIGNED,
        /** Nobody may activate it. */
        LOST;

        /** As in the database and in answers. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<State> ofWireName(String name) {
            return Stream.of(values())
                    .filter(known -> known.wireName().equals(name))
                    .findFirst();
        }
    }
}
