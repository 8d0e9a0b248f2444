package io.github.keycloakawsmfa.admin.check;

import java.util.ArrayList;
import java.util.List;
import org.keycloak.models.RealmModel;

/** Keycloak's brute-force protection: the only one for passwords, a second one for codes. */
public record BruteForceCheck(RealmModel realm) implements Check {

    /** Keycloak's own name; 26.4 has neither a getter nor the setting. */
    private static final String MAX_SECOND_FACTOR = "maxSecondaryAuthFailures";

    @Override
    public List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        String where = "realm " + realm.getName();
        if (!realm.isBruteForceProtected()) {
            findings.add(Finding.of(
                    FindingId.BRUTE_FORCE_OFF,
                    where,
                    "Keycloak's brute-force protection is off: passwords can be guessed without limit.",
                    "Turn it on: Realm settings, Security defenses, Brute force detection."));
        }
        if (realm.isBruteForceProtected() && realm.isPermanentLockout()) {
            findings.add(Finding.of(
                    FindingId.PERMANENT_LOCKOUT,
                    where,
                    "Keycloak disables a user for good after too many wrong passwords,"
                            + " so anybody who knows a user name can lock its owner out, until an administrator helps.",
                    "Turn it off: Realm settings, Security defenses, Brute force detection: Lockout temporarily."));
        }
        int most = realm.getAttribute(MAX_SECOND_FACTOR, 0);
        if (most > 0) {
            findings.add(Finding.of(
                    FindingId.SECOND_FACTOR_LOCKS,
                    where,
                    MAX_SECOND_FACTOR + " is " + most
                            + ": after as many wrong codes Keycloak disables the user for good,"
                            + " so whoever knows a password can lock its owner out.",
                    "Set " + MAX_SECOND_FACTOR + " to 0: the plugin makes users wait by itself."));
        }
        return findings;
    }
}
