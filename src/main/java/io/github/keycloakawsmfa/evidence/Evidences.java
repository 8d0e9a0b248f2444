package io.github.keycloakawsmfa.evidence;

import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.device.ledger.SignIn;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.cookie.CookieProvider;
import org.keycloak.cookie.CookieType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The one place where evidence is found and verified (rule S7). It is what the ledger witnessed, in the user's row; a
 * session carries only the mark of its sign-in, in a user-session note. Any authenticator, mapper or realm
 * administrator can write such a note: it narrows what counts to this session, and proves nothing.
 *
 * <p>Age is not judged here, because it depends on the client: see {@link Evidence#isFresh}.
 */
public final class Evidences {

    /** The user-session note. Keycloak copies it from the auth session when the user session is attached. */
    static final String NOTE = "virtual-mfa.evidence";

    private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

    private final KeycloakSession session;

    /** @param session the request's session */
    public Evidences(KeycloakSession session) {
        this.session = session;
    }

    /** Makes the session that this auth session leads to carry the sign-in's mark, once the ledger has witnessed it. */
    public static void carry(AuthenticationSessionModel authSession, SignIn signIn) {
        authSession.setUserSessionNote(NOTE, signIn.markText());
    }

    /** What was witnessed in this very auth session, if still valid: only that counts if re-authentication is forced. */
    public Optional<Evidence> recordedHere(AuthenticationSessionModel authSession, UserModel user) {
        return verified(
                authSession.getUserSessionNotes().get(NOTE),
                authSession.getRealm(),
                user,
                authSession.getParentSession().getId());
    }

    /**
     * What is valid for this auth session: witnessed in it, else in the user session that it will be attached to, if
     * that is the same user's.
     */
    public Optional<Evidence> find(AuthenticationSessionModel authSession, UserModel user) {
        return recordedHere(authSession, user)
                .or(() -> attachedTo(session, authSession)
                        .filter(there -> AuthenticationManager.isSessionValid(authSession.getRealm(), there))
                        .filter(there -> there.getUser() != null
                                && user.getId().equals(there.getUser().getId()))
                        .flatMap(this::of));
    }

    /**
     * The user session that this auth session will be attached to, whoever owns it and valid or not: the one with the
     * root's id. Never the identity cookie's session, which can be another one. But without that cookie there is none
     * to attach to, and it would be looked up in the database.
     */
    public static Optional<UserSessionModel> attachedTo(
            KeycloakSession session, AuthenticationSessionModel authSession) {
        return session.getProvider(CookieProvider.class).get(CookieType.IDENTITY) == null
                ? Optional.empty()
                : Optional.ofNullable(session.sessions()
                        .getUserSession(
                                authSession.getRealm(),
                                authSession.getParentSession().getId()));
    }

    /** What is valid for a user session: witnessed in it, not before a not-before, of a device that still exists. */
    public Optional<Evidence> of(UserSessionModel userSession) {
        return verified(userSession.getNote(NOTE), userSession.getRealm(), userSession.getUser(), userSession.getId());
    }

    private Optional<Evidence> verified(String mark, RealmModel realm, UserModel user, String sessionId) {
        if (user == null) {
            return Optional.empty();
        }
        return SignIn.carried(sessionId, mark)
                .flatMap(signIn -> Devices.of(session, realm, user).witnessed(signIn))
                .map(Evidence::of)
                .filter(evidence -> !evidence.at().isBefore(notBefore(realm, user)));
    }

    /**
     * Whether a not-before lies so far ahead that no code typed now can become evidence. A minute is allowed for the
     * clocks of two nodes.
     */
    public boolean areBarred(RealmModel realm, UserModel user, Instant now) {
        return notBefore(realm, user).isAfter(now.plus(CLOCKS_APART));
    }

    private Instant notBefore(RealmModel realm, UserModel user) {
        return Instant.ofEpochSecond(
                Math.max(realm.getNotBefore(), session.users().getNotBeforeOfUser(realm, user)));
    }
}
