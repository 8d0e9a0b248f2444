package io.github.keycloakawsmfa.aws;

import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Why the gate will refuse although MFA was passed. It stands at the very end, where Keycloak can only show its own error
 * page, so flow and action ask before.
 */
public sealed interface DeadEnd permits TooManyRoles, UnprovenEmail {

    /** @param authSession where the user is being signed in to the client */
    static Optional<DeadEnd> foreseen(KeycloakSession session, AuthenticationSessionModel authSession, UserModel user) {
        if (!AwsMfaGate.enforcesOn(session.getKeycloakSessionFactory())) {
            return Optional.empty();
        }
        Optional<DeadEnd> email = UnprovenEmail.foreseen(authSession, user).map(found -> found);
        return email.or(() -> TooManyRoles.foreseen(session, authSession, user));
    }
}
