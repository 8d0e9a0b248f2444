package io.github.keycloakawsmfa.device.token;

import io.github.keycloakawsmfa.device.seal.BrokenSealException;
import io.github.keycloakawsmfa.device.seal.DeviceSeal;
import io.github.keycloakawsmfa.seeds.Seed;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** A token's row in the session that has read it. Never printed. */
public final class StoredToken {

    private final TokenEntity row;

    StoredToken(TokenEntity row) {
        this.row = row;
    }

    /** @throws BrokenSealException if the row is damaged, or of a later version */
    public HardwareToken token() {
        TokenData data = TokenData.fromJson(row.data());
        return new HardwareToken(
                data.serial(),
                Objects.requireNonNullElse(data.manufacturer(), ""),
                Objects.requireNonNullElse(data.model(), ""),
                Objects.requireNonNullElse(data.owner(), ""),
                data.parameters(),
                Instant.ofEpochSecond(data.importedAtEpochSecond()),
                HardwareToken.State.ofWireName(row.state())
                        .orElseThrow(() -> new BrokenSealException("the token's state is unknown to this release")),
                Optional.ofNullable(row.userId()));
    }

    /**
     * Its secret.
     *
     * @throws BrokenSealException if it does not open
     * @throws io.github.keycloakawsmfa.device.seal.KeyUnavailableException if its key is unavailable
     */
    public Seed open(DeviceSeal seal) {
        return new Seed(
                seal.openToken(row.serialKey(), row.data(), row.sealedSecret()),
                TokenData.fromJson(row.data()).parameters());
    }

    /** It is this user's device from now on. */
    public void assign(String userId) {
        row.change(HardwareToken.State.ASSIGNED.wireName(), userId);
    }

    /** It is nobody's. */
    public void release(HardwareToken.State state) {
        row.change(state.wireName(), null);
    }

    String resealed(DeviceSeal seal) {
        return seal.sealToken(row.serialKey(), row.data(), open(seal).secret());
    }

    String serialKey() {
        return row.serialKey();
    }

    @Override
    public String toString() {
        return "StoredToken[redacted]";
    }
}
