package io.github.keycloakawsmfa.device.migration;

import io.github.keycloakawsmfa.device.database.OwnTransaction;
import io.github.keycloakawsmfa.device.keys.UserBatches;
import io.github.keycloakawsmfa.device.ledger.AdministratorsLedger;
import io.github.keycloakawsmfa.device.ledger.LedgerResult;
import io.github.keycloakawsmfa.device.ledger.MigrationOperation.Moved;
import io.github.keycloakawsmfa.device.otp.BuiltInOtp;
import io.github.keycloakawsmfa.device.otp.Migration;
import io.github.keycloakawsmfa.device.seal.SealedRowScan;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Moves users one after the other, each in an act of the ledger: it may be interrupted at any time and called again.
 * Users who have nothing to move are not looked at, so what was done is not done again.
 */
public record RealmMigration(KeycloakSession session, RealmModel realm, Migration migration) {

    /** Which way. */
    public enum Way {
        /** Keycloak's own one-time codes become devices. */
        IN(BuiltInOtp.TYPE),
        /** Devices become one-time codes of Keycloak's own. */
        BACK(VirtualMfaDevice.TYPE);

        private final String from;

        Way(String from) {
            this.from = from;
        }

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What one call has done.
     *
     * @param last the user to continue after; empty if all have been seen
     */
    public record End(MigrationCounts counts, Optional<String> last) {}

    /**
     * @param after the user to continue after, or empty
     * @param maxUsers after how many users to stop
     * @param isOver whether to stop
     */
    public End move(Way way, String after, int maxUsers, BooleanSupplier isOver) {
        MigrationCounts counts = new MigrationCounts();
        SealedRowScan rows = SealedRowScan.ofType(realm, way.from, after);
        UserBatches.End end = new UserBatches(
                        // Each in its own transaction, which is over before any row is processed: one connection at a
                        // time.
                        () -> OwnTransaction.run(
                                session, realm.getId(), (inner, innerRealm) -> rows.next(inner, SealedRowScan.PAGE)),
                        row -> true,
                        1)
                .work(maxUsers, isOver, users -> counts.add(users.get(0), move(way, users.get(0))));
        return new End(counts, end.last());
    }

    private LedgerResult<List<Moved>> move(Way way, String userId) {
        return MigrationCounts.orLeft(
                realm.getName(), userId, () -> session.users().getUserById(realm, userId), user -> {
                    AdministratorsLedger ledger = new AdministratorsLedger(session);
                    return way == Way.IN ? ledger.moveIn(realm, user, migration) : ledger.moveBack(realm, user);
                });
    }

    /** What that would do, as far as the rows tell: nothing is changed, and no secret of a device is opened. */
    public End dryRun(Way way, String after, int maxUsers, BooleanSupplier isOver) {
        MigrationCounts counts = new MigrationCounts();
        MigrationPreview preview = new MigrationPreview(migration);
        SealedRowScan rows = SealedRowScan.ofType(realm, way.from, after);
        Function<KeycloakSession, List<SealedRowScan.Row>> next = inner -> rows.next(inner, SealedRowScan.PAGE);
        int seen = 0;
        String last = "";
        List<Moved> ofLast = new ArrayList<>();
        for (List<SealedRowScan.Row> page = read(next); !page.isEmpty(); page = read(next)) {
            for (SealedRowScan.Row row : page) {
                if (!row.userId().equals(last)) {
                    counts.add(last, ofLast);
                    ofLast.clear();
                    if (seen == maxUsers || (seen > 0 && isOver.getAsBoolean())) {
                        return new End(counts, Optional.of(last));
                    }
                    seen++;
                    last = row.userId();
                }
                ofLast.add(preview.of(row));
            }
        }
        counts.add(last, ofLast);
        return new End(counts, Optional.empty());
    }

    private List<SealedRowScan.Row> read(Function<KeycloakSession, List<SealedRowScan.Row>> next) {
        return OwnTransaction.run(session, realm.getId(), (inner, innerRealm) -> next.apply(inner));
    }
}
