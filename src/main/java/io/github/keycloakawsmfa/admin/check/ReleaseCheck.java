package io.github.keycloakawsmfa.admin.check;

import java.util.List;

/**
 * Whether this Keycloak has what the plugin looks up in it by name: reported at the start, not by the first wrong code.
 *
 * @param version as Keycloak reports it
 * @param lacking sentences without a full stop, as {@link io.github.keycloakawsmfa.login.LookedUp#lacking} makes them
 */
public record ReleaseCheck(String version, List<String> lacking) implements Check {

    @Override
    public List<Finding> run() {
        return lacking.isEmpty()
                ? List.of()
                : List.of(Finding.of(
                        FindingId.KEYCLOAK_UNKNOWN,
                        "server",
                        "The plugin does not know Keycloak " + version + ": " + String.join("; ", lacking) + ".",
                        "Use a release of the plugin that names this one of Keycloak in its README."));
    }
}
