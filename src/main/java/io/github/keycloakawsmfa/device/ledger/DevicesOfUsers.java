package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.otp.BuiltInOtp;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.internals.CredentialTable;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * The devices of many users, with what the ledger says of them, and when their passwords were set: by one statement for
 * each table. No secret is read.
 */
public final class DevicesOfUsers {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Map<String, List<CredentialModel>> rows = new HashMap<>();
    private final Map<String, String> ledgers = new HashMap<>();
    private final Map<String, Long> passwordDates = new HashMap<>();
    private final Map<String, Integer> builtInOtp = new HashMap<>();

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

    /** When the user's password was set; empty if Keycloak stores none. */
    public Optional<Instant> passwordSetAt(String userId) {
        return Optional.ofNullable(passwordDates.get(userId)).map(Instant::ofEpochMilli);
    }

    /** How many one-time codes of Keycloak's own the user has. */
    public int builtInOtp(String userId) {
        return builtInOtp.getOrDefault(userId, 0);
    }

    private void readDevices(Collection<String> userIds) {
        userIds.stream().map(CredentialTable::of).distinct().forEach(table -> {
            String user = table.userId();
            query(
                            "select " + user + ", c.id, c.type, c.userLabel, c.createdDate, c.credentialData from "
                                    + table.entity()
                                    + " c where " + user
                                    + " in (:ids) and c.type in (:types) order by c.priority, c.id",
                            userIds)
                    .setParameter(
                            "types", List.of(VirtualMfaDevice.TYPE, PasswordCredentialModel.TYPE, BuiltInOtp.TYPE))
                    .getResultList()
                    .forEach(this::add);
        });
    }

    private void add(Object[] row) {
        String userId = (String) row[0];
        if (VirtualMfaDevice.TYPE.equals(row[2])) {
            rows.computeIfAbsent(userId, id -> new ArrayList<>()).add(device(row));
        } else if (BuiltInOtp.TYPE.equals(row[2])) {
            builtInOtp.merge(userId, 1, Integer::sum);
        } else if (row[4] != null) {
            passwordDates.merge(userId, (Long) row[4], Math::max);
        }
    }

    private static CredentialModel device(Object[] row) {
        CredentialModel device = new CredentialModel();
        device.setId((String) row[1]);
        device.setType(VirtualMfaDevice.TYPE);
        device.setUserLabel((String) row[3]);
        device.setCreatedDate((Long) row[4]);
        device.setCredentialData((String) row[5]);
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
