package io.github.keycloakawsmfa.device.otp;

import io.github.keycloakawsmfa.seeds.Peculiarity;
import io.github.keycloakawsmfa.seeds.Seed;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.RealmModel;

/**
 * Which of a realm's built-in one-time codes become devices. Written by set-up.
 *
 * @param atNextCode whether each does at its user's next right code
 * @param before those that were set up later stay what they are: with a password alone, or a session, anybody sets one up,
 *     who may not assign a first device so. Empty if nobody has said: then all are too late
 * @param refused kinds that are left where they are
 */
public record Migration(boolean atNextCode, Optional<Instant> before, Set<Peculiarity> refused) {

    /** Name of the realm attribute: {@code true} if they do at the next right code. */
    public static final String ATTRIBUTE = "aws-mfa.migrate-otp";

    /** Name of the realm attribute: until when they were set up, ISO 8601 in UTC. */
    public static final String BEFORE_ATTRIBUTE = "aws-mfa.migrate-before";

    /** Name of the realm attribute that lists {@link Peculiarity#wireName}s, with commas between them. */
    public static final String REFUSED_ATTRIBUTE = "aws-mfa.migrate-refused";

    /** Why one that was set up too late stays what it is. */
    public static final String LATER = "later";

    private static final String ON = "true";

    private static final Logger LOG = Logger.getLogger(Migration.class);

    public Migration {
        refused = Set.copyOf(refused);
    }

    /**
     * @return without migration at the next code if nothing or no time is set, or where the realm lets codes be used again:
     *     nothing tells then which Keycloak has accepted. All kinds refused if the list cannot be read
     */
    public static Migration of(RealmModel realm) {
        Optional<Instant> before = before(realm);
        String refused = strip(realm.getAttribute(REFUSED_ATTRIBUTE));
        return new Migration(
                isWanted(realm) && before.isPresent() && !realm.getOTPPolicy().isCodeReusable(),
                before,
                read(refused).orElseGet(() -> {
                    LOG.warnf("Realm %s: %s cannot be read; all are refused", realm.getName(), REFUSED_ATTRIBUTE);
                    return EnumSet.allOf(Peculiarity.class);
                }));
    }

    /** Whether they are to become devices at the next right code, which something may be in the way of. */
    public static boolean isWanted(RealmModel realm) {
        return ON.equals(strip(realm.getAttribute(ATTRIBUTE)));
    }

    /** Until when they were set up; empty if nothing is set, or what is set is no time. */
    public static Optional<Instant> before(RealmModel realm) {
        try {
            return Optional.of(strip(realm.getAttribute(BEFORE_ATTRIBUTE)))
                    .filter(text -> !text.isEmpty())
                    .map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Whether what the attributes say can be read, and is enough. */
    public static boolean isReadable(RealmModel realm) {
        boolean isTime = before(realm).isPresent()
                || strip(realm.getAttribute(BEFORE_ATTRIBUTE)).isEmpty();
        return isTime
                && Set.of("", ON, "false").contains(strip(realm.getAttribute(ATTRIBUTE)))
                && !(isWanted(realm) && before(realm).isEmpty())
                && read(strip(realm.getAttribute(REFUSED_ATTRIBUTE))).isPresent();
    }

    /** The same with another time. */
    public Migration until(Instant time) {
        return new Migration(atNextCode, Optional.of(time), refused);
    }

    /** As in the attribute, to the second. */
    public static String write(Instant before) {
        return before.truncatedTo(ChronoUnit.SECONDS).toString();
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
    public Optional<String> refusal(Seed seed) {
        return Peculiarity.of(seed).stream()
                .filter(refused::contains)
                .findFirst()
                .map(Peculiarity::wireName);
    }

    /** Why a one-time code that can be read does not become a device here; empty if it does. */
    public Optional<String> refusal(BuiltInOtp otp) {
        return isLater(otp.row()) ? Optional.of(LATER) : otp.seed().flatMap(this::refusal);
    }

    /** One without a date was set up by no user: Keycloak dates all of those (26.4 to 26.7, OTPCredentialProvider). */
    private boolean isLater(CredentialModel row) {
        return before.isEmpty()
                || (row.getCreatedDate() != null
                        && row.getCreatedDate() > before.get().toEpochMilli());
    }

    /** As in the attribute. */
    public static String write(Set<Peculiarity> refused) {
        return Stream.of(Peculiarity.values())
                .filter(refused::contains)
                .map(Peculiarity::wireName)
                .collect(Collectors.joining(","));
    }
}
