package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.ledger.DeviceOperation.DeactivateOutcome.Deactivated;
import io.github.keycloakawsmfa.device.ledger.DeviceOperation.DeactivateOutcome.NotDeactivated;
import io.github.keycloakawsmfa.device.mail.DeviceMail;
import io.github.keycloakawsmfa.device.seal.Envelope;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.keycloak.credential.CredentialModel;

/** Removes and renames devices under the lock. */
public final class DeviceOperation {

    /** What became of a device that was to be deactivated. */
    public sealed interface DeactivateOutcome {

        /** Gone, and its evidence with it. */
        record Deactivated(String deviceId, String deviceName) implements DeactivateOutcome {

            @Override
            public <R> R fold(
                    Function<Deactivated, ? extends R> deactivated,
                    Function<SpendOutcome, ? extends R> proofRejected,
                    Function<NotDeactivated, ? extends R> notDeactivated) {
                return deactivated.apply(this);
            }
        }

        /** The code did not pass, or there is a wait; the device stays. */
        record ProofRejected(SpendOutcome why) implements DeactivateOutcome {

            @Override
            public <R> R fold(
                    Function<Deactivated, ? extends R> deactivated,
                    Function<SpendOutcome, ? extends R> proofRejected,
                    Function<NotDeactivated, ? extends R> notDeactivated) {
                return proofRejected.apply(why);
            }
        }

        /** Nothing was removed, and nothing was spent. */
        enum NotDeactivated implements DeactivateOutcome {
            /** The user has no such device (any more). */
            GONE,
            /** It is the user's last device, and that one has to stay. */
            LAST_DEVICE;

            @Override
            public <R> R fold(
                    Function<Deactivated, ? extends R> deactivated,
                    Function<SpendOutcome, ? extends R> proofRejected,
                    Function<NotDeactivated, ? extends R> notDeactivated) {
                return notDeactivated.apply(this);
            }
        }

        /**
         * What the function of this case returns.
         *
         * @param proofRejected takes why
         */
        <R> R fold(
                Function<Deactivated, ? extends R> deactivated,
                Function<SpendOutcome, ? extends R> proofRejected,
                Function<NotDeactivated, ? extends R> notDeactivated);
    }

    /** What became of a device's new name. */
    public enum RenameOutcome {
        /** The device has it. */
        RENAMED,
        /** Another device of the user has this name. */
        NAME_TAKEN,
        /** The user has no such device (any more). */
        GONE
    }

    private final LockedUser user;

    DeviceOperation(LockedUser user) {
        this.user = user;
    }

    /** @param lastMayGo whether the user may be left without a device */
    LedgerResult<DeactivateOutcome> deactivate(String deviceId, TypedCodes typed, boolean lastMayGo) {
        Optional<CredentialModel> row = user.find(deviceId);
        if (row.isEmpty()) {
            return new LedgerResult.Done<>(NotDeactivated.GONE);
        }
        if (user.rows().size() == 1 && !lastMayGo) {
            return new LedgerResult.Done<>(NotDeactivated.LAST_DEVICE);
        }
        return new CodeOperation(user)
                .spend(typed, null)
                .map(outcome -> outcome instanceof SpendOutcome.Accepted
                        ? remove(row.get(), DeviceMail.DEACTIVATED)
                        : new DeactivateOutcome.ProofRejected(outcome));
    }

    /** @return empty if the user has no such device */
    Optional<Deactivated> deactivateByAdministrator(String deviceId) {
        return user.find(deviceId).map(row -> remove(row, DeviceMail.DEACTIVATED_BY_ADMINISTRATOR));
    }

    /**
     * Removes devices that are sealed under a lost key: none of their codes can be checked any more.
     *
     * @return how many
     */
    int forget(String keyId) {
        List<CredentialModel> lost = user.rows().stream()
                .filter(row -> Envelope.keyIdIn(row.getSecretData()).equals(Optional.of(keyId)))
                .toList();
        // Their key is lost, and not a phone.
        lost.forEach(row -> remove(row, DeviceMail.KEY_GIVEN_UP, user::remove));
        return lost.size();
    }

    private Deactivated remove(CredentialModel row, DeviceMail mail) {
        return remove(row, mail, user::lose);
    }

    private Deactivated remove(CredentialModel row, DeviceMail mail, Consumer<CredentialModel> how) {
        String name = DeviceSummary.nameOf(row);
        new UsersTokens(user).released(row);
        how.accept(row);
        user.report(events -> events.deactivated(row.getId(), name, mail));
        return new Deactivated(row.getId(), name);
    }

    RenameOutcome rename(String deviceId, DeviceName name) {
        Optional<CredentialModel> row = user.find(deviceId);
        if (row.isEmpty()) {
            return RenameOutcome.GONE;
        }
        if (user.isTaken(name, deviceId)) {
            return RenameOutcome.NAME_TAKEN;
        }
        user.rename(row.get(), name);
        user.report(events -> events.renamed(deviceId, name.value()));
        return RenameOutcome.RENAMED;
    }
}
