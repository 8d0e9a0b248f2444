package io.github.keycloakawsmfa.aws;

import java.util.Set;
import org.keycloak.common.VerificationException;
import org.keycloak.models.ClientModel;
import org.keycloak.protocol.saml.SamlClient;
import org.keycloak.protocol.saml.SamlConfigAttributes;
import org.keycloak.protocol.saml.SamlProtocolUtils;

/** The client settings with which Keycloak can sign and encrypt at all: with others it shows an error page. */
public final class Signing {

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

    private Signing() {}

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
