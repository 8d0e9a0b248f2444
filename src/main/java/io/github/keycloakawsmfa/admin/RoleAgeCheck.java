package io.github.keycloakawsmfa.admin;

import io.github.keycloakawsmfa.admin.check.Check;
import io.github.keycloakawsmfa.admin.check.Finding;
import io.github.keycloakawsmfa.admin.check.FindingId;
import io.github.keycloakawsmfa.aws.MaxAge;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;

/**
 * The ages of evidence that clients and their roles set. One of a role that cannot be read allows nothing to users with
 * the role; one beyond what evidence lives is cut to that.
 */
record RoleAgeCheck(AwsClients clients) implements Check {

    @Override
    public List<Finding> look() {
        return clients.setUp().stream()
                .flatMap(client -> Stream.concat(
                        capped(client.getAttribute(MaxAge.ATTRIBUTE), "client " + client.getClientId()),
                        client.getRolesStream().flatMap(role -> ofRole(client, role))))
                .toList();
    }

    private static Stream<Finding> ofRole(ClientModel client, RoleModel role) {
        String age = role.getFirstAttribute(MaxAge.ATTRIBUTE);
        String where = "client " + client.getClientId() + ", role " + role.getName();
        return MaxAge.isUsable(age)
                ? capped(age, where)
                : Stream.of(Finding.of(
                        FindingId.CLIENT_VALUE_UNREADABLE,
                        where + ", " + MaxAge.ATTRIBUTE,
                        DriftId.sentence(FindingId.CLIENT_VALUE_UNREADABLE) + " who has the role.",
                        "Write a duration such as PT1H into the role's attribute, or remove it."));
    }

    private static Stream<Finding> capped(String age, String where) {
        return MaxAge.isCapped(age)
                ? Stream.of(Finding.of(
                        FindingId.MAX_AGE_CAPPED,
                        where + ", " + MaxAge.ATTRIBUTE,
                        "Evidence is kept for " + MaxAge.LONGEST + ", so this longer age counts as that.",
                        "Write " + MaxAge.LONGEST + " or less."))
                : Stream.empty();
    }
}
