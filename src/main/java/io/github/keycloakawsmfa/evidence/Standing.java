package io.github.keycloakawsmfa.evidence;

import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.TokenVerifier;
import org.keycloak.authentication.AuthenticatorUtil;
import org.keycloak.authentication.actiontoken.DefaultActionToken;
import org.keycloak.authentication.actiontoken.execactions.ExecuteActionsActionToken;
import org.keycloak.authentication.actiontoken.resetcred.ResetCredentialsActionToken;
import org.keycloak.authentication.authenticators.broker.util.PostBrokerLoginConstants;
import org.keycloak.authentication.authenticators.broker.util.SerializedBrokeredIdentityContext;
import org.keycloak.common.VerificationException;
import org.keycloak.events.Details;
import org.keycloak.models.Constants;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.ImpersonationSessionNote;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserModel.RequiredAction;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Whether the person behind an auth session has proved to be its user, there or in the user session that it continues
 * (rule S13). Asked at every POST that writes evidence or a device, by whichever door.
 *
 * <p>An administrator who impersonates a user can shake IMPERSONATOR_ID off: where a page of the client was open
 * before, Keycloak attaches the user session with the root's id, a new one without the note (26.7.3,
 * AuthenticationProcessor.attachSession). So what counts is a proof that is there, not a mark that is missing.
 */
public final class Standing {

    private static final Logger LOG = Logger.getLogger(Standing.class);

    /** AuthenticationManager.NEW_USER_REGISTERED, which 26.4 does not have. */
    private static final String NEW_USER_REGISTERED = "NEW_USER_REGISTERED";

    private static final Set<String> SECOND_FACTORS = Set.of("otp", "webauthn", "recovery-authn-codes", "virtual-mfa");

    private Standing() {}

    /** @param user the auth session's user */
    public static boolean holds(KeycloakSession session, AuthenticationSessionModel authSession, UserModel user) {
        return provedHere(authSession, user)
                || provedByIdentityProvider(session, authSession, user)
                || continuesProvedSession(session, authSession, user);
    }

    private static boolean provedHere(AuthenticationSessionModel authSession, UserModel user) {
        return firstFactorCompleted(authSession)
                || AuthenticatorUtil.isPasswordValidated(authSession)
                || authSession.getUserSessionNotes().get(Details.IDENTITY_PROVIDER) != null
                || "true".equals(authSession.getAuthNote(NEW_USER_REGISTERED))
                || provedByActionToken(authSession, user);
    }

    private static boolean firstFactorCompleted(AuthenticationSessionModel authSession) {
        List<String> credentials = AuthenticatorUtil.getAuthnCredentials(authSession);
        return credentials.stream().anyMatch(type -> !SECOND_FACTORS.contains(type));
    }

    /** The note holds the token that Keycloak itself verified before it stored it (LoginActionsService.handleActionToken). */
    private static boolean provedByActionToken(AuthenticationSessionModel authSession, UserModel user) {
        String token = authSession.getAuthNote(Constants.KEY);
        if (token == null) {
            return false;
        }
        try {
            String type = TokenVerifier.create(token, DefaultActionToken.class)
                    .getToken()
                    .getType();
            return ResetCredentialsActionToken.TOKEN_TYPE.equals(type)
                    || (ExecuteActionsActionToken.TOKEN_TYPE.equals(type) && passwordWasSet(token, authSession, user));
        } catch (VerificationException e) {
            LOG.warn("The auth session's action token cannot be read: it proves nothing");
            return false;
        }
    }

    private static boolean passwordWasSet(String token, AuthenticationSessionModel authSession, UserModel user)
            throws VerificationException {
        String updatePassword = RequiredAction.UPDATE_PASSWORD.name();
        List<String> asked = TokenVerifier.create(token, ExecuteActionsActionToken.class)
                .getToken()
                .getRequiredActions();
        return asked.contains(updatePassword)
                && !authSession.getRequiredActions().contains(updatePassword)
                && user.getRequiredActionsStream().noneMatch(updatePassword::equals);
    }

    /**
     * In an identity provider's post-broker flow, where Keycloak has not yet written the provider down as that of the
     * sign-in (26.7.3, IdentityBrokerService.finishBrokerAuthentication). The user is compared, for the browser can leave
     * that flow for another one.
     */
    private static boolean provedByIdentityProvider(
            KeycloakSession session, AuthenticationSessionModel authSession, UserModel user) {
        SerializedBrokeredIdentityContext identity = SerializedBrokeredIdentityContext.readFromAuthenticationSession(
                authSession, PostBrokerLoginConstants.PBL_BROKERED_IDENTITY_CONTEXT);
        if (identity == null) {
            return false;
        }
        FederatedIdentityModel link =
                session.users().getFederatedIdentity(authSession.getRealm(), user, identity.getIdentityProviderId());
        return link != null && link.getUserId().equals(identity.getId());
    }

    /** AUTH_TIME is written at a sign-in and only then, so a laundered impersonation never has it (26.7.3, AuthenticationManager.redirectAfterSuccessfulFlow). */
    private static boolean continuesProvedSession(
            KeycloakSession session, AuthenticationSessionModel authSession, UserModel user) {
        if (!AuthenticatorUtil.isSSOAuthentication(authSession)) {
            return false;
        }
        return isProved(
                session, authSession.getRealm(), authSession.getParentSession().getId(), user);
    }

    /**
     * The same of a user session, for who comes with an access token of it and no browser.
     *
     * @param sessionId from the token, or null: that is no session
     */
    public static boolean holds(KeycloakSession session, RealmModel realm, String sessionId, UserModel user) {
        return sessionId != null && isProved(session, realm, sessionId, user);
    }

    private static boolean isProved(KeycloakSession session, RealmModel realm, String sessionId, UserModel user) {
        UserSessionModel userSession = session.sessions().getUserSession(realm, sessionId);
        return AuthenticationManager.isSessionValid(realm, userSession)
                && isOf(userSession, user)
                && userSession.getNote(AuthenticationManager.AUTH_TIME) != null
                && userSession.getNote(ImpersonationSessionNote.IMPERSONATOR_ID.toString()) == null;
    }

    private static boolean isOf(UserSessionModel userSession, UserModel user) {
        UserModel owner = userSession.getUser();
        return owner != null && owner.getId().equals(user.getId());
    }
}
