package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.evidence.PrimaryAuthentication;
import java.time.Instant;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Whether a user without a device may see the wizard: after a sign-in in this very authentication session, or if a
 * ticket can be presented as well (rule S13). For pages: the ledger decides again.
 */
public final class FirstDeviceAccess {

    private FirstDeviceAccess() {}

    /** @param devices of the user: there are none */
    public static boolean isOpen(
            KeycloakSession session,
            AuthenticationSessionModel authSession,
            UserModel user,
            Devices devices,
            Instant now) {
        boolean signedIn = PrimaryAuthentication.isProvenHere(session, authSession, user);
        return switch (devices.owedForFirst(authSession.getRealm(), signedIn, now)) {
            case NOTHING -> true;
            case TICKET -> PrimaryAuthentication.isProven(session, authSession, user);
            case SIGN_IN -> false;
        };
    }
}
