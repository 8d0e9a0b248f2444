package io.github.keycloakawsmfa.device.keycloak;

import jakarta.persistence.EntityManager;
import jakarta.persistence.metamodel.Attribute;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;

/**
 * Deletes the ledger rows of a user federation provider's users when it is removed. Keycloak removes those users in
 * bulk without any notification (26.4 to 26.7, UserStorageManager.preRemove); only the admin event, which comes in the
 * same transaction and before the removal, reports it.
 */
final class FederationListener extends AdminListener {

    private static final Logger LOG = Logger.getLogger(FederationListener.class);

    private static final String COMPONENTS = "components/";
    private static final String OF_IMPORTED = "delete from LedgerEntity l where l.realmId = :realmId and l.userId in"
            + " (select u.id from UserEntity u where u.realmId = :realmId and u.federationLink = :componentId)";

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

    /** The component's type is not checked: no other kind has users. */
    private void deleteUsersOf(String realmId, String componentId) {
        String prefix = "f:" + componentId + ":";
        EntityManager em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        em.createNamedQuery("virtualMfaLedger.deleteFederated")
                .setParameter("realmId", realmId)
                .setParameter("length", prefix.length())
                .setParameter("prefix", prefix)
                .executeUpdate();
        deleteImported(em, realmId, componentId);
    }

    /**
     * Uses Keycloak's own user table, whose attributes may have other names in another release: a named query would
     * then keep the server from starting, and one that fails would roll the request back, because Hibernate marks its
     * transaction.
     */
    private static void deleteImported(EntityManager em, String realmId, String componentId) {
        if (!knowsUsers(em)) {
            LOG.errorf(
                    "This Keycloak stores users otherwise: the ledger's rows of users imported by %s stay",
                    componentId);
            return;
        }
        em.createQuery(OF_IMPORTED)
                .setParameter("realmId", realmId)
                .setParameter("componentId", componentId)
                .executeUpdate();
    }

    private static boolean knowsUsers(EntityManager em) {
        return em.getMetamodel().getEntities().stream()
                .filter(entity -> entity.getName().equals("UserEntity"))
                .flatMap(entity -> entity.getAttributes().stream())
                .map(Attribute::getName)
                .collect(Collectors.toSet())
                .containsAll(Set.of("id", "realmId", "federationLink"));
    }
}
