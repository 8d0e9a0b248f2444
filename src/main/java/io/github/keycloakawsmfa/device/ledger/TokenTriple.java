package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.database.OwnTransaction;
import io.github.keycloakawsmfa.device.seal.BrokenSealException;
import io.github.keycloakawsmfa.device.seal.DeviceSeal;
import io.github.keycloakawsmfa.device.seal.KeySource;
import io.github.keycloakawsmfa.device.seal.KeyUnavailableException;
import io.github.keycloakawsmfa.device.token.StoredToken;
import io.github.keycloakawsmfa.device.token.TokenStore;
import io.github.keycloakawsmfa.seeds.Seed;
import io.github.keycloakawsmfa.totp.TotpCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Three codes for a hardware token's activation, looked at before any row is locked. */
final class TokenTriple {

    private TokenTriple() {}

    /**
     * Refuses three codes that fit nothing without the lock of the user's row: posting them by the thousand holds up nobody
     * (rule S3).
     *
     * @return empty if the outcome needs the lock
     */
    static Optional<SpendOutcome> refusedUnlocked(
            KeycloakSession session, RealmModel realm, UserModel user, String serial, TypedCodes typed, Instant now) {
        Optional<List<TotpCode>> codes = typed.isTriple() ? typed.parsed() : Optional.empty();
        return codes.filter(three -> areBlind(session, realm, serial, three, now))
                .map(three -> new SpendOutcome.Refused(
                        Devices.beforeAct(session, realm, user).waiting(now), false));
    }

    /** A search is made where there is no such token, too (rule S4). */
    private static boolean areBlind(
            KeycloakSession session, RealmModel realm, String serial, List<TotpCode> codes, Instant now) {
        return OwnTransaction.orHeld(session, realm, (reading, same) -> {
            Optional<StoredToken> token = new TokenStore(reading, same).find(serial);
            try {
                DeviceSeal seal = new DeviceSeal(new KeySource(reading, same), same);
                Seed seed = token.map(stored -> stored.open(seal)).orElseGet(TokenOperation::nobodysSeed);
                return TokenCodes.of(
                                seed, codes, token.map(StoredToken::lastStep).orElse(Long.MIN_VALUE), now)
                        .areBlind();
            } catch (BrokenSealException | KeyUnavailableException e) {
                // What that means is decided, and told, under the lock.
                return false;
            }
        });
    }
}
