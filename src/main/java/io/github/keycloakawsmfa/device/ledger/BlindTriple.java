package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.seal.DeviceSeal;
import io.github.keycloakawsmfa.device.seal.KeySource;
import io.github.keycloakawsmfa.device.seal.KeyUnavailableException;
import io.github.keycloakawsmfa.device.seal.OpenedDevices;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Three codes that fit nothing, refused without the lock of the user's row: posting them by the thousand holds up
 * nobody (rule S3).
 */
final class BlindTriple {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final UserModel user;

    BlindTriple(KeycloakSession session, RealmModel realm, UserModel user) {
        this.session = session;
        this.realm = realm;
        this.user = user;
    }

    /** @return empty if the outcome needs the lock */
    Optional<LedgerResult<SpendOutcome>> refused(TypedCodes typed, Instant now) {
        Devices stored = Devices.beforeAct(session, realm, user);
        if (stored.problem().isPresent()) {
            return Optional.of(new LedgerResult.Unavailable<>(stored.problem().get(), true));
        }
        try {
            return refused(stored, typed, now).map(LedgerResult.Done::new);
        } catch (KeyUnavailableException e) {
            return Optional.of(new LedgerResult.Unavailable<>(e.getMessage(), false));
        }
    }

    private Optional<SpendOutcome> refused(Devices stored, TypedCodes typed, Instant now) {
        DeviceSeal seal = new DeviceSeal(new KeySource(session, realm), realm);
        List<VirtualMfaDevice> devices =
                OpenedDevices.of(user.getId(), stored.rows(), seal).devices();
        LedgerState state = stored.ledger();
        // The clock of a device that the ledger has not seen starts now, and that has to be kept.
        if (devices.isEmpty() || !devices.stream().map(VirtualMfaDevice::id).allMatch(state.devices()::containsKey)) {
            return Optional.empty();
        }
        LedgerRule.Decision decision = LedgerRule.spend(state, devices, typed, null, now);
        // What changes nothing needs no lock.
        return Optional.of(decision.outcome()).filter(outcome -> decision.next().equals(state));
    }
}
