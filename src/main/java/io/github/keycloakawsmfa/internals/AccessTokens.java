package io.github.keycloakawsmfa.internals;

import jakarta.ws.rs.NotAuthorizedException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProvider;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.AppAuthManager.BearerTokenAuthenticator;

/**
 * The access token of a call, checked and completed by the classes that Keycloak's account REST uses (26.4.7 to 26.7.3).
 * Without them, {@code TokenManager} checks, and only full tokens are accepted.
 */
public final class AccessTokens {

    private AccessTokens() {}

    /**
     * Whether the call has a valid token; the session's context then holds it, with its user session. What
     * {@code authenticate()} returns has other methods from 26.5 on.
     */
    public static boolean isValid(KeycloakSession session) {
        try {
            return new BearerTokenAuthenticator(session).authenticate() != null;
        } catch (NotAuthorizedException | NullPointerException e) {
            // Thrown where the header is malformed, and, by 26.4.7, where the token's own header names an algorithm
            // that Keycloak does not have, such as none (AuthenticationManager.verifyIdentityToken).
            return false;
        }
    }

    /** With what a lightweight token leaves to introspection. */
    public static AccessToken full(KeycloakSession session, AccessToken token, UserSessionModel userSession) {
        return ((AccessTokenIntrospectionProvider<?>) session.getProvider(
                        TokenIntrospectionProvider.class, AccessTokenIntrospectionProviderFactory.ACCESS_TOKEN_TYPE))
                .transformAccessToken(token, userSession);
    }
}
