package io.github.keycloakawsmfa.admin.trust;

import java.security.interfaces.RSAPublicKey;
import org.keycloak.crypto.KeyWrapper;

/**
 * What AWS accepts as keys that sign responses.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html">IAM API,
 *     CreateSAMLProvider</a>
 */
public final class SigningKeys {

    /** The most certificates of one SAML provider (IAM quotas). */
    public static final int MOST = 10;

    static final int LEAST_BITS = 1024;

    private SigningKeys() {}

    /** The length of an RSA key. */
    public static int bits(KeyWrapper key) {
        return ((RSAPublicKey) key.getPublicKey()).getModulus().bitLength();
    }
}
