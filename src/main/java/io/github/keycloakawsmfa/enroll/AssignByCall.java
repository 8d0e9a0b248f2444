package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.DeviceName;
import io.github.keycloakawsmfa.device.ledger.NewDevice;
import io.github.keycloakawsmfa.device.metrics.CodeMeters;
import io.github.keycloakawsmfa.device.metrics.CodeResult;
import io.github.keycloakawsmfa.device.metrics.Door;
import io.github.keycloakawsmfa.login.MfaEvent;
import io.github.keycloakawsmfa.totp.PairOutcome;
import io.github.keycloakawsmfa.totp.TotpCode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Assigns a device by two calls, as AWS's command line does: one creates it and returns the secret, the other brings
 * two consecutive codes. Between them it is kept sealed, bound to the user, one at a time for each kind of requester (rule S5).
 *
 * <p>Wrong codes are not counted: the caller was given the secret, and guessing two codes of somebody else's device
 * would make one whose third code they do not know.
 */
public final class AssignByCall {

    /** Who assigns a device by calls, without a page. What one began is unknown to the other. */
    public enum Requester {
        /** An administrator: no code of the user is required. */
        ADMINISTRATOR,
        /** The user: a code of an existing device is required. */
        OWNER;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final RealmModel realm;
    private final UserModel user;
    private final EventBuilder request;
    private final PendingDeviceStore store;

    /** @param request the request's event, which is only copied */
    public AssignByCall(
            KeycloakSession session, RealmModel realm, UserModel user, Requester requester, EventBuilder request) {
        this(session, realm, user, WaitingPlace.of(realm, user.getId(), requester.wireName()), request);
    }

    /** For what waits elsewhere than with the user. */
    AssignByCall(KeycloakSession session, RealmModel realm, UserModel user, WaitingPlace place, EventBuilder request) {
        this.realm = realm;
        this.user = user;
        this.request = request;
        this.store = new PendingDeviceStore(session, realm, place);
    }

    /** What an administrator has created for a user, and nobody has assigned yet; needs no key. */
    public static Optional<UnassignedDevice> waitingFor(
            String userId, KeycloakSession session, RealmModel realm, Instant now) {
        return new PendingDeviceStore(
                        session, realm, WaitingPlace.of(realm, userId, Requester.ADMINISTRATOR.wireName()))
                .find(now)
                .map(PendingDeviceStore.Entry::device);
    }

    /** What waits to be assigned; needs no key. */
    public Optional<UnassignedDevice> waiting(Instant now) {
        return store.find(now).map(PendingDeviceStore.Entry::device);
    }

    /**
     * Makes a device that is not assigned yet; one that was waiting becomes void.
     *
     * @throws io.github.keycloakawsmfa.device.seal.KeyUnavailableException if the key is unavailable
     */
    public UnassignedDevice.WithSecret create(DeviceName name, Instant now) {
        return store.create(name, user.getUsername(), now);
    }

    /**
     * Judges two codes as the wizard does; a pair that does not fit emits one event.
     *
     * @param fits gets the device that the ledger may store
     * @param newPairRequired gets the drift, device clock minus server clock in time steps, of a pair that is right, but
     *     late or from a clock that is off: two new codes are needed
     * @param wrong gets the reason, which may be told: the caller was given the secret
     * @return what they return; empty if nothing with this id is waiting for this requester: unknown, expired, replaced, or
     *     assigned
     * @throws io.github.keycloakawsmfa.device.seal.KeyUnavailableException if the key is unavailable
     */
    public <T> Optional<T> judge(
            String id,
            TotpCode code1,
            TotpCode code2,
            Instant now,
            Function<NewDevice, T> fits,
            LongFunction<T> newPairRequired,
            Function<PairOutcome, T> wrong) {
        return store.find(now)
                .filter(waiting -> waiting.device().id().equals(id))
                .flatMap(waiting -> store.open(waiting, now)
                        .map(pending -> PairCheck.of(pending, code1, code2, now)
                                .fold(
                                        fitting -> {
                                            store.keep(waiting.device(), fitting.remembering(), now);
                                            DeviceName name = new DeviceName(
                                                    waiting.device().name());
                                            return fits.apply(fitting.device(id, name));
                                        },
                                        again -> {
                                            store.keep(waiting.device(), again.remembering(), now);
                                            refused(CodeResult.PAIR_OFF, id)
                                                    .detail(MfaEvent.DRIFT, Long.toString(again.drift()))
                                                    .error(Errors.INVALID_USER_CREDENTIALS);
                                            return newPairRequired.apply(again.drift());
                                        },
                                        why -> {
                                            refused(PairMessages.reason(why), id)
                                                    .error(Errors.INVALID_USER_CREDENTIALS);
                                            return wrong.apply(why);
                                        })));
    }

    /** Forgets what waits under this id, assigned or no longer wanted; returns what it was. */
    public Optional<UnassignedDevice> forget(String id, Instant now) {
        Optional<UnassignedDevice> device =
                waiting(now).filter(waiting -> waiting.id().equals(id));
        device.ifPresent(found -> store.remove());
        return device;
    }

    private EventBuilder refused(CodeResult why, String id) {
        new CodeMeters(realm.getName(), Door.CALL).count(why);
        return MfaEvent.of(request, EventType.UPDATE_CREDENTIAL, user, why.wireName())
                .detail(Details.CREDENTIAL_ID, id);
    }
}
