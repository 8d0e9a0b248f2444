package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.database.HeldConnection;
import io.github.keycloakawsmfa.device.database.HeldConnection.NoConnectionException;
import io.github.keycloakawsmfa.device.database.LockWait;
import io.github.keycloakawsmfa.device.database.OwnTransaction;
import io.github.keycloakawsmfa.device.database.SecondConnections;
import io.github.keycloakawsmfa.device.metrics.LedgerTimer;
import io.github.keycloakawsmfa.device.seal.DeviceSeal;
import io.github.keycloakawsmfa.device.seal.KeySource;
import io.github.keycloakawsmfa.device.time.ServerTime;
import jakarta.persistence.EntityExistsException;
import jakarta.persistence.OptimisticLockException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.exception.ConstraintViolationException;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.RealmModel;

/** Runs one act of the ledger: a transaction of its own, the user's row locked from its start to its commit. */
public final class LedgerTransaction {

    private static final Logger LOG = Logger.getLogger(LedgerTransaction.class);

    private static final int ATTEMPTS = 3;

    /**
     * What an act works on: the user's rows as the inner transaction sees them.
     *
     * @param now read under the lock, so that of two acts the one that waited has the later time
     */
    public record LockedLedger(
            RealmModel realm, String userId, LedgerRow row, DeviceRows devices, DeviceSeal seal, Instant now) {}

    private LedgerTransaction() {}

    /**
     * @param act may run more than once: after a run whose row another transaction made first, or that a deadlock
     *     ended, which is rolled back
     * @return what the act returned, committed; or empty if the row stayed locked, or there was no connection to take
     */
    public static <T> Optional<T> run(
            KeycloakSession session, RealmModel realm, String userId, Function<LockedLedger, T> act) {
        // Whatever the outcome: what the request has read before may be old now.
        Devices.forget(session);
        return LedgerTimer.timed(
                realm.getName(),
                () -> HeldConnection.isIn(session)
                        ? SecondConnections.ofNode().use(() -> attempts(session, realm, userId, act))
                        : attempts(session, realm, userId, act));
    }

    private static <T> Optional<T> attempts(
            KeycloakSession session, RealmModel realm, String userId, Function<LockedLedger, T> act) {
        for (int attempt = 1; ; attempt++) {
            try {
                new KeySource(session, realm).settle();
                return Optional.of(run(session, realm.getId(), userId, act));
            } catch (NoConnectionException e) {
                LOG.warnf(
                        "The database has no connection available: %s",
                        e.getCause().getMessage());
                return Optional.empty();
            } catch (RuntimeException e) {
                boolean last = attempt == ATTEMPTS;
                if (LockWait.isDenied(e) && (last || !LockWait.isDeadlock(e))) {
                    return Optional.empty();
                }
                if (last || !isRetried(e)) {
                    throw e;
                }
            }
        }
    }

    private static <T> T run(KeycloakSession session, String realmId, String userId, Function<LockedLedger, T> act) {
        return OwnTransaction.run(
                session, realmId, inner -> LedgerRow.lock(inner, realmId, userId), (inner, innerRealm, row) -> {
                    DeviceRows devices = new DeviceRows(inner, innerRealm, userId);
                    DeviceSeal seal = new DeviceSeal(new KeySource(inner, innerRealm), innerRealm);
                    return act.apply(new LockedLedger(innerRealm, userId, row, devices, seal, ServerTime.now()));
                });
    }

    /** Another transaction made the row first, or this one was chosen as a deadlock's victim. */
    private static boolean isRetried(RuntimeException e) {
        return LockWait.isDeadlock(e)
                || isCausedBy(
                        e,
                        ConstraintViolationException.class,
                        EntityExistsException.class,
                        ModelDuplicateException.class,
                        OptimisticLockException.class,
                        java.sql.SQLIntegrityConstraintViolationException.class);
    }

    @SafeVarargs
    private static boolean isCausedBy(Throwable thrown, Class<? extends Throwable>... kinds) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            for (Class<? extends Throwable> kind : kinds) {
                if (kind.isInstance(cause)) {
                    return true;
                }
            }
        }
        return false;
    }
}
