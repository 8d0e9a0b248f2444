package io.github.keycloakawsmfa.aws;

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
abstract class NameMapper extends AbstractSAMLProtocolMapper implements SAMLAttributeStatementMapper {

    private static final Logger LOG = Logger.getLogger(NameMapper.class);

    private final String attribute;
    private final String friendlyName;

    NameMapper(String attribute, String friendlyName) {
        this.attribute = attribute;
        this.friendlyName = friendlyName;
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
