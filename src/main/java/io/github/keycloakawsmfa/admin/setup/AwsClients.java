package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.aws.AwsClientDetector;
import io.github.keycloakawsmfa.aws.AwsClientSettings;
import io.github.keycloakawsmfa.aws.FoundClients;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.saml.SamlProtocol;

/**
 * A realm's SAML clients that go to AWS. One that an administrator has only marked as guarded, so that its users are
 * asked for a code, does not count: set-up does not know it.
 *
 * @param setUp those that set-up made or adopted
 * @param neverSetUp all others
 */
public record AwsClients(List<ClientModel> setUp, List<ClientModel> neverSetUp) {

    public static AwsClients of(KeycloakSession session, RealmModel realm) {
        List<ClientModel> setUp = new ArrayList<>();
        List<ClientModel> neverSetUp = new ArrayList<>();
        new FoundClients(session, realm).saml().forEach(client -> {
            if (AwsClientSettings.isSetUp(client)) {
                setUp.add(client);
            } else if (AwsClientDetector.mayLeadToAws(client)) {
                neverSetUp.add(client);
            }
        });
        return new AwsClients(List.copyOf(setUp), List.copyOf(neverSetUp));
    }

    /** Only those that set-up made or adopted; reads no others. */
    public static List<ClientModel> setUpIn(KeycloakSession session, RealmModel realm) {
        return new FoundClients(session, realm)
                .guarded()
                .filter(client -> SamlProtocol.LOGIN_PROTOCOL.equals(client.getProtocol()))
                .filter(AwsClientSettings::isSetUp)
                .toList();
    }

    /** Both kinds. */
    public List<ClientModel> all() {
        return Stream.concat(setUp.stream(), neverSetUp.stream()).toList();
    }

    public boolean isEmpty() {
        return setUp.isEmpty() && neverSetUp.isEmpty();
    }
}
