package io.github.keycloakawsmfa.device.keys;

import io.github.keycloakawsmfa.device.seal.OwnRealmKey;
import io.github.keycloakawsmfa.device.token.TokenKeys;
import java.util.List;
import java.util.Optional;

/**
 * What an inspection of all devices has shown. Keys that are unavailable open nothing, so their devices are not tried.
 *
 * @param uses as {@link DeviceKeys#uses()}
 * @param complete whether all devices were counted
 * @param inVault whether the server option names a vault entry
 * @param problem why the current key is unavailable, if so
 * @param own the realm's own key
 * @param triedTokens what trying to open the first hardware tokens has shown
 */
public record KeyInspection(
        List<KeyUse> uses,
        List<Opening> openings,
        boolean complete,
        boolean inVault,
        Optional<String> problem,
        OwnRealmKey.State own,
        TokenKeys.Tried triedTokens) {

    /** How many devices there are; if not all were counted, at least this many. */
    public long devices() {
        return uses.stream().mapToLong(KeyUse::devices).sum();
    }

    /** How many hardware tokens there are. */
    public long tokens() {
        return uses.stream().mapToLong(KeyUse::tokens).sum();
    }

    /** How many devices were tried. */
    public long tried() {
        return openings.stream().mapToLong(Opening::tried).sum();
    }

    /**
     * What trying to open devices has shown.
     *
     * @param keyId of the key that they are sealed under; empty for those whose row is damaged
     * @param tried how many
     * @param broken how many of them do not open
     * @param examples a few of those
     */
    public record Opening(Optional<String> keyId, long tried, long broken, List<DeviceFailure> examples) {}

    /**
     * How many devices and hardware tokens are sealed under one key.
     *
     * @param keyId empty for devices whose row is damaged
     * @param current whether new secrets are sealed under it
     * @param available whether it can be read
     */
    public record KeyUse(Optional<String> keyId, long devices, long tokens, boolean current, boolean available) {}

    /**
     * A device that could not be opened, or removed, and stays as it is.
     *
     * @param deviceId null if it is about all of the user's devices
     */
    public record DeviceFailure(String userId, String deviceId, String reason) {}
}
