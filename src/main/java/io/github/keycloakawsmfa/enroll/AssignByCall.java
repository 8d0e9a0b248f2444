package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.DeviceName;
import io.github.keycloakawsmfa.device.seal.PendingSecretCipher;
import io.github.keycloakawsmfa.login.MfaEvent;
import io.github.keycloakawsmfa.totp.TotpCode;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Assigns a device by two calls, as AWS's command line does: one creates it and returns the secret, the other brings
 * two consecutive codes. Between them it is kept sealed, bound to the user, one at a time for each door (rule S5).
 *
 * <p>Wrong codes are not counted: the caller was given the secret, and guessing two codes of somebody else's device
 * would make one whose third code they do not know.
 */
public final class AssignByCall {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final UserModel user;
    private final Requester door;
    private final EventBuilder request;
    private final PendingDeviceStore store;

    /** @param request the request's event, which is only copied */
    public AssignByCall(
            KeycloakSession session, RealmModel realm, UserModel user, Requester door, EventBuilder request) {
        this.session = session;
        this.realm = realm;
        this.user = user;
        this.door = door;
        this.request = request;
        this.store = new PendingDeviceStore(session, realm, user, door);
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
    public NewSecret create(DeviceName name, Instant now) {
        PendingDevice pending = PendingDevice.create(now);
        UnassignedDevice device =
                new UnassignedDevice(KeycloakModelUtils.generateId(), name.value(), pending.createdAt());
        keep(device, pending, now);
        return new NewSecret(device, pending.uri(realm, user, device.name()));
    }

    /**
     * Judges two codes as the wizard does; a pair that does not fit emits one event.
     *
     * @throws io.github.keycloakawsmfa.device.seal.KeyUnavailableException if the key is unavailable
     */
    public PairAnswer judge(String id, TotpCode code1, TotpCode code2, Instant now) {
        Optional<PendingDeviceStore.Entry> entry =
                store.find(now).filter(waiting -> waiting.device().id().equals(id));
        Optional<PendingDevice> pending = entry.flatMap(
                waiting -> box(waiting.device()).open(waiting.sealed()).flatMap(PendingDevice::ofBytes));
        if (pending.isEmpty() || pending.get().isExpired(UnassignedDevice.LIFE, now)) {
            return new PairAnswer.Gone();
        }
        UnassignedDevice device = entry.get().device();
        PairCheck check = PairCheck.of(pending.get(), code1, code2, now);
        if (check instanceof PairCheck.Wrong wrong) {
            refused(PairMessages.reason(wrong.why()), id).error(Errors.INVALID_USER_CREDENTIALS);
            return new PairAnswer.Wrong(wrong.why());
        }
        if (check instanceof PairCheck.NewPairRequired again) {
            keep(device, again.remembering(), now);
            refused("pair_off", id)
                    .detail(MfaEvent.DRIFT, Long.toString(again.drift()))
                    .error(Errors.INVALID_USER_CREDENTIALS);
            return new PairAnswer.NewPairRequired(again.drift());
        }
        PairCheck.Fits fits = (PairCheck.Fits) check;
        // The same pair still fits when only something else is wrong, such as a code of another device.
        keep(device, fits.remembering(), now);
        return new PairAnswer.Fits(fits.device(id, new DeviceName(device.name())));
    }

    /** Forgets what waits under this id, assigned or no longer wanted; returns what it was. */
    public Optional<UnassignedDevice> forget(String id, Instant now) {
        Optional<UnassignedDevice> device =
                waiting(now).filter(waiting -> waiting.id().equals(id));
        device.ifPresent(found -> store.remove());
        return device;
    }

    private void keep(UnassignedDevice device, PendingDevice pending, Instant now) {
        store.keep(new PendingDeviceStore.Entry(device, box(device).seal(pending.toBytes())), now);
    }

    private PendingSecretCipher box(UnassignedDevice device) {
        return new PendingSecretCipher(session, realm, user, door.wireName(), device.id(), device.name());
    }

    private EventBuilder refused(String reason, String id) {
        return MfaEvent.of(request, EventType.UPDATE_CREDENTIAL, user, reason).detail(Details.CREDENTIAL_ID, id);
    }
}
