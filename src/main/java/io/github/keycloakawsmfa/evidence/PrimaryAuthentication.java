package io.github.keycloakawsmfa.evidence;

import io.github.keycloakawsmfa.internals.SignInFacts;
import java.util.Objects;
import org.keycloak.authentication.authenticators.broker.util.PostBrokerLoginConstants;
import org.keycloak.authentication.authenticators.broker.util.SerializedBrokeredIdentityContext;
import org.keycloak.events.Details;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Whether the person behind an authentication session, or behind a token, has proved to be its user (rule S13). Checked
 * at every POST that writes evidence or a device, in every way.
 *
 * <p>An administrator who impersonates a user can get rid of IMPERSONATOR_ID: if a page of the client was open before,
 * Keycloak attaches the user session with the root's id, a new one without the note (26.7.3,
 * AuthenticationProcessor.attachSession). So what counts is an existing proof, not a missing mark.
 */
public final class PrimaryAuthentication {

    /** Auth note: the id of the user who had proved something here before any mailed link was followed. */
    private static final String OWNER = "virtual-mfa.first-factor-of";

    private PrimaryAuthentication() {}

    /**
     * Whether it was proved in this very authentication session. Nothing less is enough for a first device, except a
     * ticket: a user session may come from a mailed link.
     *
     * @param user the user to check: false if the session is not theirs
     */
    public static boolean isProvenHere(
            KeycloakSession session, AuthenticationSessionModel authSession, UserModel user) {
        return isOf(authSession, user)
                && (MailedLink.hasSetPassword(authSession, user)
                        || (isOwn(authSession, user) && hasProved(authSession))
                        || isBrokered(session, authSession, user)
                        || isInPostBrokerFlow(session, authSession, user));
    }

    /**
     * The same, or proved before, in the user session that this authentication session continues: enough with a
     * device's code.
     */
    public static boolean isProven(KeycloakSession session, AuthenticationSessionModel authSession, UserModel user) {
        return isProvenHere(session, authSession, user)
                || (isOf(authSession, user)
                        && SignInFacts.isBySession(authSession)
                        && new CarriedSession(
                                        session,
                                        authSession.getRealm(),
                                        authSession.getParentSession().getId())
                                .isOf(user));
    }

    /** Whether this user has signed in with a browser in the token's session, to the application that has the token. */
    public static boolean isProvenBy(AccessToken token, KeycloakSession session, RealmModel realm, UserModel user) {
        CarriedSession carried = new CarriedSession(session, realm, token.getSessionId());
        return carried.isOf(user) && carried.isWithBrowserAt(token);
    }

    /**
     * Remembers who has proved something in this authentication session, as long as that is certain. Called for every
     * sign-in that passes through us: a mailed link makes the session its user's, and leaves what another user has
     * proved there (26.7.3, LoginActionsServiceChecks.checkIsUserValid).
     */
    public static void noteOwner(KeycloakSession session, AuthenticationSessionModel authSession, UserModel user) {
        if (!MailedLink.isIn(authSession)
                && !user.getId().equals(authSession.getAuthNote(OWNER))
                && isProvenHere(session, authSession, user)) {
            authSession.setAuthNote(OWNER, user.getId());
        }
    }

    private static boolean isOf(AuthenticationSessionModel authSession, UserModel user) {
        UserModel there = authSession.getAuthenticatedUser();
        return there != null && there.getId().equals(user.getId());
    }

    /**
     * Only a mailed link makes a session somebody else's without emptying it (26.7.3,
     * AuthenticationProcessor.setAutheticatedUser).
     */
    private static boolean isOwn(AuthenticationSessionModel authSession, UserModel user) {
        return !MailedLink.isIn(authSession) || user.getId().equals(authSession.getAuthNote(OWNER));
    }

    private static boolean hasProved(AuthenticationSessionModel authSession) {
        return SignInFacts.credentialTypes(authSession).stream().anyMatch(FirstFactors::contains)
                || SignInFacts.hasPassword(authSession)
                || SignInFacts.hasRegistered(authSession);
    }

    /**
     * Signed in by an identity provider. The note alone is not enough: a mapper of any provider can write it while an
     * account is linked or before a sign-in is aborted (26.7.3, BrokeredIdentityContext.setSessionNote), so the user
     * must be linked with that provider, and must not have come by the cookie.
     */
    private static boolean isBrokered(KeycloakSession session, AuthenticationSessionModel authSession, UserModel user) {
        String provider = identityProvider(authSession);
        return provider != null
                && !SignInFacts.isBySession(authSession)
                && (isOwn(authSession, user) || MailedLink.confirms(authSession, user, provider))
                && link(session, authSession, user, provider) != null;
    }

    private static String identityProvider(AuthenticationSessionModel authSession) {
        return authSession.getUserSessionNotes().get(Details.IDENTITY_PROVIDER);
    }

    /**
     * In an identity provider's post-broker flow, where Keycloak has not yet recorded the provider as that of the
     * sign-in (26.7.3, IdentityBrokerService.finishBrokerAuthentication). The browser can leave that flow for another
     * one, so the very identity is compared.
     */
    private static boolean isInPostBrokerFlow(
            KeycloakSession session, AuthenticationSessionModel authSession, UserModel user) {
        SerializedBrokeredIdentityContext identity = SerializedBrokeredIdentityContext.readFromAuthenticationSession(
                authSession, PostBrokerLoginConstants.PBL_BROKERED_IDENTITY_CONTEXT);
        if (identity == null) {
            return false;
        }
        FederatedIdentityModel link = link(session, authSession, user, identity.getIdentityProviderId());
        return link != null && Objects.equals(link.getUserId(), identity.getId());
    }

    private static FederatedIdentityModel link(
            KeycloakSession session, AuthenticationSessionModel authSession, UserModel user, String provider) {
        return session.users().getFederatedIdentity(authSession.getRealm(), user, provider);
    }
}
