package io.github.keycloakawsmfa.device.token;

import io.github.keycloakawsmfa.device.seal.BrokenSealException;
import io.github.keycloakawsmfa.device.seal.DeviceSeal;
import io.github.keycloakawsmfa.seeds.Seed;
import jakarta.persistence.EntityManager;
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
                state().orElseThrow(() -> new BrokenSealException("the token's state is unknown to this release")),
                userId());
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

    /** Whose it is; empty for nobody's. This can be read whatever else is damaged. */
    public Optional<String> userId() {
        return Optional.ofNullable(row.userId());
    }

    /** Where it is in its life; empty if this release does not know. */
    public Optional<HardwareToken.State> state() {
        return HardwareToken.State.ofWireName(row.state());
    }

    /** The newest step of which a code was spent here, as far as is known; {@link Long#MIN_VALUE} for none. */
    public long lastStep() {
        return Objects.requireNonNullElse(row.lastStep(), Long.MIN_VALUE);
    }

    /**
     * It is this user's device from now on.
     *
     * @param lastStep the newest step that is spent
     */
    public void assign(String userId, long lastStep) {
        row.change(HardwareToken.State.ASSIGNED.wireName(), userId);
        row.spentUpTo(lastStep);
    }

    /** Codes that its user has used are not good for the next one. */
    public void spentUpTo(long step) {
        row.spentUpTo(step);
    }

    /**
     * The same where nobody knows which codes were used: all until then count as used. Of one that is damaged, no code is
     * good anyway.
     */
    public void spentUntil(Instant until) {
        try {
            row.spentUpTo(token().parameters().stepAt(until));
        } catch (BrokenSealException e) {
            // Its codes cannot be checked.
        }
    }

    /** It is nobody's. */
    public void release(HardwareToken.State state) {
        row.change(state.wireName(), null);
    }

    void removeFrom(EntityManager em) {
        em.remove(row);
    }

    String resealed(DeviceSeal seal) {
        return seal.sealToken(row.serialKey(), row.data(), open(seal).secret());
    }

    /** Its serial number in upper case. */
    public String serialKey() {
        return row.serialKey();
    }

    @Override
    public String toString() {
        return "StoredToken[redacted]";
    }
}
