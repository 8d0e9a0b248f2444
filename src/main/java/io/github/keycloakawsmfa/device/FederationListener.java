package io.github.keycloakawsmfa.device;

import jakarta.persistence.EntityManager;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;

/**
 * Deletes the ledger rows of a user federation provider's users when it is removed. Keycloak removes those users in
 * bulk and tells nobody (26.4 to 26.7, UserStorageManager.preRemove); only the admin event, which comes in the same
 * transaction and before the removal, says that it happens.
 */
final class FederationListener extends AdminListener {

    private static final String COMPONENTS = "components/";

    private final KeycloakSession session;

    FederationListener(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        String path = event.getResourcePath();
        if (event.getOperationType() == OperationType.DELETE
                && event.getResourceType() == ResourceType.COMPONENT
                && path != null
                && path.startsWith(COMPONENTS)) {
            deleteUsersOf(event.getRealmId(), path.substring(COMPONENTS.length()));
        }
    }

    /** No look at the component's type: no other kind has users. */
    private void deleteUsersOf(String realmId, String componentId) {
        String prefix = "f:" + componentId + ":";
        EntityManager em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        em.createNamedQuery("virtualMfaLedger.deleteFederated")
                .setParameter("realmId", realmId)
                .setParameter("length", prefix.length())
                .setParameter("prefix", prefix)
                .executeUpdate();
        em.createNamedQuery("virtualMfaLedger.deleteImported")
                .setParameter("realmId", realmId)
                .setParameter("componentId", componentId)
                .executeUpdate();
    }
}
