package io.github.keycloakawsmfa.device.ledger;

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
        name = "virtualMfaLedger.count",
        query = "select count(l) from LedgerEntity l where l.realmId = :realmId and l.userId = :userId")
@NamedQuery(name = "virtualMfaLedger.users", query = "select l.userId from LedgerEntity l where l.realmId = :realmId")
@NamedQuery(name = "virtualMfaLedger.deleteRealm", query = "delete from LedgerEntity l where l.realmId = :realmId")
@NamedQuery(
        name = "virtualMfaLedger.deleteFederated",
        query = "delete from LedgerEntity l where l.realmId = :realmId"
                + " and substring(l.userId, 1, :length) = :prefix")
public class LedgerEntity {

    /** Realm id and user id. */
    public static class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        private String realmId;
        private String userId;

        /** For JPA. */
        public Key() {}

        public Key(String realmId, String userId) {
            this.realmId = realmId;
            this.userId = userId;
        }

        String realmId() {
            return realmId;
        }

        String userId() {
            return userId;
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

    /** The ids as the database has them, null until it does: those above may be the ones that were asked for. */
    @Column(name = "REALM_ID", insertable = false, updatable = false)
    private String storedRealmId;

    @Column(name = "USER_ID", insertable = false, updatable = false)
    private String storedUserId;

    /** A CLOB, but no {@code @Lob}: PostgreSQL's driver would treat the text as a large object's number. */
    @Column(name = "LEDGER_STATE", nullable = false)
    private String state;

    /** For JPA. */
    protected LedgerEntity() {}

    LedgerEntity(Key key, String state) {
        this.realmId = key.realmId;
        this.userId = key.userId;
        this.state = state;
    }

    /**
     * Whether it is the row that was asked for. Databases may return that of {@code jose} for {@code josé}, or for
     * {@code JOSE}: MySQL, MariaDB and SQL Server compare by a collation, which by default ignores case and accents.
     */
    public boolean isOf(Key asked) {
        return asked.equals(new Key(realmId, userId))
                && (storedUserId == null || asked.equals(new Key(storedRealmId, storedUserId)));
    }

    /** @throws LedgerUnreadableException if it is not the row that was asked for */
    LedgerEntity requireOf(Key asked) {
        require(isOf(asked));
        return this;
    }

    /** The same for a row of which only columns were read. */
    static void requireOwn(Key asked, Key found) {
        require(asked.equals(found));
    }

    private static void require(boolean own) {
        if (!own) {
            throw new LedgerUnreadableException(
                    "The ledger's row is another user's, whose id the database takes for the"
                            + " same: see docs/databases.md for the right collation");
        }
    }

    /** As JSON. */
    String state() {
        return state;
    }
}
