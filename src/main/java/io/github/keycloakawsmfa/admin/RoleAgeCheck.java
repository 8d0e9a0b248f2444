package io.github.keycloakawsmfa.admin;

import io.github.keycloakawsmfa.admin.check.Check;
import io.github.keycloakawsmfa.admin.check.Finding;
import io.github.keycloakawsmfa.admin.check.FindingId;
import io.github.keycloakawsmfa.aws.MaxAge;
import java.util.List;

/** The ages that roles set for themselves. One that cannot be read allows nothing to whoever has the role. */
record RoleAgeCheck(AwsClients clients) implements Check {

    @Override
    public List<Finding> look() {
        return clients.setUp().stream()
                .flatMap(client -> client.getRolesStream()
                        .filter(role -> !MaxAge.isUsable(role.getFirstAttribute(MaxAge.ATTRIBUTE)))
                        .map(role -> Finding.of(
                                FindingId.CLIENT_VALUE_UNREADABLE,
                                "client " + client.getClientId() + ", role " + role.getName() + ", " + MaxAge.ATTRIBUTE,
                                DriftId.sentence(FindingId.CLIENT_VALUE_UNREADABLE) + " who has the role.",
                                "Write a duration such as PT1H into the role's attribute, or remove it.")))
                .toList();
    }
}
