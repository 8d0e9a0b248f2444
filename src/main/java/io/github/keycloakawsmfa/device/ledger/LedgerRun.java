package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.seal.KeyUnavailableException;
import io.github.keycloakawsmfa.device.time.ServerTime;
import java.util.Optional;
import java.util.function.Function;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.UserCache;
import org.keycloak.storage.UserStorageUtil;

/** Runs operations of the ledger for one user, and reports what they changed once they are committed. */
record LedgerRun(KeycloakSession session, RealmModel realm, UserModel user) {

    <T> LedgerResult<T> run(Function<LedgerOperations, LedgerChange<T>> operation) {
        try {
            return committed(locked -> operation.apply(new LedgerOperations(locked)));
        } catch (KeyUnavailableException e) {
            return new LedgerResult.Unavailable<>(e.getMessage(), false);
        } catch (LedgerUnreadableException e) {
            return new LedgerResult.Unavailable<>(e.getMessage(), true);
        }
    }

    /**
     * The same, but a row that cannot be read is started afresh. It is unavailable only if the database has another
     * user's row in this one's place: that one is not overwritten.
     */
    <T> LedgerResult<T> runEvenIfUnreadable(Function<LedgerOperations, LedgerChange<T>> operation) {
        try {
            return committed(locked -> operation.apply(LedgerOperations.evenIfUnreadable(locked)));
        } catch (LedgerUnreadableException e) {
            return new LedgerResult.Unavailable<>(e.getMessage(), true);
        }
    }

    private <T> LedgerResult<T> committed(Function<LedgerTransaction.LockedLedger, LedgerChange<T>> operation) {
        Optional<LedgerChange<T>> done = LedgerTransaction.run(session, realm, user.getId(), operation);
        if (done.isEmpty()) {
            return new LedgerResult.Busy<>();
        }
        LedgerChange<T> change = done.get();
        change.devices().keep(session);
        LedgerEvents events = new LedgerEvents(session, realm, user, ServerTime.now());
        change.events().forEach(event -> event.accept(events));
        return new LedgerResult.Done<>(change.outcome());
    }

    /** Keycloak's user cache holds credentials: what it has of this user is now old. */
    void forgetCached() {
        UserCache cache = UserStorageUtil.userCache(session);
        if (cache != null) {
            cache.evict(realm, user);
        }
    }
}
