package io.github.keycloakawsmfa.admin.trust;

import io.github.keycloakawsmfa.internals.SamlMetadata;
import jakarta.ws.rs.core.Response;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.ErrorResponse;
import org.keycloak.services.ErrorResponseException;

/**
 * The realm's SAML metadata as AWS accepts it: Keycloak's own descriptor. It names all enabled RSA keys, including
 * those that sign only later, and no others, so that a rotation can be prepared.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html">IAM API,
 *     CreateSAMLProvider</a>
 */
public final class Metadata {

    /** The most certificates of one SAML provider (IAM quotas). */
    public static final int MOST_KEYS = 10;

    private static final int LEAST_BITS = 1024;

    private Metadata() {}

    static String of(KeycloakSession session, RealmModel realm) {
        List<KeyWrapper> keys =
                session.keys().getKeysStream(realm, KeyUse.SIG, Algorithm.RS256).toList();
        if (keys.isEmpty()) {
            throw refused("The realm has no RSA key that signs: add one (Realm settings, Keys).");
        }
        if (keys.size() > MOST_KEYS) {
            throw refused("The realm has " + keys.size() + " RSA keys that sign or signed, and AWS takes " + MOST_KEYS
                    + ": disable those that no longer sign.");
        }
        keys.stream().filter(key -> bits(key) < LEAST_BITS).findFirst().ifPresent(key -> {
            throw refused("Key " + key.getKid() + " has " + bits(key) + " bits, and AWS takes no key below "
                    + LEAST_BITS + ": disable it.");
        });
        String descriptor = SamlMetadata.of(session, realm);
        if (descriptor.isEmpty()) {
            throw refused("Keycloak cannot write its metadata: see the server's log.");
        }
        return descriptor;
    }

    /** The length of an RSA key. */
    public static int bits(KeyWrapper key) {
        return ((RSAPublicKey) key.getPublicKey()).getModulus().bitLength();
    }

    private static ErrorResponseException refused(String sentence) {
        return ErrorResponse.error(sentence, Response.Status.CONFLICT);
    }
}
