package io.github.keycloakawsmfa.admin.check;

import java.util.stream.Stream;
import org.keycloak.broker.saml.SAMLIdentityProviderFactory;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;

/** The identity providers by which users of a realm can sign in, including those of organizations. */
final class Brokers {

    private Brokers() {}

    /**
     * In the realm of the session's context. Keycloak deprecates this query from 26.5 on, but 26.4 has no other; in all
     * releases it leaves out providers that sign no users in.
     */
    static Stream<IdentityProviderModel> enabled(KeycloakSession session) {
        return session.identityProviders().getAllStream().filter(IdentityProviderModel::isEnabled);
    }

    static boolean isSaml(IdentityProviderModel provider) {
        return SAMLIdentityProviderFactory.PROVIDER_ID.equals(provider.getProviderId());
    }
}
