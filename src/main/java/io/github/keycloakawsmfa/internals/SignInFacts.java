package io.github.keycloakawsmfa.internals;

import java.util.List;
import org.keycloak.authentication.AuthenticatorUtil;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * What a sign-in notes of itself, as {@code AuthenticatorUtil} (26.7.3) reads it from the authentication session. No SPI
 * tells how somebody was authenticated; without the class, the notes are texts.
 */
public final class SignInFacts {

    /** {@code AuthenticationManager.NEW_USER_REGISTERED}, which 26.4 does not have. */
    private static final String NEW_USER_REGISTERED = "NEW_USER_REGISTERED";

    private SignInFacts() {}

    /** The types of credentials that were used, in this sign-in only. */
    public static List<String> credentialTypes(AuthenticationSessionModel authSession) {
        return AuthenticatorUtil.getAuthnCredentials(authSession);
    }

    public static void addCredentialType(AuthenticationSessionModel authSession, String type) {
        AuthenticatorUtil.addAuthCredential(authSession, type);
    }

    public static boolean hasPassword(AuthenticationSessionModel authSession) {
        return AuthenticatorUtil.isPasswordValidated(authSession);
    }

    public static boolean hasRegistered(AuthenticationSessionModel authSession) {
        return "true".equals(authSession.getAuthNote(NEW_USER_REGISTERED));
    }

    /** Whether an older session was enough, and nothing was asked. */
    public static boolean isBySession(AuthenticationSessionModel authSession) {
        return AuthenticatorUtil.isSSOAuthentication(authSession);
    }

    /** Whether the application wants the user to be asked again. */
    public static boolean isAskedAgain(AuthenticationSessionModel authSession) {
        return AuthenticatorUtil.isForcedReauthentication(authSession);
    }
}
