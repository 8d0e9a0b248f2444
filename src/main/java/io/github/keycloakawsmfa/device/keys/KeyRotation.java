package io.github.keycloakawsmfa.device.keys;

import io.github.keycloakawsmfa.device.database.OwnTransaction;
import io.github.keycloakawsmfa.device.keys.KeyInspection.DeviceFailure;
import io.github.keycloakawsmfa.device.ledger.AdministratorsLedger;
import io.github.keycloakawsmfa.device.seal.KeySource;
import io.github.keycloakawsmfa.device.seal.KeyUnavailableException;
import io.github.keycloakawsmfa.device.seal.OwnRealmKey;
import io.github.keycloakawsmfa.device.seal.SealedRowScan;
import io.github.keycloakawsmfa.device.token.TokenKeys;
import io.github.keycloakawsmfa.device.token.TokenKeys.TokenFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Seals a realm's devices and hardware tokens under another key, and gives up those whose key is lost. It handles a few users at a time, in
 * transactions of its own: it may be interrupted at any time and called again.
 */
public final class KeyRotation {

    /**
     * What one call has resealed: all devices first, then the hardware tokens.
     *
     * @param keyId the current key's
     * @param left at least how many remain behind {@code last}; 0 if all have been seen
     * @param last where to continue; empty if all have been seen
     */
    public record Resealed(
            String keyId,
            int devices,
            int tokens,
            long left,
            List<DeviceFailure> failures,
            List<TokenFailure> tokenFailures,
            Optional<String> last) {}

    /**
     * What one call has removed: all devices first, then the hardware tokens.
     *
     * @param left how many more of both are sealed under the key: at least, as long as {@code last} says where to
     *     continue
     * @param failures users whose devices could not be removed
     * @param last where to continue; empty if all have been seen
     */
    public record Forgotten(int devices, int tokens, long left, List<DeviceFailure> failures, Optional<String> last) {}

    private final KeycloakSession session;
    private final RealmModel realm;
    private final DeviceKeys keys;

    /** The session's context must have this realm. */
    public KeyRotation(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.keys = new DeviceKeys(session, realm);
    }

    /**
     * Seals devices and tokens under the current key that are sealed under another one. This spends no code, and makes
     * none valid again.
     *
     * @param after where to continue, as the last call said, or empty
     * @param maxUsers after how many users to stop
     * @param isOver whether to stop
     * @throws KeyUnavailableException if the current key is unavailable: then nothing was done
     */
    public Resealed reseal(String after, int maxUsers, BooleanSupplier isOver) {
        String keyId = new KeySource(session, realm).currentId();
        ResealBatch batch = new ResealBatch(session, realm);
        int[] devices = {0};
        List<DeviceFailure> failures = new ArrayList<>();
        UserBatches.End users = users(
                after,
                new UserBatches(pagesBehind(after), row -> !row.isSealedUnder(keyId), ResealBatch.USERS),
                maxUsers,
                isOver,
                some -> batch.reseal(some).forEach((userId, outcome) -> {
                    devices[0] += outcome.devices();
                    outcome.failures().forEach((id, why) -> failures.add(new DeviceFailure(userId, id, why)));
                }));
        TokenBatches.End end =
                tokens(after, users, devices[0] > 0, isOver, behind -> new TokenKeys(session, realm).reseal(behind));
        return new Resealed(
                keyId,
                devices[0],
                end.done(),
                users.left() + (end.last().isPresent() ? tokensUnderOthersThan(keyId) : 0),
                List.copyOf(failures),
                end.failures(),
                users.last().or(end::last));
    }

    /**
     * Removes devices and tokens that are sealed under a key that is lost. The devices' owners are notified by event and
     * mail. When none is left, a realm's own key that is lost or was replaced is given up with them, and a new one takes
     * its place.
     *
     * @param after where to continue, as the last call said, or empty
     * @param maxUsers after how many users to stop
     * @param isOver whether to stop
     * @throws IllegalStateException if the key is available: then its devices are not lost
     */
    public Forgotten forget(String keyId, String after, int maxUsers, BooleanSupplier isOver) {
        if (keys.isAvailable(keyId)) {
            throw new IllegalStateException("The key " + keyId + " is not lost");
        }
        int[] devices = {0};
        List<DeviceFailure> failures = new ArrayList<>();
        UserBatches.End users = users(
                after,
                new UserBatches(pagesBehind(after), row -> row.isSealedUnder(keyId), 1),
                maxUsers,
                isOver,
                some -> {
                    String userId = some.get(0);
                    UserModel user = session.users().getUserById(realm, userId);
                    int removed = user == null ? 0 : new AdministratorsLedger(session).forget(realm, user, keyId);
                    devices[0] += removed;
                    if (removed == 0) {
                        failures.add(new DeviceFailure(userId, null, whyKept(user)));
                    }
                });
        TokenBatches.End end = tokens(
                after, users, devices[0] > 0, isOver, behind -> new TokenKeys(session, realm).forget(keyId, behind));
        Optional<String> last = users.last().or(end::last);
        long left = users.last().isPresent() ? users.left() : keys.count(keyId);
        OwnRealmKey own = new OwnRealmKey(session, realm);
        if (left == 0 && own.isGone(keyId)) {
            own.renew();
        }
        return new Forgotten(devices[0], end.done(), left, List.copyOf(failures), last);
    }

    private static UserBatches.End users(
            String after, UserBatches batches, int maxUsers, BooleanSupplier isOver, Consumer<List<String>> act) {
        return TokenBatches.isAmongTokens(after)
                ? new UserBatches.End(Optional.empty(), 0)
                : batches.work(maxUsers, isOver, act);
    }

    private static TokenBatches.End tokens(
            String after,
            UserBatches.End users,
            boolean began,
            BooleanSupplier isOver,
            Function<String, TokenKeys.Batch> act) {
        return users.last().isPresent() ? TokenBatches.End.NONE : TokenBatches.work(after, began, isOver, act);
    }

    private long tokensUnderOthersThan(String keyId) {
        return new TokenKeys(session, realm)
                .counts().entrySet().stream()
                        .filter(count -> !count.getKey().equals(keyId))
                        .mapToLong(Map.Entry::getValue)
                        .sum();
    }

    /** Each in its own transaction, which is over before any row is processed: one connection at a time. */
    private Supplier<List<SealedRowScan.Row>> pagesBehind(String after) {
        SealedRowScan rows = SealedRowScan.behind(realm, after);
        return () ->
                OwnTransaction.run(session, realm.getId(), (inner, innerRealm) -> rows.next(inner, SealedRowScan.PAGE));
    }

    private static String whyKept(UserModel user) {
        return user == null
                ? "the user cannot be loaded"
                : "busy, or the database has another user's record in its place";
    }
}
