package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.seal.BrokenSealException;
import io.github.keycloakawsmfa.device.seal.SealedDevice;
import io.github.keycloakawsmfa.device.token.HardwareToken;
import io.github.keycloakawsmfa.device.token.StoredToken;
import io.github.keycloakawsmfa.device.token.TokenStore;
import io.github.keycloakawsmfa.seeds.Serial;
import io.github.keycloakawsmfa.totp.TotpParameters;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.keycloak.credential.CredentialModel;

/** The hardware tokens of a locked user, whose rows are locked after the user's. */
final class UsersTokens {

    private final LockedUser user;
    private final TokenStore tokens;

    UsersTokens(LockedUser user) {
        this.user = user;
        this.tokens = user.locked().devices().tokens();
    }

    /** Empty if there is none, or it is not the user's. One that is nobody's is theirs if they have its device. */
    Optional<StoredToken> find(String serial) {
        return tokens.lock(serial)
                .filter(token -> token.userId().map(user.userId()::equals).orElseGet(() -> hasDevice(token)));
    }

    /** Whether somebody else has a device that is this token, whatever the token's row says. */
    boolean isDeviceOfAnother(StoredToken token) {
        return user.locked().devices().tokenHolders().of(token.serialKey()).stream()
                .anyMatch(userId -> !userId.equals(user.userId()));
    }

    /** Those that the token is; one at most. */
    List<CredentialModel> devices(StoredToken token) {
        return user.rows().stream()
                .filter(row -> Serial.key(SealedDevice.serialOf(row)).equals(token.serialKey()))
                .toList();
    }

    boolean hasDevice(StoredToken token) {
        return !devices(token).isEmpty();
    }

    /** The device is being removed: its token waits for the next user, and what was used stays so. */
    void released(CredentialModel device) {
        find(SealedDevice.serialOf(device)).ifPresent(token -> {
            token.spentUpTo(lastStep(device));
            token.release(HardwareToken.State.WAITING);
        });
    }

    /** Keycloak has removed devices by itself: their tokens wait for the next user, and what was used stays so. */
    void releaseRemoved() {
        for (StoredToken known : tokens.of(user.userId())) {
            find(known.serialKey()).filter(token -> !hasDevice(token)).ifPresent(token -> {
                spendOfRemoved(token);
                token.release(HardwareToken.State.WAITING);
            });
        }
    }

    /**
     * What was used of a token whose device is gone: the ledger's row may still know it, under an id that says nothing of
     * tokens; a step so near to now can be one of this token's. Else all that may have been used by now.
     */
    void spendOfRemoved(StoredToken token) {
        try {
            TotpParameters parameters = token.token().parameters();
            long now = parameters.stepAt(user.now());
            long reach = parameters.stepsIn(HardwareToken.REACH);
            user.removedClocks().stream()
                    .map(DeviceClock::lastStep)
                    .filter(step -> Math.abs(step - now) <= reach)
                    .max(Comparator.naturalOrder())
                    .ifPresentOrElse(
                            token::spentUpTo, () -> token.spentUntil(user.now().plus(HardwareToken.REACH)));
        } catch (BrokenSealException e) {
            // No code of it can be checked.
        }
    }

    /** Where the ledger does not know, all that may have been used by now. */
    private long lastStep(CredentialModel device) {
        DeviceClock known = user.state().devices().get(device.getId());
        return known != null
                ? known.lastStep()
                : SealedDevice.parametersOf(device)
                        .filter(parameters -> !parameters.isCounter())
                        .map(parameters -> parameters.stepAt(user.now().plus(HardwareToken.REACH)))
                        .orElse(0L);
    }

    /** The device becomes a one-time code of Keycloak's own: its token is none of ours any more. */
    void gone(CredentialModel device) {
        find(SealedDevice.serialOf(device)).ifPresent(tokens::remove);
    }
}
