package io.github.keycloakawsmfa.login;

import java.util.List;

/** What is looked up in Keycloak by name while it runs, because releases differ in it. All else is linked by Java itself. */
public final class LookedUp {

    private LookedUp() {}

    /** What this release of Keycloak lacks, a sentence each that says what comes of it; empty if it has everything. */
    public static List<String> lacking() {
        return BruteForce.isTold()
                ? List.of()
                : List.of(
                        "it has no BruteForceProtector.failedLogin with parameters that the plugin knows: wrong codes count"
                                + " in the plugin's own throttle, and not in Keycloak's brute-force protection");
    }
}
