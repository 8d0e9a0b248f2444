package io.github.keycloakawsmfa.device;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Three codes that fit nothing, refused without the lock of the user's row: whoever posts them by the thousand holds up
 * nobody (rule S3).
 */
final class BlindTriple {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final String userId;

    BlindTriple(KeycloakSession session, RealmModel realm, String userId) {
        this.session = session;
        this.realm = realm;
        this.userId = userId;
    }

    /** @return empty if it takes the lock to say what becomes of them */
    Optional<SpendOutcome> refused(TypedCodes typed, Instant now) {
        try {
            return OwnTransaction.run(
                    session, realm.getId(), (inner, innerRealm) -> refused(inner, innerRealm, typed, now));
        } catch (KeyUnavailableException e) {
            return Optional.of(new SpendOutcome.Unavailable(e.getMessage(), false));
        } catch (LedgerUnreadableException e) {
            return Optional.of(new SpendOutcome.Unavailable(e.getMessage(), true));
        }
    }

    private Optional<SpendOutcome> refused(
            KeycloakSession inner, RealmModel innerRealm, TypedCodes typed, Instant now) {
        DeviceSeal seal = new DeviceSeal(new KeySource(inner, innerRealm), innerRealm);
        List<VirtualMfaDevice> devices = OpenedDevices.of(userId, new DeviceRows(inner, innerRealm, userId).all(), seal)
                .devices();
        if (devices.isEmpty()) {
            return Optional.empty();
        }
        LedgerState state = LedgerRow.read(inner, innerRealm.getId(), userId);
        if (!devices.stream().map(VirtualMfaDevice::id).allMatch(state.devices()::containsKey)) {
            // The clock of one that the ledger has not seen starts now, and that has to be kept.
            return Optional.empty();
        }
        LedgerRule.Decision decision = LedgerRule.spend(state, devices, typed, null, now);
        // What changes nothing needs no lock.
        return Optional.of(decision.outcome()).filter(outcome -> decision.next().equals(state));
    }
}
