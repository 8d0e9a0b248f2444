package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.aws.AwsClientDetector;
import io.github.keycloakawsmfa.aws.ForceAuthn;
import io.github.keycloakawsmfa.aws.MaxAge;
import io.github.keycloakawsmfa.evidence.Evidence;
import io.github.keycloakawsmfa.evidence.Evidences;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.authentication.AuthenticatorUtil;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.AuthenticationFlowResolver;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Decides whether a sign-in still owes a code. Recomputed at every step; the gate does not rely on it. */
public final class CodeRequired {

    private CodeRequired() {}

    /**
     * Whether the client's sign-ins need MFA and this one has not had it. They do if its response may be guarded, or if
     * its browser flow asks for a code: sign-ins that skip that flow (brokered, password reset) owe it too.
     */
    public static boolean by(
            KeycloakSession session, AuthenticationSessionModel authSession, UserModel user, Instant now) {
        boolean asked = AwsClientDetector.expected(authSession.getClient(), authSession)
                || CodeInFlow.of(authSession.getRealm(), AuthenticationFlowResolver.resolveBrowserFlow(authSession));
        return asked && !settled(session, authSession, user, now);
    }

    /**
     * Why no code would help: the client's age or a role's lets no evidence be fresh, or a not-before lies ahead, so
     * that all evidence predates it. Otherwise the code page would come back after every code.
     *
     * @return the reason of the event; empty if a code helps
     */
    public static Optional<String> inVain(
            KeycloakSession session, AuthenticationSessionModel authSession, UserModel user, Instant now) {
        if (MaxAge.of(authSession.getClient(), user).isZero()) {
            return Optional.of(MfaEvent.NO_AGE_ALLOWED);
        }
        return new Evidences(session).areBarred(authSession.getRealm(), user, now)
                ? Optional.of(MfaEvent.NOT_BEFORE_AHEAD)
                : Optional.empty();
    }

    /**
     * Whether there is evidence that will still be fresh when the gate sees it. If the application wants the user to
     * sign in again, only evidence from this very authentication counts.
     */
    static boolean settled(
            KeycloakSession session, AuthenticationSessionModel authSession, UserModel user, Instant now) {
        Evidences evidences = new Evidences(session);
        boolean anew = AuthenticatorUtil.isForcedReauthentication(authSession) || ForceAuthn.isWanted(authSession);
        Optional<Evidence> evidence =
                anew ? evidences.recordedHere(authSession, user) : evidences.find(authSession, user);
        return evidence.filter(found -> ForceAuthn.isMetBy(found, session, authSession))
                .filter(found -> !found.isNearlyOld(now, MaxAge.of(authSession.getClient(), user)))
                .isPresent();
    }
}
