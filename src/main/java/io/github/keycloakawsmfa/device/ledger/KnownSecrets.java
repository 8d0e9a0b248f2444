package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.seal.BrokenSealException;
import io.github.keycloakawsmfa.device.seal.KeyUnavailableException;
import io.github.keycloakawsmfa.seeds.Seed;
import org.keycloak.credential.CredentialModel;

/**
 * The secrets that a locked user has already, as devices or as built-in one-time codes. One that comes a second time, in a
 * list or as a token, would have a clock of its own, and take the same code again.
 */
record KnownSecrets(LockedUser user) {

    boolean have(Seed seed) {
        return user.locked().devices().builtInOtp().stream()
                        .flatMap(otp -> otp.seed().stream())
                        .anyMatch(other -> other.secret().equals(seed.secret()))
                || user.rows().stream().anyMatch(row -> isOf(row, seed));
    }

    private boolean isOf(CredentialModel row, Seed seed) {
        try {
            return user.locked().seal().open(user.userId(), row).secret().equals(seed.secret());
        } catch (BrokenSealException | KeyUnavailableException e) {
            // It takes no code either.
            return false;
        }
    }
}
