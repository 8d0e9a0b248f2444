package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.device.seal.LengthPrefixed;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.saml.SamlProtocol;
import org.keycloak.protocol.saml.mappers.AbstractSAMLProtocolMapper;
import org.keycloak.protocol.saml.mappers.NameIdMapperHelper;
import org.keycloak.protocol.saml.mappers.SAMLNameIdMapper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.saml.common.constants.JBossSAMLURIConstants;

/**
 * Gives users a persistent NameID without storing it: it is computed, so it is the same on every node and after every
 * restart, differs between clients, and contains no personal data. It looks like Keycloak's own: {@code G-} and a UUID,
 * 38 characters.
 *
 * <p>Keycloak's own is written to the user in the middle of the
 * sign-in (26.4 to 26.7, SamlProtocol.getPersistentNameId): users of a read-only store get an internal error there, and
 * all others drop out of the user cache.
 */
public final class PersistentNameIdMapper extends AbstractSAMLProtocolMapper implements SAMLNameIdMapper {

    /** The mapper's provider id. */
    public static final String ID = "aws-persistent-name-id-mapper";

    /** The setting by which Keycloak finds the mapper; {@link #FORMAT} is its only correct value. */
    public static final String FORMAT_SETTING = NameIdMapperHelper.MAPPER_NAMEID_FORMAT;

    /** The format of this NameID. */
    public static final String FORMAT = JBossSAMLURIConstants.NAMEID_FORMAT_PERSISTENT.get();

    /** Keycloak takes the first mapper of a format: any other, whose priority is 0 by default, goes first. */
    private static final int LAST = 1000;

    @Override
    public String mapperNameId(
            String format,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            AuthenticatedClientSessionModel clientSession) {
        return nameId(userSession.getRealm(), userSession.getUser(), clientSession.getClient());
    }

    @Override
    public int getPriority() {
        return LAST;
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getDisplayType() {
        return "AWS persistent NameID";
    }

    @Override
    public String getDisplayCategory() {
        return NameIdMapperHelper.NAMEID_MAPPER_CATEGORY;
    }

    @Override
    public String getHelpText() {
        return "Gives a lasting NameID that tells nothing of the user, without storing it at the user.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        ProviderConfigProperty format = new ProviderConfigProperty(
                FORMAT_SETTING,
                NameIdMapperHelper.MAPPER_NAMEID_FORMAT_LABEL,
                NameIdMapperHelper.MAPPER_NAMEID_FORMAT_HELP_TEXT,
                ProviderConfigProperty.LIST_TYPE,
                FORMAT);
        format.setOptions(List.of(FORMAT));
        return List.of(format);
    }

    /** What Keycloak or an administrator stored on the user before, which AWS may already know; otherwise computed. */
    private static String nameId(RealmModel realm, UserModel user, ClientModel client) {
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
