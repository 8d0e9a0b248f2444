package io.github.keycloakawsmfa.device.token;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;

/** The row of one hardware token, whoever has it. */
@Entity
@Table(name = "VIRTUAL_MFA_TOKEN")
@IdClass(TokenEntity.Key.class)
@NamedQuery(name = "virtualMfaToken.deleteRealm", query = "delete from TokenEntity t where t.realmId = :realmId")
@NamedQuery(
        name = "virtualMfaToken.page",
        query = "select t from TokenEntity t where t.realmId = :realmId and t.serialKey > :after order by t.serialKey")
@NamedQuery(
        name = "virtualMfaToken.ofUser",
        query = "select t from TokenEntity t where t.realmId = :realmId and t.userId = :userId order by t.serialKey")
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

    /** For JPA. */
    protected TokenEntity() {}

    TokenEntity(Key key, String state, String data, String sealedSecret) {
        this.realmId = key.realmId;
        this.serialKey = key.serialKey;
        this.state = state;
        this.data = data;
        this.sealedSecret = sealedSecret;
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

    void change(String newState, String newUserId) {
        state = newState;
        userId = newUserId;
    }

    void reseal(String newSealedSecret) {
        sealedSecret = newSealedSecret;
    }
}
