package io.github.keycloakawsmfa.admin.check;

import io.github.keycloakawsmfa.device.ledger.FirstDevice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.RealmModel;

/**
 * The realm's own settings: Keycloak's brute-force protection, which is the only one for passwords and a second one for
 * codes; what a first device requires; and since when anything counts.
 */
record RealmSettingsCheck(RealmModel realm, Instant now) implements Check {

    /** Keycloak's own name; 26.4 has neither a getter nor the setting. */
    private static final String MAX_SECOND_FACTOR = "maxSecondaryAuthFailures";

    @Override
    public List<Finding> run() {
        return Stream.of(bruteForceOff(), permanentLockout(), secondFactorLocks(), firstDevice(), notBefore())
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Finding> bruteForceOff() {
        return realm.isBruteForceProtected()
                ? Optional.empty()
                : Optional.of(Finding.of(
                        FindingId.BRUTE_FORCE_OFF,
                        where(),
                        "Keycloak's brute-force protection is off: passwords can be guessed without limit.",
                        "Turn it on: Realm settings, Security defenses, Brute force detection."));
    }

    private Optional<Finding> permanentLockout() {
        return realm.isBruteForceProtected() && realm.isPermanentLockout()
                ? Optional.of(Finding.of(
                        FindingId.PERMANENT_LOCKOUT,
                        where(),
                        "Keycloak disables a user for good after too many wrong passwords,"
                                + " so anybody who knows a user name can lock its owner out, until an administrator helps.",
                        "Turn it off: Realm settings, Security defenses, Brute force detection: Lockout temporarily."))
                : Optional.empty();
    }

    private Optional<Finding> secondFactorLocks() {
        int most = realm.getAttribute(MAX_SECOND_FACTOR, 0);
        return most > 0
                ? Optional.of(Finding.of(
                        FindingId.SECOND_FACTOR_LOCKS,
                        where(),
                        MAX_SECOND_FACTOR + " is " + most
                                + ": after that many wrong codes Keycloak disables the user for good,"
                                + " so anybody who knows a password can lock its owner out.",
                        "Set " + MAX_SECOND_FACTOR + " to 0: the plugin makes users wait by itself."))
                : Optional.empty();
    }

    /** An unreadable value counts as a ticket, which nobody may have made. */
    private Optional<Finding> firstDevice() {
        String value = realm.getAttribute(FirstDevice.ATTRIBUTE);
        return value == null || value.isBlank() || FirstDevice.read(value).isPresent()
                ? Optional.empty()
                : Optional.of(Finding.of(
                        FindingId.FIRST_DEVICE_UNREADABLE,
                        where() + ", " + FirstDevice.ATTRIBUTE,
                        "This value is neither password nor ticket, so every first device takes a ticket.",
                        "Run set-up with \"firstDevice\": \"password\" or \"ticket\"."));
    }

    private Optional<Finding> notBefore() {
        Instant notBefore = Instant.ofEpochSecond(realm.getNotBefore());
        return notBefore.isAfter(now)
                ? Optional.of(Finding.of(
                        FindingId.NOT_BEFORE_AHEAD,
                        where(),
                        "The realm's not-before is " + notBefore
                                + ", which is in the future: no code counts until then.",
                        "Set it to now: Sessions, Revocation, Set to now."))
                : Optional.empty();
    }

    private String where() {
        return "realm " + realm.getName();
    }
}
