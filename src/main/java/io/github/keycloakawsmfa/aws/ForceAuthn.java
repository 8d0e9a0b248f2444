package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.evidence.Evidence;
import java.time.Instant;
import org.keycloak.dom.saml.v2.protocol.AuthnRequestType;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The application's demand that its user sign in again, whatever was proven before: SAML's ForceAuthn, kept as the time
 * of the request.
 *
 * <p>Keycloak keeps it in an auth note, checks it only if an identity cookie was sent, and forgets it at
 * login-actions/restart (26.7.3, CookieAuthenticator, AuthenticationProcessor.resetFlow). A client note lasts as long
 * as the request, and Keycloak copies it to the client session, where the gate reads it.
 */
public final class ForceAuthn {

    private static final String NOTE = "virtual-mfa.force-authn";

    private ForceAuthn() {}

    static void keep(AuthnRequestType request, AuthenticationSessionModel authSession, Instant now) {
        if (Boolean.TRUE.equals(request.isForceAuthn())) {
            authSession.setClientNote(NOTE, Long.toString(now.toEpochMilli()));
        }
    }

    /** Whether only evidence from this very authentication counts. */
    public static boolean isWanted(AuthenticationSessionModel authSession) {
        return authSession.getClientNote(NOTE) != null;
    }

    /**
     * Whether the evidence is no older than such a demand of this sign-in, or of another one that the gate will find on
     * the client session: with several tabs open, the code from one may reach the gate after the demand of another.
     */
    public static boolean isMetBy(Evidence evidence, KeycloakSession session, AuthenticationSessionModel authSession) {
        return isMetBy(evidence, authSession.getClientNote(NOTE))
                && Evidence.attachedTo(session, authSession)
                        .map(userSession -> userSession.getAuthenticatedClientSessionByClient(
                                authSession.getClient().getId()))
                        .map(clientSession -> isMetBy(evidence, clientSession))
                        .orElse(true);
    }

    /** Whether the evidence is no older than the last such demand on this client session. */
    static boolean isMetBy(Evidence evidence, AuthenticatedClientSessionModel clientSession) {
        return isMetBy(evidence, clientSession.getNote(NOTE));
    }

    private static boolean isMetBy(Evidence evidence, String wanted) {
        return wanted == null || !evidence.at().isBefore(Instant.ofEpochMilli(Long.parseLong(wanted)));
    }
}
