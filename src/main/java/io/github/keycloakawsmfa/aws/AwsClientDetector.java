package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.model.AwsAddress;
import io.github.keycloakawsmfa.aws.model.AwsAttributes;
import io.github.keycloakawsmfa.aws.model.AwsDestination;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.protocol.saml.SamlProtocol;
import org.keycloak.protocol.saml.mappers.SAMLAudienceResolveProtocolMapper;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Whether a response may turn out to be guarded. The flow and the action ask before there is a response; it may say yes
 * too often, because only the gate decides, on the finished response.
 */
public final class AwsClientDetector {

    /** Without one of these, a browser sees no host and no path; an attribute with only a wildcard is no address. */
    private static final Pattern URL = Pattern.compile("[/:\\\\]");

    private AwsClientDetector() {}

    /** @param authSession where the user is being signed in to the client */
    public static boolean expected(ClientModel client, AuthenticationSessionModel authSession) {
        return AwsClientSettings.isGuarded(client) || leadsToAws(client, authSession);
    }

    /** Like {@link #expected}, except for a client that is only marked: its responses are for someone else. */
    static boolean leadsToAws(ClientModel client, AuthenticationSessionModel authSession) {
        return mayLeadToAws(client)
                || (isSaml(client)
                        && (AwsDestination.mayReachAws(authSession.getRedirectUri())
                                || mappers(client).anyMatch(AwsClientDetector::resolvesAudience)
                                        && AwsRoles.makeAudience(authSession.getAuthenticatedUser())));
    }

    /** Whether it is a SAML client whose settings alone may make a response one for AWS, no matter who signs in. */
    public static boolean mayLeadToAws(ClientModel client) {
        return isSaml(client) && leadsToAws(client, AwsDestination::mayReachAws, AwsDestination::isAwsAudience);
    }

    /** Whether {@link #mayLeadToAws} says so only by an IAM Identity Center path: no host is known to be AWS's. */
    public static boolean isKnownByPathAlone(ClientModel client) {
        return mayLeadToAws(client) && !leadsToAws(client, AwsAddress::mayReachAwsHost, AwsAddress::isAwsUrnOrHost);
    }

    private static boolean leadsToAws(ClientModel client, Predicate<String> isAddress, Predicate<String> isAudience) {
        // Keycloak makes the client id an audience.
        return isAudience.test(client.getClientId())
                || urls(client).anyMatch(isAddress)
                || mappers(client).anyMatch(mapper -> writesForAws(mapper, isAudience));
    }

    private static boolean isSaml(ClientModel client) {
        return SamlProtocol.LOGIN_PROTOCOL.equals(client.getProtocol());
    }

    private static Stream<String> urls(ClientModel client) {
        return Stream.of(
                        Stream.of(client.getRootUrl(), client.getBaseUrl(), client.getManagementUrl()),
                        client.getRedirectUris().stream().flatMap(uri -> withRoot(client, uri)),
                        // The assertion consumer URLs are attributes, and new versions add more of them.
                        client.getAttributes().values().stream().filter(AwsClientDetector::looksLikeUrl))
                .flatMap(stream -> stream)
                .filter(Objects::nonNull);
    }

    /** Keycloak prepends the root URL to what begins with a slash (26.7.3, RedirectUtils.relativeToAbsoluteURI). */
    private static Stream<String> withRoot(ClientModel client, String redirectUri) {
        return redirectUri.startsWith("/")
                ? Stream.of(redirectUri, Objects.requireNonNullElse(client.getRootUrl(), "") + redirectUri)
                : Stream.of(redirectUri);
    }

    private static boolean looksLikeUrl(String value) {
        return value != null && URL.matcher(value).find();
    }

    /**
     * The mappers that write into the client's responses. Optional scopes add none to a SAML sign-in, as no request can
     * ask for them (26.4 to 26.7, AuthenticationManager.setClientScopesInSession).
     */
    public static Stream<ProtocolMapperModel> writingMappers(ClientModel client) {
        return Stream.concat(
                client.getProtocolMappersStream(),
                client.getClientScopes(true).values().stream()
                        .flatMap(ProtocolMapperContainerModel::getProtocolMappersStream));
    }

    /** The client's own mappers, and those of its scopes. */
    private static Stream<ProtocolMapperModel> mappers(ClientModel client) {
        return Stream.of(
                        Stream.<ProtocolMapperContainerModel>of(client),
                        client.getClientScopes(true).values().stream(),
                        client.getClientScopes(false).values().stream())
                .flatMap(stream -> stream)
                .flatMap(ProtocolMapperContainerModel::getProtocolMappersStream);
    }

    /** Whether a mapper may add an AWS attribute or audience. */
    private static boolean writesForAws(ProtocolMapperModel mapper, Predicate<String> isAudience) {
        return NameMapper.ROLE_SESSION_NAME_ID.equals(mapper.getProtocolMapper())
                || SessionDurationMapper.ID.equals(mapper.getProtocolMapper())
                || NameMapper.SOURCE_IDENTITY_ID.equals(mapper.getProtocolMapper())
                || mapper.getConfig().values().stream()
                        .anyMatch(value -> AwsAttributes.isAwsName(value) || isAudience.test(value));
    }

    private static boolean resolvesAudience(ProtocolMapperModel mapper) {
        return SAMLAudienceResolveProtocolMapper.PROVIDER_ID.equals(mapper.getProtocolMapper());
    }
}
