package io.github.keycloakawsmfa.admin.check;

import java.util.List;
import java.util.stream.Stream;
import org.keycloak.broker.saml.SAMLIdentityProviderConfig;
import org.keycloak.broker.saml.SAMLIdentityProviderFactory;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;

/**
 * Whether the realm's SAML identity providers prove who they are. A brokered sign-in is as good as a password, and
 * enough for a first device. Before 26.4.14, 26.6.5 and 26.7.1, importing metadata could switch the signature check off
 * (CVE-2026-16443), and it stays off after an update. Requiring signed assertions does not help: with the check off,
 * Keycloak does not verify whose signature it is (26.7.3, SAMLEndpoint.handleLoginResponse).
 *
 * @param session whose context has the realm
 */
record IdentityProviderCheck(KeycloakSession session) implements Check {

    @Override
    public List<Finding> run() {
        return enabled(session)
                .filter(IdentityProviderCheck::isSaml)
                .filter(provider -> !new SAMLIdentityProviderConfig(provider).isValidateSignature())
                .map(provider -> Finding.of(
                        FindingId.IDENTITY_PROVIDER_UNSIGNED,
                        "identity provider " + provider.getAlias(),
                        "Its signatures are not checked: anybody can sign in as any user that it knows,"
                                + " and assign a first device.",
                        "Turn on Validate Signatures, with the provider's own certificate or metadata URL."))
                .toList();
    }

    /**
     * Those by which users can sign in, including those of organizations, in the realm of the session's context. Keycloak deprecates this query from 26.5 on, but 26.4 has no other; in all
     * releases it leaves out providers that sign no users in.
     */
    static Stream<IdentityProviderModel> enabled(KeycloakSession session) {
        return session.identityProviders().getAllStream().filter(IdentityProviderModel::isEnabled);
    }

    static boolean isSaml(IdentityProviderModel provider) {
        return SAMLIdentityProviderFactory.PROVIDER_ID.equals(provider.getProviderId());
    }
}
