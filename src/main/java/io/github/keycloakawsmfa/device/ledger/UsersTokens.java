package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.seal.SealedDevice;
import io.github.keycloakawsmfa.device.token.HardwareToken;
import io.github.keycloakawsmfa.device.token.StoredToken;
import io.github.keycloakawsmfa.device.token.TokenStore;
import io.github.keycloakawsmfa.seeds.Serial;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.keycloak.credential.CredentialModel;

/** The hardware tokens of a locked user, whose rows are locked after the user's. */
final class UsersTokens {

    /** How far the clock of a token may be off that lay in a drawer for years. */
    static final Duration REACH = Duration.ofHours(1);

    private final LockedUser user;
    private final TokenStore tokens;

    UsersTokens(LockedUser user) {
        this.user = user;
        this.tokens = user.locked().devices().tokens();
    }

    /** Empty if there is none, or it is not the user's. */
    Optional<StoredToken> find(String serial) {
        return tokens.lock(serial)
                .filter(token -> token.userId().filter(user.userId()::equals).isPresent());
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

    /** Where the ledger does not know, all that may have been used by now. */
    private long lastStep(CredentialModel device) {
        DeviceClock known = user.state().devices().get(device.getId());
        return known != null
                ? known.lastStep()
                : SealedDevice.parametersOf(device)
                        .filter(parameters -> !parameters.isCounter())
                        .map(parameters -> parameters.stepAt(user.now().plus(REACH)))
                        .orElse(0L);
    }

    /** The device becomes a one-time code of Keycloak's own: its token is none of ours any more. */
    void gone(CredentialModel device) {
        find(SealedDevice.serialOf(device)).ifPresent(tokens::remove);
    }
}
