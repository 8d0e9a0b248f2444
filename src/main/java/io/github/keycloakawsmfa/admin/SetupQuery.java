package io.github.keycloakawsmfa.admin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The query of a set-up call. Read strictly: a misspelt {@code dryRun} must not become a real run.
 *
 * @param confirm the name of a realm, said a second time
 */
record SetupQuery(boolean dryRun, Optional<String> confirm) {
    private static final Set<String> KNOWN = Set.of("dryRun", "confirm");

    static SetupQuery parse(Map<String, List<String>> parameters) {
        parameters.forEach((name, values) -> {
            if (!KNOWN.contains(name) || values.size() != 1) {
                throw new BadCallException(
                        "Unknown or repeated query parameter \"" + name + "\". Known are dryRun and confirm.");
            }
        });
        String dryRun = first(parameters, "dryRun").orElse("false");
        if (!dryRun.equals("true") && !dryRun.equals("false")) {
            throw new BadCallException("\"dryRun\" must be true or false, not \"" + dryRun + "\".");
        }
        return new SetupQuery(dryRun.equals("true"), first(parameters, "confirm"));
    }

    /** Administrators themselves sign in to that realm: a mistake there locks all of them out. */
    void requireConfirmed(String realm) {
        if (!confirm.equals(Optional.of(realm))) {
            throw new BadCallException("\"scope\": \"realm\" would ask every administrator of this server for a code."
                    + " If you mean it, say it twice: add ?confirm=" + realm + " to the call.");
        }
    }

    private static Optional<String> first(Map<String, List<String>> parameters, String name) {
        return Optional.ofNullable(parameters.get(name)).map(values -> values.get(0));
    }
}
