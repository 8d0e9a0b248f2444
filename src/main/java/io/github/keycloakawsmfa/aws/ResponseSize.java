package io.github.keycloakawsmfa.aws;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.dom.saml.v2.protocol.ResponseType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.saml.SamlClient;
import org.keycloak.saml.common.exceptions.ConfigurationException;
import org.keycloak.saml.common.exceptions.ParsingException;
import org.keycloak.saml.common.exceptions.ProcessingException;
import org.keycloak.saml.common.util.DocumentUtil;
import org.keycloak.saml.processing.api.saml.v2.response.SAML2Response;

/**
 * How long a response is once Keycloak has signed it, and encrypted it if the client wants that. It is an upper bound:
 * never below the real length, and near the limit at most a few per cent above it.
 *
 * <p>The gate runs before signing (26.7.3, SamlProtocol.authenticated), so what signatures add is calculated: their
 * markup has a fixed length except for the key and its certificate.
 *
 * @param responseSignature bytes of XML that the response's signature adds, or 0
 * @param assertionSignature bytes of XML that the assertion's signature adds, or 0
 */
record ResponseSize(int responseSignature, int assertionSignature, boolean encrypted) {

    /**
     * Base64 characters that AWS accepts.
     *
     * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">IAM quotas</a>
     */
    static final int MOST = 100_000;

    /** Bytes of XML around each value of an attribute. */
    static final int VALUE_MARKUP = 162;

    /** 880 bytes with SHA-256 (26.7.3); leaves room for longer digests and algorithm names. */
    private static final int SIGNATURE_MARKUP = 1_050;

    /** Of EncryptedAssertion, with an RSA key of up to 4096 bits and its certificate. */
    private static final int ENCRYPTION_MARKUP = 3_500;

    /** @throws RuntimeException if the realm has no key to sign with: Keycloak cannot make a response either */
    static ResponseSize of(KeycloakSession session, ClientModel client) {
        SamlClient saml = new SamlClient(client);
        KeyWrapper key = session.keys().getActiveKey(client.getRealm(), KeyUse.SIG, Algorithm.RS256);
        String keyName = saml.getXmlSigKeyInfoKeyNameTransformer().getKeyName(key.getKid(), key.getCertificate());
        int signature = signature(
                ((RSAPublicKey) key.getPublicKey()).getModulus(),
                key.getCertificate(),
                keyName == null ? 0 : utf8(keyName));
        return new ResponseSize(
                saml.requiresRealmSignature() ? signature : 0,
                saml.requiresAssertionSignature() ? signature : 0,
                saml.requiresEncryption());
    }

    /** Bytes of XML. Keycloak names the key by its certificate, or else by its modulus. */
    static int signature(BigInteger modulus, X509Certificate certificate, int keyName) {
        int key = modulus.bitLength() / 8 + 1;
        return SIGNATURE_MARKUP
                + base64Lines(key)
                + keyName
                + base64Lines(certificate == null ? key : der(certificate));
    }

    /**
     * Base64 characters of the response when it leaves.
     *
     * @param bytes of its XML, complete except for signature and encryption
     */
    int characters(int bytes) {
        int assertion = bytes + assertionSignature;
        int body = encrypted ? base64Lines(assertion) + ENCRYPTION_MARKUP : assertion;
        return base64(body + responseSignature);
    }

    /** Whether AWS surely accepts the response, without building its XML; false where only {@link #bytes} can tell. */
    boolean surelyFits(ResponseType response) {
        long bytes = LengthBound.of(response);
        return bytes <= MOST && characters((int) bytes) <= MOST;
    }

    /** Bytes of its XML, which is built for this: that takes longer than all else the gate does. */
    static int bytes(ResponseType response) {
        try {
            return utf8(DocumentUtil.getDocumentAsString(SAML2Response.convert(response)));
        } catch (ProcessingException | ConfigurationException | ParsingException e) {
            throw new IllegalStateException("A response could not be measured", e);
        }
    }

    /** Bytes of XML for an attribute value. ARNs contain nothing that XML escapes. */
    static int valueBytes(String value) {
        return VALUE_MARKUP + utf8(value);
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static int der(X509Certificate certificate) {
        try {
            return certificate.getEncoded().length;
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("The realm's certificate cannot be encoded", e);
        }
    }

    /** With a line break of six bytes (<code>&amp;#13;</code> and a line feed) per 76 characters: Keycloak breaks some lines. */
    private static int base64Lines(int bytes) {
        int characters = base64(bytes);
        return characters + 6 * (characters / 76 + 1);
    }

    private static int base64(int bytes) {
        return (bytes + 2) / 3 * 4;
    }
}
