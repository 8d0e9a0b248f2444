package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.internals.KeycloakTables;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.saml.SamlProtocol;

/**
 * Some of a realm's clients, ordered by client id. Only their ids are searched for, and Keycloak then loads each:
 * reading all clients takes seven statements for each one that is not cached (26.7.3). Keycloak itself refuses to
 * search for an attribute that no server option names (26.4 to 26.7, JpaClientProviderFactory), and shows an
 * administrator with narrow permissions fewer clients than there are.
 *
 * @param session in which to search
 */
public record FoundClients(KeycloakSession session, RealmModel realm) {

    /** Those for which {@link AwsClientSettings#isGuarded} is true. */
    public Stream<ClientModel> guarded() {
        return withAttribute(AwsClientSettings.GUARDED).filter(AwsClientSettings::isGuarded);
    }

    /** Those that have an attribute, whatever its value. */
    public Stream<ClientModel> withAttribute(String name) {
        return found(KeycloakTables.clientsWithAttribute(session, realm, name));
    }

    /** Those whose protocol is SAML. */
    public Stream<ClientModel> saml() {
        return found(KeycloakTables.clientsOf(session, realm, SamlProtocol.LOGIN_PROTOCOL));
    }

    private Stream<ClientModel> found(List<String> ids) {
        return ids.stream().map(realm::getClientById).filter(Objects::nonNull);
    }
}
