package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.model.AwsAddress;
import io.github.keycloakawsmfa.aws.model.AwsAttributes;
import java.util.Objects;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.protocol.saml.SamlProtocol;
import org.keycloak.protocol.saml.mappers.SAMLAudienceResolveProtocolMapper;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Whether a response may turn out to be guarded. Flow and action ask it before there is a response; it may say yes too
 * often, for the gate alone decides, on the finished response.
 */
public final class Guard {

    private Guard() {}

    /** @param authSession where the user is being signed in to the client */
    public static boolean expected(ClientModel client, AuthenticationSessionModel authSession) {
        return AwsClientSettings.isGuarded(client) || leadsToAws(client, authSession);
    }

    /** As {@link #expected}, but for a client that is only marked, whose responses are somebody else's. */
    static boolean leadsToAws(ClientModel client, AuthenticationSessionModel authSession) {
        return mayLeadToAws(client)
                || (isSaml(client)
                        && (AwsAddress.mayReachAws(authSession.getRedirectUri())
                                || mappers(client).anyMatch(Guard::resolvesAudience)
                                        && AwsRoles.makeAudience(authSession.getAuthenticatedUser())));
    }

    /** Whether it is a SAML client whose settings alone let a response be one for AWS, whoever signs in. */
    public static boolean mayLeadToAws(ClientModel client) {
        return isSaml(client)
                // Keycloak makes the client id an audience.
                && (AwsAddress.isAwsAudience(client.getClientId())
                        || urls(client).anyMatch(AwsAddress::mayReachAws)
                        || mappers(client).anyMatch(Guard::writesForAws));
    }

    private static boolean isSaml(ClientModel client) {
        return SamlProtocol.LOGIN_PROTOCOL.equals(client.getProtocol());
    }

    private static Stream<String> urls(ClientModel client) {
        return Stream.of(
                        Stream.of(client.getRootUrl(), client.getBaseUrl(), client.getManagementUrl()),
                        client.getRedirectUris().stream(),
                        // The assertion consumer URLs are attributes, and more of them come with new versions.
                        client.getAttributes().values().stream().filter(Guard::looksLikeUrl))
                .flatMap(stream -> stream)
                .filter(Objects::nonNull);
    }

    private static boolean looksLikeUrl(String value) {
        return value != null && value.contains("://");
    }

    private static Stream<ProtocolMapperModel> mappers(ClientModel client) {
        return Stream.of(
                        Stream.<ProtocolMapperContainerModel>of(client),
                        client.getClientScopes(true).values().stream(),
                        client.getClientScopes(false).values().stream())
                .flatMap(stream -> stream)
                .flatMap(ProtocolMapperContainerModel::getProtocolMappersStream);
    }

    /** Whether a mapper may add an attribute or an audience of AWS's. */
    private static boolean writesForAws(ProtocolMapperModel mapper) {
        return RoleSessionNameMapper.ID.equals(mapper.getProtocolMapper())
                || SessionDurationMapper.ID.equals(mapper.getProtocolMapper())
                || SourceIdentityMapper.ID.equals(mapper.getProtocolMapper())
                || mapper.getConfig().values().stream()
                        .anyMatch(value -> AwsAttributes.isAwsName(value) || AwsAddress.isAwsAudience(value));
    }

    private static boolean resolvesAudience(ProtocolMapperModel mapper) {
        return SAMLAudienceResolveProtocolMapper.PROVIDER_ID.equals(mapper.getProtocolMapper());
    }
}
