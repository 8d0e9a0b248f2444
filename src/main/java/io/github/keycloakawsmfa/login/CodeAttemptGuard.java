package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.device.ledger.SpendOutcome;
import io.github.keycloakawsmfa.device.ledger.TypedCodes;
import io.github.keycloakawsmfa.device.metrics.CodeMeters;
import io.github.keycloakawsmfa.device.metrics.CodeResult;
import io.github.keycloakawsmfa.device.metrics.Door;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.messages.Messages;

/**
 * What every page that takes a code does around the ledger: asks first whether Keycloak has locked the user, and
 * reports each wrong code to Keycloak's brute-force protection. Each attempt that did not pass is one event.
 */
public final class CodeAttemptGuard {

    private static final Logger LOG = Logger.getLogger(CodeAttemptGuard.class);

    private static final long SECONDS_OF_A_MINUTE = 60;

    /** What an event says for a picked device that is not the user's. */
    private static final String UNKNOWN = "unknown";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final UserModel user;
    private final EventBuilder request;
    private final EventType type;
    private final CodeMeters meters;
    private final BruteForce bruteForce;

    /**
     * @param request the request's event, which is only copied
     * @param type of the events for attempts that did not pass
     * @param door where the codes come in
     */
    public CodeAttemptGuard(
            KeycloakSession session,
            RealmModel realm,
            UserModel user,
            EventBuilder request,
            EventType type,
            Door door) {
        this.session = session;
        this.realm = realm;
        this.user = user;
        this.request = request;
        this.type = type;
        this.meters = new CodeMeters(realm.getName(), door);
        this.bruteForce = new BruteForce(session, realm);
    }

    /** Why no code may be checked now, or empty if one may. */
    public Optional<UserMessage> closed() {
        Optional<String> lock = bruteForce.lock(user);
        if (lock.isPresent()) {
            meters.count(CodeResult.LOCKED);
            event(CodeResult.LOCKED.wireName()).error(lock.get());
            boolean temporary = Errors.USER_TEMPORARILY_DISABLED.equals(lock.get());
            return Optional.of(UserMessage.of(
                    temporary
                            ? Messages.ACCOUNT_TEMPORARILY_DISABLED_TOTP
                            : Messages.ACCOUNT_PERMANENTLY_DISABLED_TOTP));
        }
        if (!user.isEnabled()) {
            meters.count(CodeResult.DISABLED);
            event(CodeResult.DISABLED.wireName()).error(Errors.USER_DISABLED);
            return Optional.of(UserMessage.of(Messages.ACCOUNT_DISABLED));
        }
        return Optional.empty();
    }

    /**
     * What is reported about codes that did not pass; wrong ones that count also count with Keycloak. Three codes about
     * which nothing is known may come by the thousand: they emit one event a minute.
     *
     * @param typed whose picked device is reported only if it is the user's
     * @throws IllegalArgumentException if they were accepted
     */
    public CodeRejection refused(SpendOutcome outcome, TypedCodes typed) {
        CodeRejection refusal =
                CodeRejection.of(outcome, typed.codes().size()).worded(CodeSource.of(Devices.of(session, realm, user)));
        if (outcome instanceof SpendOutcome.Refused refused) {
            if (refused.counted()) {
                countWrong();
            } else if (typed.isTriple() && !isFirstOfTheMinute()) {
                return refusal;
            }
        }
        return reported(refusal, typed);
    }

    /** Reports codes that could not be checked now. */
    public CodeRejection busy(TypedCodes typed) {
        return reported(CodeRejection.busy(), typed);
    }

    /**
     * Reports codes that cannot be checked at all: the page is {@link InfoPage#UNAVAILABLE}.
     *
     * @param reason for event and log; never shown to the user
     * @return what the page gives the user to quote
     */
    public Quote unavailable(String reason, TypedCodes typed) {
        LOG.errorf("A code could not be checked in realm %s: %s", realm.getName(), reason);
        return Quote.error(event(reason, typed), Errors.GENERIC_AUTHENTICATION_ERROR);
    }

    private CodeRejection reported(CodeRejection refusal, TypedCodes typed) {
        event(refusal.reason(), typed).error(refusal.error());
        return refusal;
    }

    private EventBuilder event(String reason, TypedCodes typed) {
        return event(reason).detail(Details.SELECTED_CREDENTIAL_ID, known(typed.pickedDeviceId()));
    }

    /** Reports a wrong code or ticket to Keycloak's brute-force protection. */
    public void countWrong() {
        bruteForce.wrongCode(user);
    }

    /** Kept in Keycloak's store of single-use objects, which all nodes share and whose entries expire. */
    private boolean isFirstOfTheMinute() {
        String key = String.join(".", "virtual-mfa.triple", realm.getId(), user.getId(), "told");
        return session.singleUseObjects().putIfAbsent(key, SECONDS_OF_A_MINUTE);
    }

    /** Anyone who posts chooses what is picked, and Keycloak stores a detail as it is. */
    private String known(String deviceId) {
        return deviceId == null || Devices.of(session, realm, user).exists(deviceId) ? deviceId : UNKNOWN;
    }

    private EventBuilder event(String reason) {
        return MfaEvent.of(request, type, user, reason);
    }
}
