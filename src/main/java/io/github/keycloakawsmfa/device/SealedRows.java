package io.github.keycloakawsmfa.device;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * All sealed devices of a realm, page by page in the order of their users: local ones first, then those of federated
 * users, whose ids begin with {@code f:}. Nothing is opened.
 */
final class SealedRows {

    /** @param device its id, type and both data */
    record Row(String userId, CredentialModel device) {

        /** Of the key that it is sealed under; empty if it is damaged. */
        Optional<String> keyId() {
            return Envelope.keyIdIn(device.getSecretData());
        }

        boolean isSealedUnder(String key) {
            return keyId().equals(Optional.of(key));
        }
    }

    private static final int PAGE = 1000;
    private static final String FEDERATED = "f:";
    private static final String OF_LOCAL_USERS = "select c.user.id, c.id, c.credentialData, c.secretData"
            + " from CredentialEntity c where c.type = :type and c.user.realmId = :realmId and %s"
            + " order by c.user.id, c.id";
    private static final String OF_FEDERATED_USERS = "select c.userId, c.id, c.credentialData, c.secretData"
            + " from FederatedUserCredentialEntity c where c.type = :type and c.realmId = :realmId and %s"
            + " order by c.userId, c.id";

    private final KeycloakSession session;
    private final String realmId;

    SealedRows(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realmId = realm.getId();
    }

    /**
     * Walks on until all rows were seen or the visitor has enough.
     *
     * @param after the id of the user behind whose rows to begin; empty for the first
     * @param visitor answers whether to go on
     * @return whether all rows were seen
     */
    boolean walk(String after, Predicate<Row> visitor) {
        boolean goOn = after.startsWith(FEDERATED) || walk(OF_LOCAL_USERS, "c.user.id", after, visitor);
        return goOn && walk(OF_FEDERATED_USERS, "c.userId", after.startsWith(FEDERATED) ? after : "", visitor);
    }

    private boolean walk(String query, String user, String after, Predicate<Row> visitor) {
        // Oracle takes an empty text for null, and nothing is greater than that.
        List<Row> rows = page(query.formatted(user + " > :after"), after.isEmpty() ? " " : after, null);
        // One user may have more rows than a page, whose last row is therefore the place to go on behind, not its user.
        String next = query.formatted("(" + user + " > :after or (" + user + " = :after and c.id > :afterId))");
        while (true) {
            for (Row row : rows) {
                if (!visitor.test(row)) {
                    return false;
                }
            }
            if (rows.size() < PAGE) {
                return true;
            }
            Row last = rows.get(PAGE - 1);
            rows = page(next, last.userId(), last.device().getId());
        }
    }

    /** @param afterId null for the first page */
    private List<Row> page(String query, String after, String afterId) {
        return OwnTransaction.run(session, realmId, (inner, realm) -> {
            EntityManager em = inner.getProvider(JpaConnectionProvider.class).getEntityManager();
            TypedQuery<Object[]> rows = em.createQuery(query, Object[].class)
                    .setParameter("type", VirtualMfaDevice.TYPE)
                    .setParameter("realmId", realmId)
                    .setParameter("after", after)
                    .setMaxResults(PAGE);
            if (afterId != null) {
                rows.setParameter("afterId", afterId);
            }
            List<Row> page = new ArrayList<>();
            rows.getResultList()
                    .forEach(columns -> page.add(
                            new Row((String) columns[0], device((String) columns[1], (String) columns[2], (String)
                                    columns[3]))));
            return page;
        });
    }

    private static CredentialModel device(String id, String credentialData, String secretData) {
        CredentialModel device = new CredentialModel();
        device.setId(id);
        device.setType(VirtualMfaDevice.TYPE);
        device.setCredentialData(credentialData);
        device.setSecretData(secretData);
        return device;
    }
}
