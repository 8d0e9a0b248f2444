package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.database.HeldConnection;
import io.github.keycloakawsmfa.device.otp.BuiltInOtp;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.internals.CredentialTable;
import io.github.keycloakawsmfa.internals.KeycloakTables;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.TypedQuery;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.KeycloakSession;

/**
 * A user's credential rows of our type, and the ledger row beside them, by scalar queries: these bypass what the
 * session has loaded, and {@code FlushModeType.COMMIT} writes nothing before them. So they are as fresh as in a
 * transaction of their own, and take no second connection. Never through {@code user.credentialManager()}, whose
 * answers for a cached user are old (26.7.3, infinispan UserAdapter).
 */
final class CommittedRows {

    /** What is read from one of Keycloak's tables. */
    private record Statements(String devices, String devicesAndLedger, String ledgerLocked) {

        private static final Map<CredentialTable, Statements> BY_TABLE =
                Arrays.stream(CredentialTable.values()).collect(Collectors.toMap(table -> table, Statements::on));

        static Statements of(String userId) {
            return BY_TABLE.get(CredentialTable.of(userId));
        }

        private static Statements on(CredentialTable table) {
            String columns = "select c.id, %s, c.userLabel, c.createdDate, c.secretData, c.credentialData"
                    .formatted(table.userId());
            String condition = table.userId() + " = :userId and c.type = :type";
            String order = " order by c.priority, c.id";
            return new Statements(
                    columns + " from " + table.entity() + " c where " + condition + order,
                    // From the realm's row, which always exists: a user may have devices but no ledger row, or the
                    // other
                    // way round.
                    columns + ", l.realmId, l.userId, l.state from " + KeycloakTables.REALM + " r"
                            + " left join " + table.entity() + " c on " + condition
                            + " left join LedgerEntity l on l.realmId = r.id and l.userId = :userId"
                            + " where r.id = :realmId" + order,
                    // Hibernate (7.1 to 7.4) has no query that reads several things and locks one of them.
                    "select c.ID, c.USER_ID, c.USER_LABEL, c.CREATED_DATE, c.SECRET_DATA, c.CREDENTIAL_DATA,"
                            + " l.REALM_ID, l.USER_ID as OWNER, l.LEDGER_STATE from {h-schema}VIRTUAL_MFA_LEDGER l"
                            + " left join {h-schema}" + table.table() + " c on c.USER_ID = :userId and c.TYPE = :type"
                            + " where l.REALM_ID = :realmId and l.USER_ID = :userId"
                            + " order by c.PRIORITY, c.ID for no key update of l skip locked");
        }
    }

    private static final int LEDGER = 6;
    private static final int STATE = 8;

    private final KeycloakSession session;
    private final String userId;

    CommittedRows(KeycloakSession session, String userId) {
        this.session = session;
        this.userId = userId;
    }

    /** In the order in which they were assigned; empty for a user whom this session does not see (yet). */
    List<CredentialModel> devices() {
        return devices(query(Statements.of(userId).devices()).getResultList());
    }

    /** Keycloak's own one-time codes, likewise. */
    List<CredentialModel> builtInOtp() {
        List<CredentialModel> rows = devices(query(Statements.of(userId).devices())
                .setParameter("type", BuiltInOtp.TYPE)
                .getResultList());
        rows.forEach(row -> row.setType(BuiltInOtp.TYPE));
        return rows;
    }

    /** A locked ledger row, and the devices beside it when the statement that locked it began. */
    record Locked(String state, List<CredentialModel> devices) {}

    /**
     * In PostgreSQL's SQL: locks the ledger row if no other transaction has it, and reads the devices in the same
     * statement. If the ledger row was changed since the statement began, PostgreSQL reads that row again, and only
     * that one (documentation, section 13.2.1): so the devices are to be compared with those that the ledger knows.
     *
     * @return empty if another transaction has the lock, or if there is no row
     */
    Optional<Locked> lockIfFree(String realmId) {
        List<Object[]> rows = prepared(HeldConnection.hibernate(session)
                        .createNativeQuery(Statements.of(userId).ledgerLocked(), Object[].class))
                .setParameter("realmId", realmId)
                .getResultList();
        return rows.stream().findFirst().map(row -> new Locked(ownState(realmId, row), devices(rows)));
    }

    /**
     * Devices and ledger, as one statement has read them.
     *
     * @param ledger the text of the ledger's row, empty if there is no row; throws {@link LedgerUnreadableException} if the
     *     database has another user's row in its place
     */
    record Read(List<CredentialModel> devices, Supplier<Optional<String>> ledger) {}

    Read devicesAndLedger(String realmId) {
        List<Object[]> rows = query(Statements.of(userId).devicesAndLedger())
                .setParameter("realmId", realmId)
                .getResultList();
        Optional<Object[]> ledger = rows.stream().findFirst().filter(row -> row[LEDGER] != null);
        return new Read(devices(rows), () -> ledger.map(row -> ownState(realmId, row)));
    }

    private String ownState(String realmId, Object[] row) {
        LedgerEntity.requireOwn(
                new LedgerEntity.Key(realmId, userId),
                new LedgerEntity.Key((String) row[LEDGER], (String) row[LEDGER + 1]));
        return (String) row[STATE];
    }

    private TypedQuery<Object[]> query(String query) {
        return prepared(entityManager().createQuery(query, Object[].class));
    }

    private EntityManager entityManager() {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    private TypedQuery<Object[]> prepared(TypedQuery<Object[]> query) {
        return query.setFlushMode(FlushModeType.COMMIT)
                .setParameter("userId", userId)
                .setParameter("type", VirtualMfaDevice.TYPE);
    }

    private List<CredentialModel> devices(List<Object[]> rows) {
        // The database may return the rows of another user whose id it considers equal: see LedgerEntity.isOf.
        return rows.stream()
                .filter(row -> row[0] != null && userId.equals(row[1]))
                .map(CommittedRows::device)
                .toList();
    }

    private static CredentialModel device(Object[] row) {
        CredentialModel device = new CredentialModel();
        device.setId((String) row[0]);
        device.setType(VirtualMfaDevice.TYPE);
        device.setUserLabel((String) row[2]);
        device.setCreatedDate((Long) row[3]);
        device.setSecretData((String) row[4]);
        device.setCredentialData((String) row[5]);
        return device;
    }
}
