package io.github.keycloakawsmfa.device.token;

import io.github.keycloakawsmfa.internals.TextDialect;
import io.github.keycloakawsmfa.seeds.Serial;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import jakarta.persistence.TypedQuery;
import java.io.Serializable;
import java.util.Objects;

/** The row of one hardware token, whoever has it. */
@Entity
@Table(name = "VIRTUAL_MFA_TOKEN")
@IdClass(TokenEntity.Key.class)
@NamedQuery(name = "virtualMfaToken.deleteRealm", query = "delete from TokenEntity t where t.realmId = :realmId")
@NamedQuery(
        name = "virtualMfaToken.ofUser",
        query =
                "select t.serialKey from TokenEntity t where t.realmId = :realmId and t.userId = :userId order by t.serialKey")
@NamedQuery(
        name = "virtualMfaToken.byKey",
        query = "select t.keyId, count(t) from TokenEntity t where t.realmId = :realmId group by t.keyId")
@NamedQuery(
        name = "virtualMfaToken.reseal",
        query = "update TokenEntity t set t.sealedSecret = :sealed, t.keyId = :keyId"
                + " where t.realmId = :realmId and t.serialKey = :serialKey and t.keyId <> :keyId")
@NamedQuery(
        name = "virtualMfaToken.forget",
        query = "delete from TokenEntity t"
                + " where t.realmId = :realmId and t.serialKey in (:serialKeys) and t.keyId = :keyId")
public class TokenEntity {

    /** Realm id, and the serial number in upper case. */
    public static class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        private String realmId;
        private String serialKey;

        /** For JPA. */
        public Key() {}

        Key(String realmId, String serialKey) {
            this.realmId = realmId;
            this.serialKey = serialKey;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && realmId.equals(key.realmId) && serialKey.equals(key.serialKey);
        }

        @Override
        public int hashCode() {
            return Objects.hash(realmId, serialKey);
        }
    }

    @Id
    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Id
    @Column(name = "SERIAL_KEY", length = 64)
    private String serialKey;

    /** Whose it is; null for nobody's. */
    @Column(name = "USER_ID", length = 255)
    private String userId;

    @Column(name = "TOKEN_STATE", length = 16, nullable = false)
    private String state;

    @Column(name = "TOKEN_DATA", length = 2000, nullable = false)
    private String data;

    @Column(name = "SEALED_SECRET", length = 2000, nullable = false)
    private String sealedSecret;

    /** As the sealed secret names it, so that the database can count and find by it. */
    @Column(name = "KEY_ID", length = 255, nullable = false)
    private String keyId;

    /** The newest step of which a code was spent here; null for none. */
    @Column(name = "LAST_STEP")
    private Long lastStep;

    /** For JPA. */
    protected TokenEntity() {}

    TokenEntity(Key key, String state, String data, String sealedSecret, String keyId) {
        this.realmId = key.realmId;
        this.serialKey = key.serialKey;
        this.state = state;
        this.data = data;
        this.sealedSecret = sealedSecret;
        this.keyId = keyId;
    }

    /**
     * Those of a realm behind a serial number, in their order.
     *
     * @param also a further condition, beginning with {@code and}; empty for none
     */
    static TypedQuery<TokenEntity> page(EntityManager em, String realmId, String after, String also) {
        return em.createQuery(
                        "select t from TokenEntity t where t.realmId = :realmId and t.serialKey > :after " + also
                                + " order by " + TextDialect.of(em).order("t.serialKey"),
                        TokenEntity.class)
                .setParameter("realmId", realmId)
                // Oracle takes an empty text for null.
                .setParameter("after", after.isEmpty() ? " " : Serial.key(after));
    }

    String serialKey() {
        return serialKey;
    }

    String userId() {
        return userId;
    }

    String state() {
        return state;
    }

    String data() {
        return data;
    }

    String sealedSecret() {
        return sealedSecret;
    }

    String keyId() {
        return keyId;
    }

    Long lastStep() {
        return lastStep;
    }

    void change(String newState, String newUserId) {
        state = newState;
        userId = newUserId;
    }

    void spentUpTo(long step) {
        lastStep = lastStep == null ? step : Math.max(lastStep, step);
    }
}
