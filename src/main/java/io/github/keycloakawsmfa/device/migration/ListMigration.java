package io.github.keycloakawsmfa.device.migration;

import io.github.keycloakawsmfa.device.ledger.AdministratorsLedger;
import io.github.keycloakawsmfa.device.ledger.LedgerResult;
import io.github.keycloakawsmfa.device.ledger.MigrationOperation.Moved;
import io.github.keycloakawsmfa.device.otp.Migration;
import io.github.keycloakawsmfa.seeds.Peculiarity;
import io.github.keycloakawsmfa.seeds.otpauth.ListedEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Makes devices of the entries of a list, each in an act of the ledger: called again, it makes none a second time. */
public record ListMigration(KeycloakSession session, RealmModel realm) {

    /**
     * What one call has done.
     *
     * @param made those that became devices, or would
     * @param next how many entries were seen; empty if all
     */
    public record End(MigrationCounts counts, List<Made> made, Optional<Integer> next) {}

    /** An entry that became a device, or would, and whose it is. */
    public record Made(ListedEntry entry, UserModel user) {}

    /** After how many a call ends: all that it makes are named. */
    private static final int NAMED = 1000;

    /**
     * @param from how many entries to pass over
     * @param dryRun whether to tell only what would be done
     * @param isOver whether to stop
     */
    public End move(List<ListedEntry> entries, int from, boolean dryRun, BooleanSupplier isOver) {
        MigrationCounts counts = new MigrationCounts();
        AdministratorsLedger ledger = new AdministratorsLedger(session);
        Migration migration = Migration.of(realm);
        List<Made> made = new ArrayList<>();
        for (int i = from; i < entries.size(); i++) {
            if (i > from && (made.size() == NAMED || isOver.getAsBoolean())) {
                return new End(counts, made, Optional.of(i));
            }
            ListedEntry entry = entries.get(i);
            String where = "line " + entry.line() + ", " + entry.owner();
            if (entry.seed() == null) {
                counts.add(where, List.of(Moved.not("", entry.problem(), Set.of())));
                continue;
            }
            String label = entry.issuer().isEmpty() ? entry.account() : entry.issuer();
            counts.add(where, MigrationCounts.orLeft(realm.getName(), where, () -> owner(entry), user -> {
                LedgerResult<Moved> result = dryRun
                        ? new LedgerResult.Done<>(preview(entry, migration))
                        : ledger.moveInListed(realm, user, entry.seed(), label);
                return result.map(moved -> {
                    if (moved.problem().isEmpty()) {
                        made.add(new Made(entry, user));
                    }
                    return List.of(moved);
                });
            }));
        }
        return new End(counts, made, Optional.empty());
    }

    private static Moved preview(ListedEntry entry, Migration migration) {
        return new Moved("", migration.refusal(entry.seed()), Peculiarity.of(entry.seed()));
    }

    /** By username, else by e-mail address where no two users have the same. */
    private UserModel owner(ListedEntry entry) {
        // PostgreSQL knows no zero byte.
        if (entry.owner().chars().anyMatch(Character::isISOControl)) {
            return null;
        }
        UserModel user = session.users().getUserByUsername(realm, entry.owner());
        return user != null || realm.isDuplicateEmailsAllowed()
                ? user
                : session.users().getUserByEmail(realm, entry.owner());
    }
}
