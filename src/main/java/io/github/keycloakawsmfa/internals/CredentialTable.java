package io.github.keycloakawsmfa.internals;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Map;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.jpa.entities.CredentialEntity;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.jpa.entity.FederatedUserCredentialEntity;

/**
 * Where Keycloak keeps credentials (26.4.7 to 26.7.3), in the parts of which queries are made; {@code c} is the
 * credential. Its own calls answer from caches, or load every user. Without these tables, {@link LocalUsers} reads them
 * user by user.
 */
public enum CredentialTable {
    LOCAL("CredentialEntity", "c.user.id", "CREDENTIAL") {
        // Joined by hand: Hibernate makes one column of c.user.id and the id of an association (26.7.3, Hibernate 7.2),
        // and PostgreSQL does not carry a bound over from one side of a join to the other: it read USER_ENTITY from its
        // first row for each page.
        @Override
        public String ofRealm() {
            return "CredentialEntity c join UserEntity u on u.id = c.user.id"
                    + " where c.type = :type and u.realmId = :realmId";
        }

        @Override
        public String joinedUserId() {
            return "u.id";
        }
    },
    /** Of users who are not imported and have a store of their own. */
    FEDERATED("FederatedUserCredentialEntity", "c.userId", "FED_USER_CREDENTIAL") {
        @Override
        public String ofRealm() {
            return "FederatedUserCredentialEntity c where c.type = :type and c.realmId = :realmId";
        }

        @Override
        public String joinedUserId() {
            return "c.userId";
        }
    };

    private final String entity;
    private final String userId;
    private final String table;

    CredentialTable(String entity, String userId, String table) {
        this.entity = entity;
        this.userId = userId;
        this.table = table;
    }

    /** The one that has this user's. */
    public static CredentialTable of(String userId) {
        return new StorageId(userId).isLocal() ? LOCAL : FEDERATED;
    }

    public String entity() {
        return entity;
    }

    /** The path from {@code c} to its user's id. */
    public String userId() {
        return userId;
    }

    /** In SQL, with the columns ID, USER_ID, TYPE, USER_LABEL, CREATED_DATE, SECRET_DATA, CREDENTIAL_DATA and PRIORITY. */
    public String table() {
        return table;
    }

    /**
     * A user's of a type, locked until the transaction ends, in the order in which Keycloak shows them. They are read with
     * the lock: another statement would see what the transaction's first one saw, under repeatable read (MySQL, MariaDB).
     *
     * @param hints for the lock
     */
    public List<CredentialModel> lock(EntityManager em, String ofUser, String type, Map<String, Object> hints) {
        TypedQuery<Object> query = em.createQuery(
                        "select c from " + entity + " c where " + userId
                                + " = :userId and c.type = :type order by c.priority, c.id",
                        Object.class)
                .setParameter("userId", ofUser)
                .setParameter("type", type)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE);
        hints.forEach(query::setHint);
        return query.getResultList().stream().map(row -> model(row, type)).toList();
    }

    private static CredentialModel model(Object row, String type) {
        CredentialModel model = new CredentialModel();
        model.setType(type);
        if (row instanceof CredentialEntity local) {
            model.setId(local.getId());
            model.setUserLabel(local.getUserLabel());
            model.setCreatedDate(local.getCreatedDate());
            model.setSecretData(local.getSecretData());
            model.setCredentialData(local.getCredentialData());
        } else if (row instanceof FederatedUserCredentialEntity federated) {
            model.setId(federated.getId());
            model.setUserLabel(federated.getUserLabel());
            model.setCreatedDate(federated.getCreatedDate());
            model.setSecretData(federated.getSecretData());
            model.setCredentialData(federated.getCredentialData());
        }
        return model;
    }

    /** What follows {@code from} for those of a type in a realm: the parameters {@code type} and {@code realmId}. */
    public abstract String ofRealm();

    /** The same id as {@link #userId}, in the table on the other side of {@link #ofRealm}'s join, if it has one. */
    public abstract String joinedUserId();
}
