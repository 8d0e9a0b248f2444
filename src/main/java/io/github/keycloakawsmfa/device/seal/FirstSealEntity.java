package io.github.keycloakawsmfa.device.seal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;

/** What the realm's own key sealed first: in a table of ours, which none of Keycloak's REST calls writes or exports. */
@Entity
@Table(name = "VIRTUAL_MFA_FIRST_SEAL")
@NamedQuery(name = "virtualMfaFirstSeal.delete", query = "delete from FirstSealEntity s where s.realmId = :realmId")
public class FirstSealEntity {

    @Id
    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Column(name = "FIRST_SEAL", length = 2000, nullable = false)
    private String envelope;

    /** For JPA. */
    protected FirstSealEntity() {}

    FirstSealEntity(String realmId, String envelope) {
        this.realmId = realmId;
        this.envelope = envelope;
    }

    String envelope() {
        return envelope;
    }
}
