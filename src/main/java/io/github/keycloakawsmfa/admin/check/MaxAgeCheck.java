package io.github.keycloakawsmfa.admin.check;

import io.github.keycloakawsmfa.admin.setup.AwsClients;
import io.github.keycloakawsmfa.admin.setup.AwsMfaFlow;
import io.github.keycloakawsmfa.aws.AwsClientDetector;
import io.github.keycloakawsmfa.aws.AwsClientSettings;
import io.github.keycloakawsmfa.aws.FoundClients;
import io.github.keycloakawsmfa.aws.MaxAge;
import io.github.keycloakawsmfa.login.CodeRequired;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/**
 * The ages of evidence that clients and their roles set, for all clients whose sign-ins take a code. One that is too
 * short or unreadable lets nobody in; one beyond the life of evidence is cut to that. {@link DeviationCheck} reports a
 * set-up client's own value.
 */
record MaxAgeCheck(KeycloakSession session, RealmModel realm, AwsClients clients) implements Check {

    @Override
    public List<Finding> run() {
        FoundClients found = new FoundClients(session, realm);
        Stream<Finding> ofClients =
                found.withAttribute(MaxAge.ATTRIBUTE).filter(this::takesCode).flatMap(this::ofClient);
        Stream<Finding> ofRoles = Stream.concat(
                        found.guarded(), found.saml().filter(client -> !AwsClientSettings.isGuarded(client)))
                .filter(MaxAgeCheck::isGuarded)
                .flatMap(MaxAgeCheck::ofRoles);
        return Stream.concat(ofClients, ofRoles).toList();
    }

    private boolean takesCode(ClientModel client) {
        return isGuarded(client)
                || AwsMfaFlow.usedBy(client)
                        .filter(flow -> CodeRequired.inFlow(realm, flow))
                        .isPresent();
    }

    private Stream<Finding> ofClient(ClientModel client) {
        String age = client.getAttribute(MaxAge.ATTRIBUTE);
        String where = "client " + client.getClientId();
        boolean told = clients.setUp().stream().anyMatch(known -> known.getId().equals(client.getId()));
        return told || MaxAge.isUsable(age)
                ? capped(age, where)
                : Stream.of(useless(where, "nobody gets in", "client"));
    }

    /** Not those of all clients: if the whole realm is asked for a code, there may be tens of thousands. */
    private static Stream<Finding> ofRoles(ClientModel client) {
        return client.getRolesStream().flatMap(role -> ofRole(client, role));
    }

    private static boolean isGuarded(ClientModel client) {
        return AwsClientSettings.isGuarded(client) || AwsClientDetector.mayLeadToAws(client);
    }

    private static Stream<Finding> ofRole(ClientModel client, RoleModel role) {
        String age = role.getFirstAttribute(MaxAge.ATTRIBUTE);
        String where = "client " + client.getClientId() + ", role " + role.getName();
        return MaxAge.isUsable(age)
                ? capped(age, where)
                : Stream.of(useless(where, "no user with this role gets in", "role"));
    }

    private static Finding useless(String where, String consequence, String owner) {
        return Finding.of(
                FindingId.CLIENT_VALUE_UNREADABLE,
                where + ", " + MaxAge.ATTRIBUTE,
                "This value cannot be read, or is shorter than " + MaxAge.SHORTEST + ", so " + consequence + ".",
                "Write an ISO 8601 duration such as PT1H into the " + owner + "'s attribute, or remove it.");
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
