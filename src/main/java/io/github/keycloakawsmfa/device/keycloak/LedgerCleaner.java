package io.github.keycloakawsmfa.device.keycloak;

import io.github.keycloakawsmfa.device.ledger.LedgerRow;
import io.github.keycloakawsmfa.device.seal.FirstSeal;
import jakarta.persistence.EntityManager;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/**
 * Deletes our rows in the transaction that removes their user or realm: the one writer outside the ledger's own.
 */
final class LedgerCleaner implements ProviderEventListener {

    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof UserModel.UserPreRemovedEvent removing) {
            CredentialImportPolicy.beforeRemoval(
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
        }
    }

    private static EntityManager entityManager(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }
}
