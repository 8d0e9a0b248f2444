package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.aws.AwsClientDetector;
import io.github.keycloakawsmfa.aws.AwsMfaGate;
import io.github.keycloakawsmfa.aws.Rollout;
import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.evidence.PrimaryAuthentication;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Whether a user without a device may go on without one: until the date of their groups and AWS roles, and never where
 * a response might be guarded by a gate that enforces. Decided again at every step; the gate relies on none of it.
 */
public final class PutOff {

    /** Auth note: the id of the user who has put it off in this sign-in. */
    private static final String NOTE = "virtual-mfa.put-off-by";

    private PutOff() {}

    /**
     * Until when this sign-in may go on without a device: the user's date, which lies ahead.
     *
     * @return empty if it may not: the user has a device, their record cannot be read, they have no date, it has passed,
     *     or the gate enforces what this sign-in may lead to
     */
    public static Optional<Instant> until(
            KeycloakSession session, AuthenticationSessionModel authSession, UserModel user, Instant now) {
        Devices devices = Devices.of(session, authSession.getRealm(), user);
        if (devices.any() || devices.problem().isPresent() || isEnforced(session, authSession)) {
            return Optional.empty();
        }
        return Rollout.requiredFrom(session, authSession.getRealm(), user).filter(now::isBefore);
    }

    private static boolean isEnforced(KeycloakSession session, AuthenticationSessionModel authSession) {
        return isGuarded(authSession) && !AwsMfaGate.observesOn(session.getKeycloakSessionFactory());
    }

    private static boolean isGuarded(AuthenticationSessionModel authSession) {
        return AwsClientDetector.expected(authSession.getClient(), authSession);
    }

    /** Remembers that the user has put it off, which the ledger has counted: this sign-in does not ask again. */
    public static void note(AuthenticationSessionModel authSession, UserModel user) {
        authSession.setAuthNote(NOTE, user.getId());
    }

    /**
     * Whether this sign-in goes on without a device, and without a question: the user has put it off in it, or could not
     * assign one here, since their session is from an earlier sign-in. To have them sign in again at each application,
     * only to be asked what they may put off, would help nobody.
     */
    public static boolean holds(
            KeycloakSession session, AuthenticationSessionModel authSession, UserModel user, Instant now) {
        return (user.getId().equals(authSession.getAuthNote(NOTE)) || cannotAssign(session, authSession, user, now))
                && until(session, authSession, user, now).isPresent();
    }

    private static boolean cannotAssign(
            KeycloakSession session, AuthenticationSessionModel authSession, UserModel user, Instant now) {
        Devices devices = Devices.of(session, authSession.getRealm(), user);
        return !devices.any()
                && !isGuarded(authSession)
                && PrimaryAuthentication.isProven(session, authSession, user)
                && !FirstDeviceAccess.isOpen(session, authSession, user, devices, now);
    }
}
