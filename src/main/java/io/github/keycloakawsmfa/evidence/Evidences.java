package io.github.keycloakawsmfa.evidence;

import io.github.keycloakawsmfa.device.Devices;
import io.github.keycloakawsmfa.device.EvidenceMac;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The one place where evidence is recorded and verified. It lies in a user-session note, which any authenticator,
 * mapper or database administrator can write: only its MAC makes it evidence, and the MAC is bound to realm, user and
 * session (rule S7).
 *
 * <p>Age is not judged here, because it depends on the client: see {@link Evidence#isFresh}.
 */
public final class Evidences {

    /** The user-session note. Keycloak copies it from the auth session when the user session is attached. */
    static final String NOTE = "virtual-mfa.evidence";

    private final KeycloakSession session;

    /** @param session the request's session */
    public Evidences(KeycloakSession session) {
        this.session = session;
    }

    /**
     * Records evidence for the session that this auth session leads to. The caller has asked {@link Standing}.
     *
     * @throws io.github.keycloakawsmfa.device.KeyUnavailableException if there is no key to authenticate it with
     */
    public void record(AuthenticationSessionModel authSession, UserModel user, Evidence evidence) {
        RealmModel realm = authSession.getRealm();
        String sessionId = authSession.getParentSession().getId();
        authSession.setUserSessionNote(
                NOTE, note(realm, user.getId(), sessionId).write(evidence));
    }

    /** What was recorded in this very auth session, if it still holds: it alone counts where re-authentication is forced. */
    public Optional<Evidence> recordedHere(AuthenticationSessionModel authSession, UserModel user) {
        return verified(
                authSession.getUserSessionNotes().get(NOTE),
                authSession.getRealm(),
                user,
                authSession.getParentSession().getId());
    }

    /**
     * What holds for this auth session: recorded in it, else in the user session that it will be attached to, the one
     * with the root's id, if it is of the same user. Never the identity cookie's session, which can be another one.
     */
    public Optional<Evidence> find(AuthenticationSessionModel authSession, UserModel user) {
        return recordedHere(authSession, user).or(() -> {
            RealmModel realm = authSession.getRealm();
            UserSessionModel userSession = session.sessions()
                    .getUserSession(realm, authSession.getParentSession().getId());
            return AuthenticationManager.isSessionValid(realm, userSession)
                            && userSession.getUser() != null
                            && user.getId().equals(userSession.getUser().getId())
                    ? of(userSession)
                    : Optional.empty();
        });
    }

    /** What holds for a user session: authenticated, not before a not-before, and its device vouches for it. */
    public Optional<Evidence> of(UserSessionModel userSession) {
        return verified(userSession.getNote(NOTE), userSession.getRealm(), userSession.getUser(), userSession.getId());
    }

    private Optional<Evidence> verified(String text, RealmModel realm, UserModel user, String sessionId) {
        if (text == null || user == null) {
            return Optional.empty();
        }
        return note(realm, user.getId(), sessionId)
                .read(text)
                .filter(evidence -> !evidence.at().isBefore(notBefore(realm, user)))
                .filter(evidence -> Devices.of(session, realm, user).vouchesFor(evidence.deviceId(), evidence.at()));
    }

    private EvidenceNote note(RealmModel realm, String userId, String sessionId) {
        return new EvidenceNote(new EvidenceMac(session, realm)::of, realm.getId(), userId, sessionId);
    }

    private Instant notBefore(RealmModel realm, UserModel user) {
        return Instant.ofEpochSecond(
                Math.max(realm.getNotBefore(), session.users().getNotBeforeOfUser(realm, user)));
    }
}
