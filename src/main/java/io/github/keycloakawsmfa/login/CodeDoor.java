package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.device.SpendOutcome;
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
 * What every page that takes a code does around the ledger: asks first whether Keycloak holds the user, and tells
 * Keycloak's brute-force protection of each wrong code. What did not pass is one event.
 */
public final class CodeDoor {

    private static final Logger LOG = Logger.getLogger(CodeDoor.class);

    private final RealmModel realm;
    private final UserModel user;
    private final EventBuilder request;
    private final EventType type;
    private final BruteForce bruteForce;

    /**
     * @param request the request's event, which is only copied
     * @param type of the events of what did not pass
     */
    public CodeDoor(KeycloakSession session, RealmModel realm, UserModel user, EventBuilder request, EventType type) {
        this.realm = realm;
        this.user = user;
        this.request = request;
        this.type = type;
        this.bruteForce = new BruteForce(session, realm);
    }

    /** Why no code is to be looked at now, or empty if one may be. */
    public Optional<Sentence> closed() {
        Optional<String> lock = bruteForce.lock(user);
        if (lock.isPresent()) {
            event("locked").error(lock.get());
            boolean temporary = Errors.USER_TEMPORARILY_DISABLED.equals(lock.get());
            return Optional.of(Sentence.of(
                    temporary
                            ? Messages.ACCOUNT_TEMPORARILY_DISABLED_TOTP
                            : Messages.ACCOUNT_PERMANENTLY_DISABLED_TOTP));
        }
        if (!user.isEnabled()) {
            event("disabled").error(Errors.USER_DISABLED);
            return Optional.of(Sentence.of(Messages.ACCOUNT_DISABLED));
        }
        return Optional.empty();
    }

    /**
     * What is told of a code that did not pass; a wrong one is counted.
     *
     * @param pickedDeviceId the device that was picked, or null
     * @throws IllegalArgumentException if it was accepted
     */
    public SpendRefusal refused(SpendOutcome outcome, String pickedDeviceId) {
        return told(outcome, SpendRefusal.of(outcome), pickedDeviceId);
    }

    /** The same of two consecutive codes. */
    public SpendRefusal pairRefused(SpendOutcome outcome, String pickedDeviceId) {
        return told(outcome, SpendRefusal.ofPair(outcome), pickedDeviceId);
    }

    private SpendRefusal told(SpendOutcome outcome, SpendRefusal refusal, String pickedDeviceId) {
        if (outcome instanceof SpendOutcome.Refused) {
            countWrong();
        }
        if (outcome instanceof SpendOutcome.Unavailable unavailable) {
            LOG.errorf("A code could not be checked in realm %s: %s", realm.getName(), unavailable.reason());
        }
        event(refusal.reason())
                .detail(Details.SELECTED_CREDENTIAL_ID, pickedDeviceId)
                .error(refusal.error());
        return refusal;
    }

    /** Tells Keycloak's brute-force protection of a wrong code, or of a wrong ticket. */
    public void countWrong() {
        bruteForce.wrongCode(user);
    }

    private EventBuilder event(String reason) {
        return MfaEvent.of(request, type, user, reason);
    }
}
