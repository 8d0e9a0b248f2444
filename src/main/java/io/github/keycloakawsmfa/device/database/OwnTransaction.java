package io.github.keycloakawsmfa.device.database;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * A session and transaction of their own: they do not see what the request's own caches, and its rollback undoes nothing
 * here.
 */
public final class OwnTransaction {

    private OwnTransaction() {}

    /**
     * Commits before it returns. The context is passed on, because the vault asks it for the realm.
     *
     * @param work gets the inner session and the inner session's realm, null if the realm is not stored (yet)
     */
    public static <T> T run(KeycloakSession outer, String realmId, BiFunction<KeycloakSession, RealmModel, T> work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                outer.getKeycloakSessionFactory(),
                outer.getContext(),
                inner -> {
                    RealmModel realm = inner.realms().getRealm(realmId);
                    if (realm != null) {
                        inner.getContext().setRealm(realm);
                    }
                    RequestMemo.handDown(outer, inner);
                    return work.apply(inner, realm);
                },
                "virtual MFA");
    }

    /**
     * The same, but nothing is read from the database before {@code first}: under repeatable read (MySQL, MariaDB) the
     * first read fixes what the transaction sees, and loading an uncached realm would be one.
     *
     * @param first what the transaction begins with, such as a lock; its result is passed to {@code work}
     */
    public static <F, T> T run(
            KeycloakSession outer, String realmId, Function<KeycloakSession, F> first, After<F, T> work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(outer.getKeycloakSessionFactory(), inner -> {
            F begun = first.apply(inner);
            RealmModel realm = inner.realms().getRealm(realmId);
            inner.getContext().setRealm(realm);
            RequestMemo.handDown(outer, inner);
            return work.apply(inner, realm, begun);
        });
    }

    /**
     * A read for a request that may have the ledger act: in the request's own session if it holds a connection, else in
     * a transaction of its own, so that the request holds none afterwards either. The act takes one of its own.
     * Requests that each wait for a second connection while they hold their first stop the whole server once there are
     * as many of them as the pool has connections.
     *
     * @param read gets the session to read in, and its realm; what it returns must not be tied to the session
     */
    public static <T> T orHeld(
            KeycloakSession session, RealmModel realm, BiFunction<KeycloakSession, RealmModel, T> read) {
        return HeldConnection.isIn(session) ? read.apply(session, realm) : run(session, realm.getId(), read);
    }

    /** What follows the beginning. */
    public interface After<F, T> {

        T apply(KeycloakSession inner, RealmModel realm, F begun);
    }
}
