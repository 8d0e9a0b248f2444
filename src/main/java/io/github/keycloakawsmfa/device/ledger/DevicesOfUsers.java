package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.internals.CredentialTable;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The devices of many users, with what the ledger says of them, by one statement for each table. Their secrets are not
 * read.
 */
public final class DevicesOfUsers {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Map<String, List<CredentialModel>> rows = new HashMap<>();
    private final Map<String, String> ledgers = new HashMap<>();

    private DevicesOfUsers(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** @param userIds of local, imported or federated users of the realm, at most some hundred */
    public static DevicesOfUsers read(KeycloakSession session, RealmModel realm, Collection<String> userIds) {
        DevicesOfUsers read = new DevicesOfUsers(session, realm);
        if (!userIds.isEmpty()) {
            read.readDevices(userIds);
            read.readLedgers(userIds);
        }
        return read;
    }

    /** Without key ids, as nothing sealed is read; nothing at all for a user who was not asked for. */
    public Devices of(String userId) {
        return Devices.read(realm.getId(), userId, rows.getOrDefault(userId, List.of()), ledgers.get(userId));
    }

    private void readDevices(Collection<String> userIds) {
        userIds.stream().map(CredentialTable::of).distinct().forEach(table -> {
            String user = table.userId();
            query(
                            "select " + user + ", c.id, c.userLabel, c.createdDate from " + table.entity() + " c where "
                                    + user + " in (:ids) and c.type = :type order by c.priority, c.id",
                            userIds)
                    .setParameter("type", VirtualMfaDevice.TYPE)
                    .getResultList()
                    .forEach(row -> rows.computeIfAbsent((String) row[0], id -> new ArrayList<>())
                            .add(device(row)));
        });
    }

    private static CredentialModel device(Object[] row) {
        CredentialModel device = new CredentialModel();
        device.setId((String) row[1]);
        device.setType(VirtualMfaDevice.TYPE);
        device.setUserLabel((String) row[2]);
        device.setCreatedDate((Long) row[3]);
        return device;
    }

    private void readLedgers(Collection<String> userIds) {
        query("select l.userId, l.state from LedgerEntity l where l.realmId = :realmId and l.userId in (:ids)", userIds)
                .setParameter("realmId", realm.getId())
                .getResultList()
                .forEach(row -> ledgers.put((String) row[0], (String) row[1]));
    }

    private TypedQuery<Object[]> query(String query, Collection<String> userIds) {
        return session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .createQuery(query, Object[].class)
                .setParameter("ids", userIds)
                .setFlushMode(FlushModeType.COMMIT)
                .setHint("org.hibernate.fetchSize", 10_000);
    }
}
