package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.UndeliverableResponse.Fault;
import io.github.keycloakawsmfa.aws.model.AwsPreset;
import java.util.Optional;
import java.util.Set;
import org.keycloak.common.VerificationException;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.KeyUse;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.saml.SamlClient;
import org.keycloak.protocol.saml.SamlConfigAttributes;
import org.keycloak.protocol.saml.SamlProtocol;
import org.keycloak.protocol.saml.SamlProtocolUtils;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The settings of client and realm that decide whether a response goes out in a form that AWS accepts. If Keycloak
 * cannot sign or encrypt with them, it shows an error page.
 *
 * @param authSession where the user is being signed in to the client
 */
public record ResponseSettings(KeycloakSession session, AuthenticationSessionModel authSession) {

    /** Exclusive XML canonicalization, without comments. */
    public static final String EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";

    private static final String WITH_COMMENTS = "WithComments";

    /** With any other, Keycloak cannot sign (26.4 to 26.7). */
    private static final Set<String> CANONICALIZATIONS = Set.of(
            EXCLUSIVE,
            EXCLUSIVE + WITH_COMMENTS,
            "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
            "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#" + WITH_COMMENTS,
            "http://www.w3.org/2006/12/xml-c14n11",
            "http://www.w3.org/2006/12/xml-c14n11#" + WITH_COMMENTS);

    /** Those that Keycloak knows and an RSA key can sign with: others only lead to an error page (26.4 to 26.7). */
    private static final Set<String> ALGORITHMS =
            Set.of("RSA_SHA1", "RSA_SHA256", "RSA_SHA256_MGF1", "RSA_SHA512", "RSA_SHA512_MGF1");

    Optional<Fault> fault() {
        ClientModel client = authSession.getClient();
        SamlClient settings = new SamlClient(client);
        if (AwsClientSettings.preset(client) == AwsPreset.IAM
                && AwsClientSettings.partition(client).isEmpty()) {
            return Optional.of(Fault.PARTITION_UNREADABLE);
        }
        if (!settings.includeAuthnStatement()) {
            return Optional.of(Fault.AUTHN_STATEMENT_OFF);
        }
        if (!settings.requiresRealmSignature() && !settings.requiresAssertionSignature()) {
            return Optional.of(Fault.SIGNING_OFF);
        }
        if (!canSign(client.getAttribute(SamlConfigAttributes.SAML_SIGNATURE_ALGORITHM))) {
            return Optional.of(Fault.SIGNATURE_ALGORITHM);
        }
        String canonicalization = settings.getCanonicalizationMethod();
        if (canonicalization != null && !canCanonicalize(canonicalization)) {
            return Optional.of(Fault.CANONICALIZATION);
        }
        if (session.keys()
                .getKeysStream(authSession.getRealm(), KeyUse.SIG, Algorithm.RS256)
                .noneMatch(key -> key.getStatus().isActive())) {
            return Optional.of(Fault.SIGNING_KEY_MISSING);
        }
        if (settings.requiresEncryption() && !canEncrypt(client)) {
            return Optional.of(Fault.ENCRYPTION_CERTIFICATE);
        }
        boolean posts = settings.forcePostBinding()
                || SamlProtocol.SAML_POST_BINDING.equals(authSession.getClientNote(SamlProtocol.SAML_BINDING));
        return posts ? Optional.empty() : Optional.of(Fault.REDIRECT_BINDING);
    }

    /**
     * Whether Keycloak can sign with it.
     *
     * @param algorithm the client's attribute; null is Keycloak's default
     */
    public static boolean canSign(String algorithm) {
        return algorithm == null || ALGORITHMS.contains(algorithm);
    }

    /**
     * Whether Keycloak can canonicalize XML with it.
     *
     * @param method the client's attribute, not null
     */
    public static boolean canCanonicalize(String method) {
        return CANONICALIZATIONS.contains(method);
    }

    /** Whether there is a certificate for it. Keycloak may fetch it from elsewhere (26.4 to 26.7), which takes a request to know. */
    public static boolean canEncrypt(ClientModel client) {
        try {
            return new SamlClient(client).isUseMetadataDescriptorUrl()
                    || SamlProtocolUtils.getPublicKey(
                                    client, SamlConfigAttributes.SAML_ENCRYPTION_CERTIFICATE_ATTRIBUTE)
                            != null;
        } catch (VerificationException | RuntimeException e) {
            return false;
        }
    }
}
