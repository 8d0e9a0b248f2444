package io.github.keycloakawsmfa.evidence;

import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.device.ledger.EvidenceEntry;
import io.github.keycloakawsmfa.device.ledger.SignIn;
import io.github.keycloakawsmfa.internals.UserSessions;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.cookie.CookieProvider;
import org.keycloak.cookie.CookieType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The proof that a user passed MFA in one session: which device, how, when (rule S7). This is the one place where it is
 * found and verified. It is what the ledger witnessed, in the user's row; a session carries only the mark of its
 * sign-in, in a user-session note. Any authenticator, mapper or realm administrator can write such a note: it narrows
 * what counts to this session, and proves nothing.
 *
 * <p>What is found may be of any age, because how old it may be depends on the client: see {@link #isFresh}.
 *
 * @param deviceId the Keycloak credential id of the device
 */
public record Evidence(String deviceId, EvidenceEntry.Kind kind, Instant at) {

    /** With less time left than this, flow and action ask again before the gate would refuse: pages in between take time. */
    public static final Duration NEARLY_OLD = Duration.ofMinutes(10);

    /** The user-session note. Keycloak copies it from the auth session when the user session is attached. */
    static final String NOTE = "virtual-mfa.evidence";

    private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

    /** @throws NullPointerException if any part is null */
    public Evidence {
        Objects.requireNonNull(deviceId, "deviceId");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(at, "at");
    }

    /** Whether the evidence is at most {@code maxAge} old. The gate uses this: it allows no grace. */
    public boolean isFresh(Instant now, Duration maxAge) {
        // Not at.plus(maxAge): an administrator may set any age, and the sum may be out of range.
        return Duration.between(at, now).compareTo(maxAge) <= 0;
    }

    /**
     * Whether the evidence is old, or has so little time left that it may be old when the gate sees it. A maximum age
     * of less than twice {@link #NEARLY_OLD} halves the margin to it, else every page would ask again.
     */
    public boolean isNearlyOld(Instant now, Duration maxAge) {
        Duration half = maxAge.dividedBy(2);
        Duration margin = half.compareTo(NEARLY_OLD) < 0 ? half : NEARLY_OLD;
        return !isFresh(now.plus(margin), maxAge);
    }

    /** Makes the session that this auth session leads to carry the sign-in's mark, once the ledger has witnessed it. */
    public static void carry(AuthenticationSessionModel authSession, SignIn signIn) {
        authSession.setUserSessionNote(NOTE, signIn.markText());
    }

    /** What was witnessed in this very auth session, if still valid: only that counts if re-authentication is forced. */
    public static Optional<Evidence> recordedHere(
            KeycloakSession session, AuthenticationSessionModel authSession, UserModel user) {
        return verified(
                session,
                authSession.getUserSessionNotes().get(NOTE),
                authSession.getRealm(),
                user,
                authSession.getParentSession().getId());
    }

    /**
     * What is valid for this auth session: witnessed in it, else in the user session that it will be attached to, if
     * that is the same user's.
     */
    public static Optional<Evidence> find(
            KeycloakSession session, AuthenticationSessionModel authSession, UserModel user) {
        return recordedHere(session, authSession, user)
                .or(() -> attachedTo(session, authSession)
                        .filter(there -> UserSessions.isValid(authSession.getRealm(), there))
                        .filter(there -> there.getUser() != null
                                && user.getId().equals(there.getUser().getId()))
                        .flatMap(there -> of(session, there)));
    }

    /**
     * The user session that this auth session will be attached to, whoever owns it and valid or not: the one with the
     * root's id. Never the identity cookie's session, which can be another one. Without that cookie, Keycloak attaches
     * to no session, and looking for one would cost a query.
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
    public static Optional<Evidence> of(KeycloakSession session, UserSessionModel userSession) {
        return verified(
                session, userSession.getNote(NOTE), userSession.getRealm(), userSession.getUser(), userSession.getId());
    }

    private static Optional<Evidence> verified(
            KeycloakSession session, String mark, RealmModel realm, UserModel user, String sessionId) {
        if (user == null) {
            return Optional.empty();
        }
        return SignIn.carried(sessionId, mark)
                .flatMap(signIn -> Devices.of(session, realm, user).witnessed(signIn))
                .map(entry -> new Evidence(entry.deviceId(), entry.kind(), entry.at()))
                .filter(evidence -> !evidence.at().isBefore(notBefore(session, realm, user)));
    }

    /**
     * Whether a not-before lies so far ahead that no code typed now can become evidence. A minute is allowed for the
     * clocks of two nodes.
     */
    public static boolean isBarred(KeycloakSession session, RealmModel realm, UserModel user, Instant now) {
        return notBefore(session, realm, user).isAfter(now.plus(CLOCKS_APART));
    }

    private static Instant notBefore(KeycloakSession session, RealmModel realm, UserModel user) {
        return Instant.ofEpochSecond(
                Math.max(realm.getNotBefore(), session.users().getNotBeforeOfUser(realm, user)));
    }
}
