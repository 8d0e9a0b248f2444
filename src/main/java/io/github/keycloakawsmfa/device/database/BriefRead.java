package io.github.keycloakawsmfa.device.database;

import java.util.function.BiFunction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * A read for a request that may have the ledger act: if the request holds no connection yet, it holds none afterwards
 * either. The act takes one of its own. Requests that each wait for a second connection while they hold their first
 * stop the whole server once there are as many of them as the pool has connections.
 */
public final class BriefRead {

    private BriefRead() {}

    /**
     * In the request's own session if it holds a connection, else in a transaction of its own.
     *
     * @param read gets the session to read in, and its realm
     * @return what {@code read} returned, which must not be tied to the session
     */
    public static <T> T of(KeycloakSession session, RealmModel realm, BiFunction<KeycloakSession, RealmModel, T> read) {
        return HeldConnection.isIn(session)
                ? read.apply(session, realm)
                : OwnTransaction.run(session, realm.getId(), read);
    }
}
