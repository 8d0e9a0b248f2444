package io.github.keycloakawsmfa.admin.check;

import java.util.List;

/**
 * Whether this Keycloak has known holes that lead to AWS; one that is no longer listed here is in Keycloak's own news.
 *
 * @param version as Keycloak tells it; of what cannot be read nothing is known
 */
public record HoleCheck(String version) implements Check {

    private record Hole(String cve, KeycloakVersion fixedIn, String sentence) {}

    private static final List<Hole> HOLES = List.of(
            new Hole(
                    "CVE-2026-18963",
                    new KeycloakVersion(26, 7, 2),
                    "an account can be taken over by the password reset"),
            new Hole(
                    "CVE-2026-18217",
                    new KeycloakVersion(26, 7, 5),
                    "a SAML client with a wildcard in its redirect URIs can be made to send responses elsewhere"),
            new Hole(
                    "CVE-2026-94218",
                    new KeycloakVersion(26, 8, 1),
                    "a user can shake off ForceAuthn, with which an application asks for a new sign-in; of AWS's clients"
                            + " the plugin itself keeps it"));

    @Override
    public List<Finding> look() {
        return KeycloakVersion.parse(version).stream()
                .flatMap(ours -> HOLES.stream().filter(hole -> ours.compareTo(hole.fixedIn()) < 0))
                .map(hole -> Finding.of(
                        FindingId.KEYCLOAK_HOLE,
                        hole.cve(),
                        "Keycloak " + version + " has a known hole: " + hole.sentence() + ".",
                        "Use Keycloak " + hole.fixedIn()
                                + " or newer, unless your vendor has closed it in this release."))
                .toList();
    }
}
