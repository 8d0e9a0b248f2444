package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.seal.KeyUnavailableException;
import io.github.keycloakawsmfa.device.time.ServerTime;
import io.github.keycloakawsmfa.internals.LocalUsers;
import java.util.function.Function;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * One act of the ledger: under the lock of the user's row, committed, and then reported.
 *
 * @param session the request's session
 * @param counts where codes are counted
 */
record LedgerAct(KeycloakSession session, RealmModel realm, UserModel user, CodeCounts counts) {

    /** What is done under the lock. */
    interface Operation<T> extends Function<LockedUser, LedgerResult<T>> {}

    <T> LedgerResult<T> run(Operation<T> operation) {
        try {
            return committed(LockedUser::of, operation);
        } catch (KeyUnavailableException e) {
            return new LedgerResult.Unavailable<>(e.getMessage(), false);
        }
    }

    /**
     * The same, but a row that cannot be read starts again. It is unavailable only if the database has another
     * user's row in this one's place: that one is not overwritten.
     */
    <T> LedgerResult<T> runEvenIfUnreadable(Operation<T> operation) {
        return committed(LockedUser::evenIfUnreadable, operation);
    }

    private <T> LedgerResult<T> committed(
            Function<LedgerTransaction.LockedLedger, LockedUser> begin, Operation<T> operation) {
        try {
            return LedgerTransaction.run(session, realm, user.getId(), ledger -> {
                        LockedUser locked = begin.apply(ledger);
                        LockedUser.Change<T> change = locked.end(operation.apply(locked));
                        if (change.rowsChanged()) {
                            ledger.devices().evict(user);
                        }
                        return change;
                    })
                    .map(this::reported)
                    .orElseGet(LedgerResult.Busy::new);
        } catch (LedgerUnreadableException e) {
            return new LedgerResult.Unavailable<>(e.getMessage(), true);
        }
    }

    private <T> LedgerResult<T> reported(LockedUser.Change<T> change) {
        change.devices().keep(session);
        LedgerEvents events = new LedgerEvents(session, realm, user, ServerTime.now());
        change.events().forEach(event -> event.accept(events));
        change.counts().forEach(count -> count.accept(counts));
        if (change.rowsChanged()) {
            // In this session, too, which may have read the user before, and puts into the cache what it reads.
            LocalUsers.evict(session, realm, user);
        }
        return change.result();
    }
}
