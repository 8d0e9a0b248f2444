package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.aws.AwsClientDetector;
import io.github.keycloakawsmfa.aws.AwsClientSettings;
import io.github.keycloakawsmfa.aws.ForceAuthn;
import io.github.keycloakawsmfa.aws.FoundClients;
import io.github.keycloakawsmfa.aws.MaxAge;
import io.github.keycloakawsmfa.device.database.OwnTransaction;
import io.github.keycloakawsmfa.evidence.Evidence;
import io.github.keycloakawsmfa.internals.SignInFacts;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.AuthenticationFlowResolver;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Decides who has to type a code: in a realm, in a flow, and in a sign-in. The gate relies on none of it. */
public final class CodeRequired {

    /** The id of the authenticator that asks for a code. */
    public static final String AUTHENTICATOR = "virtual-mfa-form";

    private CodeRequired() {}

    /**
     * Whether a realm's users need a device: its sign-ins ask for a code, or one of its clients is guarded. Then users
     * cannot remove their last device themselves; an administrator still can.
     */
    public static boolean inRealm(KeycloakSession session, RealmModel realm) {
        // AWS's own client, the only one in most realms, is checked first: Keycloak has it in its cache.
        return inFlow(realm, realm.getBrowserFlow())
                || isGuarded(realm.getClientByClientId(AwsClientSettings.CLIENT_ID))
                || OwnTransaction.orHeld(
                        session,
                        realm,
                        (reading, same) ->
                                new FoundClients(reading, same).guarded().anyMatch(ClientModel::isEnabled));
    }

    private static boolean isGuarded(ClientModel client) {
        return client != null && client.isEnabled() && AwsClientSettings.isGuarded(client);
    }

    /**
     * Whether a flow asks for a code. A conditional subflow does not count: whether its conditions hold for a user is
     * only known inside the flow.
     *
     * @param flow null asks for nothing
     */
    public static boolean inFlow(RealmModel realm, AuthenticationFlowModel flow) {
        return flow != null
                && realm.getAuthenticationExecutionsStream(flow.getId()).anyMatch(execution -> asks(realm, execution));
    }

    private static boolean asks(RealmModel realm, AuthenticationExecutionModel execution) {
        if (execution.isAuthenticatorFlow()) {
            return (execution.isRequired() || execution.isAlternative())
                    && inFlow(realm, realm.getAuthenticationFlowById(execution.getFlowId()));
        }
        return execution.isRequired() && AUTHENTICATOR.equals(execution.getAuthenticator());
    }

    /**
     * Whether the client's sign-ins need MFA and this one has not had it. They do if its response may be guarded, or if
     * its browser flow asks for a code: sign-ins that skip that flow (brokered, password reset) need one too. Not if a
     * user without a device may go on without one. Decided again at every step.
     */
    public static boolean by(
            KeycloakSession session, AuthenticationSessionModel authSession, UserModel user, Instant now) {
        boolean asked = AwsClientDetector.expected(authSession.getClient(), authSession)
                || inFlow(authSession.getRealm(), AuthenticationFlowResolver.resolveBrowserFlow(authSession));
        return asked && !settled(session, authSession, user, now) && !PutOff.holds(session, authSession, user, now);
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
        return Evidence.isBarred(session, authSession.getRealm(), user, now)
                ? Optional.of(MfaEvent.NOT_BEFORE_AHEAD)
                : Optional.empty();
    }

    /**
     * Whether there is evidence that will still be fresh when the gate sees it. If the application wants the user to
     * sign in again, only evidence from this very authentication counts.
     */
    static boolean settled(
            KeycloakSession session, AuthenticationSessionModel authSession, UserModel user, Instant now) {
        boolean again = SignInFacts.isAskedAgain(authSession) || ForceAuthn.isWanted(authSession);
        Optional<Evidence> evidence =
                again ? Evidence.recordedHere(session, authSession, user) : Evidence.find(session, authSession, user);
        return evidence.filter(found -> ForceAuthn.isMetBy(found, session, authSession))
                .filter(found -> !found.isNearlyOld(now, MaxAge.of(authSession.getClient(), user)))
                .isPresent();
    }
}
