package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.model.AwsPreset;
import java.util.Optional;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.KeyUse;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.saml.SamlClient;
import org.keycloak.protocol.saml.SamlConfigAttributes;
import org.keycloak.protocol.saml.SamlProtocol;
import org.keycloak.sessions.AuthenticationSessionModel;

/** The settings of client and realm that decide whether a response goes out in a form that AWS accepts. */
record ResponseSettings(KeycloakSession session, AuthenticationSessionModel authSession) {

    Optional<DeliveryFault> fault() {
        ClientModel client = authSession.getClient();
        SamlClient settings = new SamlClient(client);
        if (AwsClientSettings.preset(client) == AwsPreset.IAM
                && AwsClientSettings.partition(client).isEmpty()) {
            return Optional.of(DeliveryFault.PARTITION_UNREADABLE);
        }
        if (!settings.includeAuthnStatement()) {
            return Optional.of(DeliveryFault.AUTHN_STATEMENT_OFF);
        }
        if (!settings.requiresRealmSignature() && !settings.requiresAssertionSignature()) {
            return Optional.of(DeliveryFault.SIGNING_OFF);
        }
        if (!Signing.canSign(client.getAttribute(SamlConfigAttributes.SAML_SIGNATURE_ALGORITHM))) {
            return Optional.of(DeliveryFault.SIGNATURE_ALGORITHM);
        }
        String canonicalization = settings.getCanonicalizationMethod();
        if (canonicalization != null && !Signing.canCanonicalize(canonicalization)) {
            return Optional.of(DeliveryFault.CANONICALIZATION);
        }
        if (session.keys()
                .getKeysStream(authSession.getRealm(), KeyUse.SIG, Algorithm.RS256)
                .noneMatch(key -> key.getStatus().isActive())) {
            return Optional.of(DeliveryFault.SIGNING_KEY_MISSING);
        }
        if (settings.requiresEncryption() && !Signing.canEncrypt(client)) {
            return Optional.of(DeliveryFault.ENCRYPTION_CERTIFICATE);
        }
        boolean posts = settings.forcePostBinding()
                || SamlProtocol.SAML_POST_BINDING.equals(authSession.getClientNote(SamlProtocol.SAML_BINDING));
        return posts ? Optional.empty() : Optional.of(DeliveryFault.REDIRECT_BINDING);
    }
}
