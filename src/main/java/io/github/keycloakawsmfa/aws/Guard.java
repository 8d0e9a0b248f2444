package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.model.AwsAddress;
import io.github.keycloakawsmfa.aws.model.AwsAttributes;
import java.util.Objects;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserModel;
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
        return AwsClientSettings.isGuarded(client)
                || (SamlProtocol.LOGIN_PROTOCOL.equals(client.getProtocol()) && looksLikeAws(client, authSession));
    }

    private static boolean looksLikeAws(ClientModel client, AuthenticationSessionModel authSession) {
        // Keycloak makes the client id an audience.
        return AwsAddress.isAwsAudience(client.getClientId())
                || urls(client, authSession).anyMatch(AwsAddress::mayReachAws)
                || mappers(client).anyMatch(mapper -> writesForAws(mapper, authSession.getAuthenticatedUser()));
    }

    private static Stream<String> urls(ClientModel client, AuthenticationSessionModel authSession) {
        return Stream.of(
                        Stream.of(
                                authSession.getRedirectUri(),
                                client.getRootUrl(),
                                client.getBaseUrl(),
                                client.getManagementUrl()),
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
    private static boolean writesForAws(ProtocolMapperModel mapper, UserModel user) {
        String id = mapper.getProtocolMapper();
        return RoleSessionNameMapper.ID.equals(id)
                || SessionDurationMapper.ID.equals(id)
                || SAMLAudienceResolveProtocolMapper.PROVIDER_ID.equals(id) && AwsRoles.makeAudience(user)
                || mapper.getConfig().values().stream()
                        .anyMatch(value -> AwsAttributes.isAwsName(value) || AwsAddress.isAwsAudience(value));
    }
}
