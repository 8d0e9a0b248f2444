package io.github.keycloakawsmfa.device.keycloak;

import io.github.keycloakawsmfa.device.ledger.LedgerOperations;
import io.github.keycloakawsmfa.device.ledger.LedgerTransaction;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Has the ledger follow a change made behind its back, once that is committed. */
final class LedgerSyncAfterCommit extends AbstractKeycloakTransaction {

    private static final Logger LOG = Logger.getLogger(LedgerSyncAfterCommit.class);

    private final KeycloakSession session;
    private final RealmModel realm;
    private final String userId;
    private final Consumer<LedgerOperations> act;

    LedgerSyncAfterCommit(KeycloakSession session, RealmModel realm, UserModel user, Consumer<LedgerOperations> act) {
        this.session = session;
        this.realm = realm;
        this.userId = user.getId();
        this.act = act;
    }

    /** Throws nothing: Keycloak would treat it as a failed commit. */
    @Override
    protected void commitImpl() {
        try {
            boolean followed = LedgerTransaction.run(session, realm, userId, locked -> {
                        act.accept(new LedgerOperations(locked));
                        return true;
                    })
                    .isPresent();
            if (!followed) {
                LOG.errorf("The ledger of user %s was busy and could not follow a change", userId);
            }
        } catch (RuntimeException e) {
            LOG.errorf(e, "The ledger of user %s could not follow a change", userId);
        }
    }

    @Override
    protected void rollbackImpl() {
        // Nothing was changed.
    }
}
