package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.model.AwsAttributes;
import io.github.keycloakawsmfa.device.text.Excerpt;
import java.util.List;
import org.jboss.logging.Logger;
import org.keycloak.dom.saml.v2.assertion.AttributeStatementType;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.saml.mappers.AbstractSAMLProtocolMapper;
import org.keycloak.protocol.saml.mappers.AttributeStatementHelper;
import org.keycloak.protocol.saml.mappers.SAMLAttributeStatementMapper;
import org.keycloak.provider.ProviderConfigProperty;

/** Writes a user's name at AWS, which no two users of a realm share. */
public abstract class NameMapper extends AbstractSAMLProtocolMapper implements SAMLAttributeStatementMapper {

    /** Writes RoleSessionName: the name that CloudTrail and the console's header show. */
    public static final class ForRoleSession extends NameMapper {

        /** For Keycloak. */
        public ForRoleSession() {
            super(
                    ROLE_SESSION_NAME_ID,
                    AwsAttributes.ROLE_SESSION_NAME,
                    "RoleSessionName",
                    "Adds the user's name as AWS's RoleSessionName, changed where AWS would not accept it.");
        }
    }

    /**
     * Writes SourceIdentity: who it was, kept by AWS whatever roles are assumed from the first one. Each role's trust
     * policy has to allow {@code sts:SetSourceIdentity}.
     */
    public static final class ForSourceIdentity extends NameMapper {

        /** For Keycloak. */
        public ForSourceIdentity() {
            super(
                    SOURCE_IDENTITY_ID,
                    AwsAttributes.SOURCE_IDENTITY,
                    "SourceIdentity",
                    "Adds the user's name as AWS's SourceIdentity. Trust policies have to allow"
                            + " sts:SetSourceIdentity.");
        }
    }

    /** The provider id of the mapper for RoleSessionName. */
    public static final String ROLE_SESSION_NAME_ID = "aws-role-session-name-mapper";

    /** The provider id of the mapper for SourceIdentity. */
    public static final String SOURCE_IDENTITY_ID = "aws-source-identity-mapper";

    private static final Logger LOG = Logger.getLogger(NameMapper.class);

    private final String id;
    private final String attribute;
    private final String friendlyName;
    private final String helpText;

    private NameMapper(String id, String attribute, String friendlyName, String helpText) {
        this.id = id;
        this.attribute = attribute;
        this.friendlyName = friendlyName;
        this.helpText = helpText;
    }

    @Override
    public void transformAttributeStatement(
            AttributeStatementType statement,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            AuthenticatedClientSessionModel clientSession) {
        String setting = mapper.getConfig().get(NameSource.SETTING);
        NameSource source = NameSource.of(setting).orElseGet(() -> {
            LOG.errorf(
                    "Mapper %s: %s cannot be '%s', so the username is taken",
                    Excerpt.of(mapper.getName()), NameSource.SETTING, Excerpt.of(setting));
            return NameSource.USERNAME;
        });
        String name =
                source.nameOf(userSession.getRealm(), userSession.getUser()).value();
        statement.addAttribute(SamlAttributes.of(attribute, friendlyName, List.of(name)));
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public String getHelpText() {
        return helpText;
    }

    @Override
    public String getDisplayType() {
        return "AWS " + friendlyName;
    }

    @Override
    public String getDisplayCategory() {
        return AttributeStatementHelper.ATTRIBUTE_STATEMENT_CATEGORY;
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of(new ProviderConfigProperty(
                NameSource.SETTING,
                "Source",
                "username, email or attribute:NAME. What two users may share, or AWS does not take, is marked.",
                ProviderConfigProperty.STRING_TYPE,
                NameSource.USERNAME.text()));
    }
}
