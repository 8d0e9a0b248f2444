package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.model.AwsAttributes;
import io.github.keycloakawsmfa.aws.model.SessionDuration;
import io.github.keycloakawsmfa.device.text.Excerpt;
import java.util.List;
import java.util.Optional;
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

/** Writes SessionDuration: how long the AWS console session lasts, 900 to 43200 seconds. */
public final class SessionDurationMapper extends AbstractSAMLProtocolMapper implements SAMLAttributeStatementMapper {

    /** The mapper's provider id. */
    public static final String ID = "aws-session-duration-mapper";

    /** The mapper's only setting, in seconds. */
    public static final String SECONDS = "session.duration.seconds";

    private static final Logger LOG = Logger.getLogger(SessionDurationMapper.class);

    @Override
    public void transformAttributeStatement(
            AttributeStatementType statement,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            AuthenticatedClientSessionModel clientSession) {
        Optional<SessionDuration> written = written(mapper);
        written.ifPresent(duration -> statement.addAttribute(SamlAttributes.of(
                AwsAttributes.SESSION_DURATION, "SessionDuration", List.of(duration.attributeValue()))));
        if (written.isEmpty()) {
            // Without the attribute, AWS grants an hour, which every role allows.
            LOG.errorf(
                    "Mapper %s: %s is not a number of seconds, so AWS decides", Excerpt.of(mapper.getName()), SECONDS);
        }
    }

    /**
     * What a mapper of this kind writes: the value nearest to its setting that AWS accepts.
     *
     * @return empty if the setting is not a number of seconds: then nothing is written
     */
    public static Optional<SessionDuration> written(ProtocolMapperModel mapper) {
        return SessionDuration.seconds(mapper.getConfig().get(SECONDS)).map(SessionDuration::nearestTo);
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getDisplayType() {
        return "AWS SessionDuration";
    }

    @Override
    public String getDisplayCategory() {
        return AttributeStatementHelper.ATTRIBUTE_STATEMENT_CATEGORY;
    }

    @Override
    public String getHelpText() {
        return "Adds how long the AWS console session lasts: 900 to 43200 seconds, no longer than the role allows.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of(new ProviderConfigProperty(
                SECONDS,
                "Seconds",
                "900 (15 minutes) to 43200 (12 hours). A role whose maximum is lower refuses the sign-in.",
                ProviderConfigProperty.STRING_TYPE,
                "3600"));
    }
}
