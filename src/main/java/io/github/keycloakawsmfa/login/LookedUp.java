package io.github.keycloakawsmfa.login;

import java.util.List;

/** What is looked up in Keycloak by name at run time, because releases differ in it. Java itself links all else. */
public final class LookedUp {

    private LookedUp() {}

    /** What this release of Keycloak lacks, one sentence each with the consequence; empty if it has everything. */
    public static List<String> lacking() {
        return BruteForce.isTold()
                ? List.of()
                : List.of(
                        "it has no BruteForceProtector.failedLogin with parameters that the plugin knows: wrong codes count"
                                + " in the plugin's own throttle, and not in Keycloak's brute-force protection");
    }
}
