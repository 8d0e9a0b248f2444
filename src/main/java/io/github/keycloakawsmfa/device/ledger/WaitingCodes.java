package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.otp.AcceptedCodes;
import io.github.keycloakawsmfa.device.otp.BuiltInOtp;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import java.util.List;
import java.util.Optional;

/**
 * The codes of Keycloak's own that count while a realm migrates: what Keycloak has accepted of them is spent here, and
 * what is accepted here is told to Keycloak.
 */
final class WaitingCodes {

    private final LockedUser user;
    private final List<VirtualMfaDevice> devices;

    WaitingCodes(LockedUser user) {
        this.user = user;
        this.devices = user.waiting().stream()
                .map(otp -> WaitingOtp.device(otp, user.now()))
                .toList();
    }

    List<VirtualMfaDevice> devices() {
        return devices;
    }

    /** Whether it is known which of their codes Keycloak has accepted. */
    boolean areKnown() {
        return devices.stream().allMatch(device -> accepted().isWhole(device.parameters(), user.now()));
    }

    /** The state with what Keycloak has accepted by now. */
    LedgerState settled(LedgerState state) {
        LedgerState settled = state;
        for (BuiltInOtp otp : user.waiting()) {
            long accepted = accepted().lastStep(otp, user.now());
            DeviceClock known = settled.devices().get(otp.id());
            settled = settled.withDevice(
                    otp.id(), known == null ? new DeviceClock(accepted, 0, 0) : known.spentUpTo(accepted));
        }
        return settled;
    }

    /**
     * Tells Keycloak of a code that was accepted.
     *
     * @return false if Keycloak has accepted it meanwhile
     */
    boolean take(LedgerRule.Decision decision) {
        return accepted(decision.outcome())
                .map(device -> accepted()
                        .take(
                                device.id(),
                                device.totp(),
                                decision.next().devices().get(device.id()).lastStep()))
                .orElse(true);
    }

    /** Makes devices of all of them once a code of one was accepted: afterwards they would wait no longer. */
    void moveIn(SpendOutcome outcome) {
        if (accepted(outcome).isPresent()) {
            MigrationOperation migration = new MigrationOperation(user);
            List.copyOf(user.waiting()).forEach(migration::moveInAtCode);
        }
    }

    private Optional<VirtualMfaDevice> accepted(SpendOutcome outcome) {
        return outcome instanceof SpendOutcome.Accepted accepted
                ? devices.stream()
                        .filter(device -> device.id().equals(accepted.deviceId()))
                        .findFirst()
                : Optional.empty();
    }

    private AcceptedCodes accepted() {
        return user.locked().devices().acceptedCodes();
    }
}
