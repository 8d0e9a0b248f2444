package io.github.keycloakawsmfa.device;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;

/** The ledger row of one user, local or federated: no foreign key, because federated users have no row of their own. */
@Entity
@Table(name = "VIRTUAL_MFA_LEDGER")
@IdClass(LedgerEntity.Key.class)
@NamedQuery(
        name = "virtualMfaLedger.deleteUser",
        query = "delete from LedgerEntity l where l.realmId = :realmId and l.userId = :userId")
@NamedQuery(
        name = "virtualMfaLedger.count",
        query = "select count(l) from LedgerEntity l where l.realmId = :realmId and l.userId = :userId")
@NamedQuery(name = "virtualMfaLedger.deleteRealm", query = "delete from LedgerEntity l where l.realmId = :realmId")
@NamedQuery(
        name = "virtualMfaLedger.deleteFederated",
        query = "delete from LedgerEntity l where l.realmId = :realmId"
                + " and substring(l.userId, 1, :length) = :prefix")
@NamedQuery(
        name = "virtualMfaLedger.deleteImported",
        query = "delete from LedgerEntity l where l.realmId = :realmId and l.userId in"
                + " (select u.id from UserEntity u where u.realmId = :realmId and u.federationLink = :componentId)")
public class LedgerEntity {

    /** Realm id and user id. */
    public static class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        private String realmId;
        private String userId;

        /** For JPA. */
        public Key() {}

        Key(String realmId, String userId) {
            this.realmId = realmId;
            this.userId = userId;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && realmId.equals(key.realmId) && userId.equals(key.userId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(realmId, userId);
        }
    }

    @Id
    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Id
    @Column(name = "USER_ID", length = 255)
    private String userId;

    /** A CLOB, but no {@code @Lob}: PostgreSQL's driver would take the text for a large object's number. */
    @Column(name = "LEDGER_STATE", nullable = false)
    private String state;

    /** For JPA. */
    protected LedgerEntity() {}

    LedgerEntity(String realmId, String userId, LedgerState state) {
        this.realmId = realmId;
        this.userId = userId;
        this.state = state.toJson();
    }

    LedgerState state() {
        return LedgerState.fromJson(state);
    }

    void setState(LedgerState newState) {
        this.state = newState.toJson();
    }
}
