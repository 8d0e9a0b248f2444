package io.github.keycloakawsmfa.admin.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Whether this Keycloak has known holes that lead to AWS: one finding that names them all. Newer ones are in Keycloak's
 * own news.
 *
 * @param version as Keycloak tells it; of what cannot be read nothing is known
 * @param uses what holds where it is asked
 */
public record HoleCheck(String version, Supplier<Set<HoleCondition>> uses) implements Check {

    /** Before a realm is known: those that are in every one. */
    public static HoleCheck ofServer(String version) {
        return new HoleCheck(version, () -> Set.of(HoleCondition.ALWAYS));
    }

    /** Those of the server, and what the realm's own use of it adds. */
    public static HoleCheck ofRealm(String version, KeycloakSession session, RealmModel realm) {
        return new HoleCheck(version, () -> HoleCondition.in(session, realm));
    }

    @Override
    public List<Finding> look() {
        return KeycloakVersion.parse(version).flatMap(ours -> look(KnownHoles.shipped(), ours)).stream()
                .toList();
    }

    private Optional<Finding> look(KnownHoles known, KeycloakVersion ours) {
        Set<HoleCondition> here = uses.get();
        List<KnownHole> open = known.openIn(ours).stream()
                .filter(hole -> here.contains(hole.condition()))
                .toList();
        return open.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.of(
                        FindingId.KEYCLOAK_HOLE, "Keycloak " + version, sentence(open), fix(known, ours, open)));
    }

    private static String sentence(List<KnownHole> open) {
        return (open.size() == 1
                        ? "This release has a known hole that leads to AWS: "
                        : "This release has " + open.size() + " known holes that lead to AWS: ")
                + open.stream()
                        .map(hole -> hole.cve() + " (" + hole.sentence() + ")")
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private static String fix(KnownHoles known, KeycloakVersion ours, List<KnownHole> open) {
        String newer = known.recommended().stream()
                .filter(release -> ours.compareTo(release) < 0)
                .filter(release -> open.stream().anyMatch(hole -> !hole.isOpenIn(release)))
                .map(release -> release + left(release, open))
                .collect(Collectors.joining(", else "));
        String update = newer.isEmpty()
                ? ""
                : "Use Keycloak " + newer + ", unless your vendor has closed them in this release. ";
        String wait = open.stream()
                .filter(hole -> hole.fixedIn().isEmpty())
                .map(hole -> "No release was known on " + known.asOf() + " that closes " + hole.cve()
                        + ": look for one, and until then " + hole.advice() + ". ")
                .collect(Collectors.joining());
        return (update + wait).strip();
    }

    /** What another release would have closed. */
    private static String left(KeycloakVersion release, List<KnownHole> open) {
        String left = open.stream()
                .filter(hole -> !hole.fixedIn().isEmpty() && hole.isOpenIn(release))
                .map(KnownHole::cve)
                .collect(Collectors.joining(", "));
        return left.isEmpty() ? "" : " (which leaves " + left + " open)";
    }
}
