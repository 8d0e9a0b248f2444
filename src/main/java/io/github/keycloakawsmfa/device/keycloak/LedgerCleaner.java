package io.github.keycloakawsmfa.device.keycloak;

import io.github.keycloakawsmfa.device.ledger.LedgerRow;
import io.github.keycloakawsmfa.device.seal.FirstSeal;
import io.github.keycloakawsmfa.device.token.TokenStore;
import io.github.keycloakawsmfa.internals.KeycloakTables;
import jakarta.persistence.EntityManager;
import org.jboss.logging.Logger;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/**
 * Deletes our rows in the transaction that removes their user, realm or federation provider: the one writer outside the
 * ledger's own.
 */
final class LedgerCleaner implements ProviderEventListener {

    private static final Logger LOG = Logger.getLogger(LedgerCleaner.class);

    private static final String OF_IMPORTED = "delete from LedgerEntity l where l.realmId = :realmId and l.userId in"
            + " (" + KeycloakTables.IMPORTED_USERS + ")";

    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof UserModel.UserPreRemovedEvent removing) {
            IncomingDevice.beforeRemoval(
                    removing.getKeycloakSession(),
                    removing.getRealm(),
                    removing.getUser().getId());
        } else if (event instanceof UserModel.UserRemovedEvent removed) {
            LedgerRow.remove(
                    removed.getKeycloakSession(),
                    removed.getRealm().getId(),
                    removed.getUser().getId());
        } else if (event instanceof RealmModel.RealmRemovedEvent removed) {
            entityManager(removed.getKeycloakSession())
                    .createNamedQuery("virtualMfaLedger.deleteRealm")
                    .setParameter("realmId", removed.getRealm().getId())
                    .executeUpdate();
            FirstSeal.remove(removed.getKeycloakSession(), removed.getRealm().getId());
            TokenStore.removeAll(
                    removed.getKeycloakSession(), removed.getRealm().getId());
        }
    }

    /** @param componentId a user federation provider's; another component has no users */
    static void removeUsersOf(KeycloakSession session, String realmId, String componentId) {
        String prefix = "f:" + componentId + ":";
        EntityManager em = entityManager(session);
        em.createNamedQuery("virtualMfaLedger.deleteFederated")
                .setParameter("realmId", realmId)
                .setParameter("length", prefix.length())
                .setParameter("prefix", prefix)
                .executeUpdate();
        removeImported(em, realmId, componentId);
    }

    /**
     * Uses Keycloak's own user table, whose attributes may have other names in another release: a named query would
     * then keep the server from starting, and one that fails would roll the request back, because Hibernate marks its
     * transaction.
     */
    private static void removeImported(EntityManager em, String realmId, String componentId) {
        if (!KeycloakTables.knowImportedUsers(em)) {
            LOG.errorf(
                    "The ledger rows of users imported by %s were not deleted:"
                            + " this Keycloak has other columns in its table of users",
                    componentId);
            return;
        }
        em.createQuery(OF_IMPORTED)
                .setParameter("realmId", realmId)
                .setParameter("componentId", componentId)
                .executeUpdate();
    }

    private static EntityManager entityManager(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }
}
