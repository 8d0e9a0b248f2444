package io.github.keycloakawsmfa.evidence;

import io.github.keycloakawsmfa.internals.UserSessions;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ImpersonationSessionNote;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.encode.AccessTokenContext;
import org.keycloak.protocol.oidc.encode.TokenContextEncoderProvider;
import org.keycloak.representations.AccessToken;

/**
 * A user session that a browser's cookie or a token carries along, as far as it shows a sign-in of its user.
 *
 * <p>AUTH_TIME is missing in an impersonated session, even if that has lost IMPERSONATOR_ID. But it is no proof of a
 * password: a POST to {@code login-actions/consent} writes it after a mailed link (CVE-2026-133221), and so does CIBA
 * (26.7.3, CibaGrantType).
 */
final class CarriedSession {

    private static final Logger LOG = Logger.getLogger(CarriedSession.class);

    private static final String DEVICE_GRANT = OAuth2Constants.DEVICE_CODE_GRANT_TYPE;

    /**
     * Of the token, not of the session, because the same application may have others: the legacy token exchange names
     * no grant.
     */
    private static final Set<String> BROWSER_GRANTS =
            Set.of(OAuth2Constants.AUTHORIZATION_CODE, OAuth2Constants.REFRESH_TOKEN);

    private final KeycloakSession session;
    private final RealmModel realm;
    private final UserSessionModel userSession;

    /** @param id null means no session */
    CarriedSession(KeycloakSession session, RealmModel realm, String id) {
        this.session = session;
        this.realm = realm;
        this.userSession = id == null ? null : session.sessions().getUserSession(realm, id);
    }

    boolean isOf(UserModel user) {
        return UserSessions.isValid(realm, userSession)
                && userSession.getUser() != null
                && userSession.getUser().getId().equals(user.getId())
                && UserSessions.hasSignInTime(userSession)
                && userSession.getNote(ImpersonationSessionNote.IMPERSONATOR_ID.toString()) == null;
    }

    /**
     * Whether the user signed in with a browser to the application that has the token. Only such a sign-in leaves a
     * redirect URI in the client session (26.7.3, TokenManager.attachAuthenticationSession): CIBA, token exchange and the
     * password grant have none. The device grant has none either, but its user has signed in with a browser.
     */
    boolean isWithBrowserAt(AccessToken token) {
        ClientModel client = realm.getClientByClientId(token.getIssuedFor());
        AuthenticatedClientSessionModel clientSession =
                client == null ? null : userSession.getAuthenticatedClientSessionByClient(client.getId());
        return clientSession != null
                && context(token)
                        .filter(context -> context.getSessionType() == AccessTokenContext.SessionType.ONLINE)
                        .map(AccessTokenContext::getGrantType)
                        .filter(grant -> DEVICE_GRANT.equals(grant)
                                || (BROWSER_GRANTS.contains(grant) && hasText(clientSession.getRedirectUri())))
                        .isPresent();
    }

    /**
     * Keycloak writes into each token's id which grant it comes from, and whether its session is an offline one.
     *
     * @return empty if the id does not say
     */
    private Optional<AccessTokenContext> context(AccessToken token) {
        if (token.getId() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    session.getProvider(TokenContextEncoderProvider.class).getTokenContextFromTokenId(token.getId()));
        } catch (IllegalArgumentException e) {
            LOG.warnf("Not an id of a token as Keycloak writes it: %s", e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean hasText(String text) {
        return text != null && !text.isBlank();
    }
}
