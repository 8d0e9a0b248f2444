package io.github.keycloakawsmfa.evidence;

import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.TokenVerifier;
import org.keycloak.authentication.actiontoken.DefaultActionToken;
import org.keycloak.authentication.actiontoken.execactions.ExecuteActionsActionToken;
import org.keycloak.authentication.actiontoken.idpverifyemail.IdpVerifyAccountLinkActionToken;
import org.keycloak.authentication.actiontoken.resetcred.ResetCredentialsActionToken;
import org.keycloak.common.VerificationException;
import org.keycloak.models.Constants;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserModel.RequiredAction;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The link in a mail that an authentication session was opened or continued with. Keycloak verifies the link's token
 * before it keeps it (26.4 to 26.7, LoginActionsService.handleActionToken).
 *
 * @param text the token
 */
record MailedLink(String text) {

    private static final Logger LOG = Logger.getLogger(MailedLink.class);

    private static final String UPDATE_PASSWORD = RequiredAction.UPDATE_PASSWORD.name();

    static boolean isIn(AuthenticationSessionModel authSession) {
        return of(authSession).isPresent();
    }

    /** Whether the link had this user set a password, and it is set. */
    static boolean hasSetPassword(AuthenticationSessionModel authSession, UserModel user) {
        return !isPasswordPending(authSession, user)
                && of(authSession)
                        .filter(link -> link.is(ResetCredentialsActionToken.TOKEN_TYPE, user)
                                || (link.is(ExecuteActionsActionToken.TOKEN_TYPE, user) && link.asksForPassword()))
                        .isPresent();
    }

    /** Whether this user has confirmed through the link that an account at that identity provider is theirs. */
    static boolean confirms(AuthenticationSessionModel authSession, UserModel user, String identityProvider) {
        return of(authSession)
                .filter(link ->
                        link.is(IdpVerifyAccountLinkActionToken.TOKEN_TYPE, user) && link.isAbout(identityProvider))
                .isPresent();
    }

    private static Optional<MailedLink> of(AuthenticationSessionModel authSession) {
        return Optional.ofNullable(authSession.getAuthNote(Constants.KEY)).map(MailedLink::new);
    }

    private static boolean isPasswordPending(AuthenticationSessionModel authSession, UserModel user) {
        return authSession.getRequiredActions().contains(UPDATE_PASSWORD)
                || user.getRequiredActionsStream().anyMatch(UPDATE_PASSWORD::equals);
    }

    private boolean is(String type, UserModel user) {
        try {
            DefaultActionToken token = as(DefaultActionToken.class);
            return type.equals(token.getType()) && user.getId().equals(token.getUserId());
        } catch (VerificationException e) {
            return unreadable();
        }
    }

    private boolean isAbout(String identityProvider) {
        try {
            return identityProvider.equals(
                    as(IdpVerifyAccountLinkActionToken.class).getIdentityProviderAlias());
        } catch (VerificationException e) {
            return unreadable();
        }
    }

    private boolean asksForPassword() {
        try {
            List<String> asked = as(ExecuteActionsActionToken.class).getRequiredActions();
            return asked != null && asked.contains(UPDATE_PASSWORD);
        } catch (VerificationException e) {
            return unreadable();
        }
    }

    private <T extends DefaultActionToken> T as(Class<T> type) throws VerificationException {
        return TokenVerifier.create(text, type).getToken();
    }

    private static boolean unreadable() {
        LOG.warn("The authentication session's action token cannot be read: it proves nothing");
        return false;
    }

    /** Redacted: the token authorises its actions. */
    @Override
    public String toString() {
        return "MailedLink";
    }
}
