package io.github.keycloakawsmfa.admin.check;

import java.util.stream.Stream;
import org.keycloak.broker.saml.SAMLIdentityProviderFactory;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;

/** The identity providers by which users of a realm can sign in, those of organizations among them. */
final class Brokers {

    private Brokers() {}

    /**
     * Of the realm of the session's context. Keycloak deprecates this way to ask from 26.5 on, but 26.4 has no other; in
     * all releases it leaves out what signs no users in.
     */
    static Stream<IdentityProviderModel> enabled(KeycloakSession session) {
        return session.identityProviders().getAllStream().filter(IdentityProviderModel::isEnabled);
    }

    static boolean isSaml(IdentityProviderModel provider) {
        return SAMLIdentityProviderFactory.PROVIDER_ID.equals(provider.getProviderId());
    }
}
