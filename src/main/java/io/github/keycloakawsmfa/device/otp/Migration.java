package io.github.keycloakawsmfa.device.otp;

import io.github.keycloakawsmfa.seeds.Peculiarity;
import io.github.keycloakawsmfa.seeds.Seed;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.models.RealmModel;

/**
 * Whether a realm's built-in one-time codes become devices, and which of them do not. Written by set-up.
 *
 * @param atNextCode whether each does at its user's next right code
 * @param refused kinds that are left where they are
 */
public record Migration(boolean atNextCode, Set<Peculiarity> refused) {

    /** Name of the realm attribute: {@code true} or {@code false}. */
    public static final String ATTRIBUTE = "aws-mfa.migrate-otp";

    /** Name of the realm attribute that lists {@link Peculiarity#wireName}s, with commas between them. */
    public static final String REFUSED_ATTRIBUTE = "aws-mfa.migrate-refused";

    private static final Logger LOG = Logger.getLogger(Migration.class);

    public Migration {
        refused = Set.copyOf(refused);
    }

    /**
     * @return without migration at the next code if nothing is set, or where the realm lets codes be used again: nothing
     *     tells then which Keycloak has accepted. All kinds refused if the list cannot be read
     */
    public static Migration of(RealmModel realm) {
        boolean atNextCode = "true".equals(strip(realm.getAttribute(ATTRIBUTE)))
                && !realm.getOTPPolicy().isCodeReusable();
        String refused = strip(realm.getAttribute(REFUSED_ATTRIBUTE));
        return new Migration(atNextCode, read(refused).orElseGet(() -> {
            LOG.warnf("Realm %s: %s cannot be read; all are refused", realm.getName(), REFUSED_ATTRIBUTE);
            return EnumSet.allOf(Peculiarity.class);
        }));
    }

    private static String strip(String value) {
        return value == null ? "" : value.strip();
    }

    /** What a value of the attribute says; empty if it cannot be read. */
    public static Optional<Set<Peculiarity>> read(String value) {
        if (value.isBlank()) {
            return Optional.of(Set.of());
        }
        Set<Peculiarity> found = Arrays.stream(value.split(",", -1))
                .map(String::strip)
                .flatMap(name -> Peculiarity.ofWireName(name).stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Peculiarity.class)));
        return found.size() == value.split(",", -1).length ? Optional.of(found) : Optional.empty();
    }

    /** Why a seed does not become a device here; empty if it does. */
    public Optional<Peculiarity> refusal(Seed seed) {
        return Peculiarity.of(seed).stream().filter(refused::contains).findFirst();
    }

    /** As in the attribute. */
    public static String write(Set<Peculiarity> refused) {
        return Stream.of(Peculiarity.values())
                .filter(refused::contains)
                .map(Peculiarity::wireName)
                .collect(Collectors.joining(","));
    }
}
