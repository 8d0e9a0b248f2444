package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.device.seal.LengthPrefixed;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.saml.SamlProtocol;

/**
 * A user's persistent NameID at one client. It is computed, so nothing has to be stored on the user: it is the same on
 * every node and after every restart, differs between clients, and contains no personal data. It looks like Keycloak's
 * own: {@code G-} and a UUID, 38 characters.
 */
final class PersistentNameId {

    private PersistentNameId() {}

    /** What Keycloak or an administrator stored on the user before, which AWS may already know; otherwise computed. */
    static String of(RealmModel realm, UserModel user, ClientModel client) {
        return stored(user, client.getClientId())
                .or(() -> stored(user, "*"))
                .orElseGet(() -> computed(realm.getId(), user.getId(), client.getClientId()));
    }

    /** From the client id that people know, like Keycloak's own: a client deleted and recreated keeps the same names. */
    static String computed(String realmId, String userId, String clientId) {
        try {
            ByteBuffer hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256")
                    .digest(LengthPrefixed.of("aws-mfa NameID", realmId, userId, clientId)));
            return "G-" + new UUID(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }

    /** Where Keycloak keeps it (26.4 to 26.7, SamlProtocol.getPersistentNameId). */
    private static Optional<String> stored(UserModel user, String client) {
        return Optional.ofNullable(user.getFirstAttribute(SamlProtocol.SAML_PERSISTENT_NAME_ID_FOR + "." + client))
                .filter(value -> !value.isBlank());
    }
}
