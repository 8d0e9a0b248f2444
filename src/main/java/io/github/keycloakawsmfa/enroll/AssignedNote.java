package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.evidence.Evidence;
import io.github.keycloakawsmfa.evidence.Evidences;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Remembers that a device was assigned in this authentication session, so that <em>MFA device assigned</em> survives a
 * reload. The note alone says nothing: the evidence of that device counts.
 */
final class AssignedNote {

    private static final String ASSIGNED = "virtual-mfa.assigned";

    private AssignedNote() {}

    static void write(AuthenticationSessionModel authSession, String deviceId) {
        authSession.setAuthNote(ASSIGNED, deviceId);
    }

    static void clear(AuthenticationSessionModel authSession) {
        authSession.removeAuthNote(ASSIGNED);
    }

    static boolean holds(KeycloakSession session, AuthenticationSessionModel authSession, UserModel user) {
        String deviceId = authSession.getAuthNote(ASSIGNED);
        if (deviceId == null) {
            return false;
        }
        return new Evidences(session)
                .recordedHere(authSession, user)
                .map(Evidence::deviceId)
                .filter(deviceId::equals)
                .isPresent();
    }
}
