package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.seal.SealedDevice;
import io.github.keycloakawsmfa.device.token.HardwareToken;
import io.github.keycloakawsmfa.device.token.StoredToken;
import io.github.keycloakawsmfa.device.token.TokenStore;
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

    /** Empty if there is none, or it is not the user's. */
    Optional<StoredToken> find(String serial) {
        return tokens.lock(serial)
                .filter(token -> token.userId().filter(user.userId()::equals).isPresent());
    }

    /** The device is being removed: its token waits for the next user, and what was used stays so. */
    void released(CredentialModel device) {
        find(SealedDevice.serialOf(device)).ifPresent(token -> {
            Optional.ofNullable(user.state().devices().get(device.getId()))
                    .ifPresent(clock -> token.spentUpTo(clock.lastStep()));
            token.release(HardwareToken.State.WAITING);
        });
    }

    /** The device becomes a one-time code of Keycloak's own: its token is none of ours any more. */
    void gone(CredentialModel device) {
        find(SealedDevice.serialOf(device)).ifPresent(tokens::remove);
    }
}
