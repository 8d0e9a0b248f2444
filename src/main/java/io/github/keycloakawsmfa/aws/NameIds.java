package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.UndeliverableResponse.Fault;
import io.github.keycloakawsmfa.aws.model.AwsPreset;
import java.util.Comparator;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.ProtocolMapperUtils;
import org.keycloak.protocol.saml.SamlClient;
import org.keycloak.protocol.saml.mappers.NameIdMapperHelper;
import org.keycloak.protocol.saml.mappers.UserAttributeNameIdMapper;
import org.keycloak.saml.common.constants.GeneralConstants;
import org.keycloak.saml.common.constants.JBossSAMLURIConstants;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The NameID that Keycloak will write (26.4 to 26.7, SamlProtocol.getSAMLNameId): if there is none, it posts a SAML
 * error to AWS, which shows its own.
 */
final class NameIds {

    /** Stands for a value that Keycloak generates. */
    private static final String GENERATED = "G-";

    private NameIds() {}

    static Optional<Fault> fault(AuthenticationSessionModel authSession, UserModel user) {
        String format = format(authSession);
        Optional<ProtocolMapperModel> mapper = AwsClientDetector.writingMappers(authSession.getClient())
                .filter(candidate -> format.equals(candidate.getConfig().get(NameIdMapperHelper.MAPPER_NAMEID_FORMAT)))
                // Keycloak takes the first by priority, and ours gives way to all others.
                .min(Comparator.comparing(
                        candidate -> PersistentNameIdMapper.ID.equals(candidate.getProtocolMapper())));
        String value;
        if (mapper.isEmpty()) {
            value = byFormat(format, user);
        } else if (UserAttributeNameIdMapper.PROVIDER_ID.equals(mapper.get().getProtocolMapper())) {
            value = user.getFirstAttribute(mapper.get().getConfig().get(ProtocolMapperUtils.USER_ATTRIBUTE));
        } else {
            // What another mapper writes cannot be known beforehand.
            return Optional.empty();
        }
        if (value == null || value.isBlank()) {
            return Optional.of(Fault.NAME_ID_MISSING);
        }
        // If Keycloak has yet to ask for an address, it is not known.
        return AwsClientSettings.preset(authSession.getClient()) == AwsPreset.IDENTITY_CENTER
                        && user.getEmail() != null
                        && !value.equalsIgnoreCase(user.getEmail())
                ? Optional.of(Fault.NAME_ID_NOT_EMAIL)
                : Optional.empty();
    }

    private static String byFormat(String format, UserModel user) {
        if (JBossSAMLURIConstants.NAMEID_FORMAT_EMAIL.get().equals(format)) {
            return user.getEmail();
        }
        boolean generated = JBossSAMLURIConstants.NAMEID_FORMAT_PERSISTENT.get().equals(format)
                || JBossSAMLURIConstants.NAMEID_FORMAT_TRANSIENT.get().equals(format);
        return generated ? GENERATED : user.getUsername();
    }

    /** As in SamlProtocol.getNameIdFormat. */
    private static String format(AuthenticationSessionModel authSession) {
        ClientModel client = authSession.getClient();
        SamlClient settings = new SamlClient(client);
        String asked = authSession.getClientNote(GeneralConstants.NAMEID_FORMAT);
        String configured = settings.getNameIDFormat();
        if (configured != null && (asked == null || settings.forceNameIDFormat())) {
            return configured;
        }
        return asked == null ? JBossSAMLURIConstants.NAMEID_FORMAT_UNSPECIFIED.get() : asked;
    }
}
