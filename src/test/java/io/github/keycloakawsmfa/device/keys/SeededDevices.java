package io.github.keycloakawsmfa.device.keys;

import io.github.keycloakawsmfa.device.ledger.DeviceClock;
import io.github.keycloakawsmfa.device.ledger.LedgerJson;
import io.github.keycloakawsmfa.device.ledger.LedgerState;
import io.github.keycloakawsmfa.device.seal.MasterKey;
import io.github.keycloakawsmfa.device.seal.SealedDevice;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.fixture.Database;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestUser;
import io.github.keycloakawsmfa.totp.TotpParameters;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.keycloak.common.util.Base64Url;
import org.keycloak.credential.CredentialModel;

/**
 * Users of a realm on PostgreSQL, each with one device that opens and a ledger's row, put straight into its tables: a
 * hundred thousand in seconds. They have the password and the roles of one that is there.
 *
 * <pre>{@code
 * List<SeededDevices.Owner> owners = SeededDevices.in(cluster.database(), realmId, realm.user("template")).load(20_000);
 * }</pre>
 *
 * The realm must have been set up, so that it has a key of its own.
 */
public final class SeededDevices {

    /** One of them; the password is that of the template. */
    public record Owner(TestUser user, Phone phone) {}

    private interface Insert {

        void into(Connection connection, Rows rows) throws SQLException;
    }

    /** Columns of a batch. */
    private record Rows(
            String[] users,
            String[] names,
            String[] devices,
            String[] secretData,
            String[] credentialData,
            String[] states) {

        Rows(int count) {
            this(
                    new String[count],
                    new String[count],
                    new String[count],
                    new String[count],
                    new String[count],
                    new String[count]);
        }

        static Rows of(List<Owner> owners, MasterKey key, String realmId) {
            Rows rows = new Rows(owners.size());
            for (int i = 0; i < owners.size(); i++) {
                rows.put(i, owners.get(i), key, realmId);
            }
            return rows;
        }

        private void put(int i, Owner owner, MasterKey key, String realmId) {
            users[i] = owner.user().id();
            names[i] = owner.user().username();
            devices[i] = UUID.randomUUID().toString();
            VirtualMfaDevice device = new VirtualMfaDevice(
                    devices[i],
                    "phone",
                    TotpParameters.AUTHENTICATOR_APP,
                    TotpSecret.of(owner.phone().key()),
                    Instant.now(),
                    0);
            CredentialModel sealed = SealedDevice.seal(key, realmId, users[i], device);
            secretData[i] = sealed.getSecretData();
            credentialData[i] = sealed.getCredentialData();
            // Nothing is spent yet: the code of this very step is good.
            states[i] = LedgerJson.write(LedgerState.EMPTY.withDevice(devices[i], new DeviceClock(0, 0, 0)));
        }
    }

    private static final int BATCH = 5000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final String USERS =
            "insert into user_entity (id, username, email, email_constraint, email_verified,"
                    + " enabled, first_name, last_name, realm_id, created_timestamp)"
                    + " select id, name, name || '@example.test', name || '@example.test', true, true, 'First', 'Last', ?, ?"
                    + " from unnest(?, ?) as seeded (id, name)";
    private static final String DEVICES =
            "insert into credential (id, type, user_id, created_date, user_label, priority,"
                    + " secret_data, credential_data) select id, '" + VirtualMfaDevice.TYPE
                    + "', owner, ?, 'phone', 20,"
                    + " secret_data, credential_data from unnest(?, ?, ?, ?) as seeded (id, owner, secret_data, credential_data)";
    private static final String FEDERATED = "insert into fed_user_credential (id, type, user_id, realm_id,"
            + " storage_provider_id, created_date, user_label, priority, secret_data, credential_data)"
            + " select id, '" + VirtualMfaDevice.TYPE
            + "', owner, ?, 'seeded', ?, 'phone', 20, secret_data, credential_data"
            + " from unnest(?, ?, ?, ?) as seeded (id, owner, secret_data, credential_data)";
    private static final String LEDGER = "insert into virtual_mfa_ledger (realm_id, user_id, ledger_state)"
            + " select ?, owner, state from unnest(?, ?) as seeded (owner, state)";
    private static final String PASSWORDS = "insert into credential (id, type, user_id, created_date, priority,"
            + " secret_data, credential_data) select gen_random_uuid()::text, type, owner, created_date, priority,"
            + " secret_data, credential_data from credential, unnest(?) as owner"
            + " where user_id = ? and type = 'password'";
    private static final String ROLES = "insert into user_role_mapping (role_id, user_id)"
            + " select role_id, owner from user_role_mapping, unnest(?) as owner where user_id = ?";

    private final Database database;
    private final String realmId;
    private final TestUser template;
    private final MasterKey key;

    private SeededDevices(Database database, String realmId, TestUser template, MasterKey key) {
        this.database = database;
        this.realmId = realmId;
        this.template = template;
        this.key = key;
    }

    /** Sealed under the realm's own key. */
    public static SeededDevices in(Database database, String realmId, TestUser template) {
        return new SeededDevices(database, realmId, template, ownKey(database, realmId));
    }

    /**
     * The same, but sealed under another key.
     *
     * @param keyId as envelopes name it, such as {@code vault:mfa-key-1}
     * @param secret the text of the vault's entry
     */
    public SeededDevices under(String keyId, String secret) {
        return new SeededDevices(
                database, realmId, template, new MasterKey(keyId, secret.getBytes(StandardCharsets.UTF_8)));
    }

    /** As many more users. */
    public List<Owner> load(int count) {
        return load(
                count,
                "",
                List.of("user_entity", "credential", "virtual_mfa_ledger", "user_role_mapping"),
                this::local);
    }

    /** As many users of a directory that is not there: their devices can be looked at and sealed anew, nobody signs in. */
    public List<Owner> loadFederated(int count) {
        return load(count, "f:seeded:", List.of("fed_user_credential", "virtual_mfa_ledger"), this::federated);
    }

    private List<Owner> load(int count, String prefix, List<String> tables, Insert insert) {
        List<Owner> owners = new ArrayList<>(count);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            while (owners.size() < count) {
                List<Owner> batch = owners(Math.min(BATCH, count - owners.size()), prefix);
                insert.into(connection, Rows.of(batch, key, realmId));
                owners.addAll(batch);
            }
            // As autovacuum would, a minute later.
            statement.execute("analyze " + String.join(", ", tables));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return owners;
    }

    private List<Owner> owners(int count, String prefix) {
        List<Owner> owners = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String id = prefix + UUID.randomUUID();
            Phone phone = new Phone(TotpSecret.random(RANDOM).bytes(), Duration.ZERO);
            owners.add(new Owner(new TestUser(id, "seeded-" + id, template.password()), phone));
        }
        return owners;
    }

    private void local(Connection connection, Rows rows) throws SQLException {
        long now = System.currentTimeMillis();
        run(connection, USERS, realmId, now, rows.users, rows.names);
        run(connection, DEVICES, now, rows.devices, rows.users, rows.secretData, rows.credentialData);
        run(connection, LEDGER, realmId, rows.users, rows.states);
        run(connection, PASSWORDS, rows.users, template.id());
        run(connection, ROLES, rows.users, template.id());
    }

    private void federated(Connection connection, Rows rows) throws SQLException {
        long now = System.currentTimeMillis();
        run(connection, FEDERATED, realmId, now, rows.devices, rows.users, rows.secretData, rows.credentialData);
        run(connection, LEDGER, realmId, rows.users, rows.states);
    }

    private static void run(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                Object parameter = parameters[i];
                statement.setObject(
                        i + 1,
                        parameter instanceof String[] texts ? connection.createArrayOf("text", texts) : parameter);
            }
            statement.executeUpdate();
        }
    }

    private static MasterKey ownKey(Database database, String realmId) {
        String component = UUID.nameUUIDFromBytes(("virtual-mfa " + realmId).getBytes(StandardCharsets.UTF_8))
                .toString();
        String kid = config(database, component, "kid");
        byte[] secret;
        try {
            secret = Base64Url.decode(config(database, component, "secret"));
        } catch (RuntimeException e) {
            throw new IllegalStateException("The realm's own key cannot be read", e);
        }
        return new MasterKey("realm:" + kid, secret);
    }

    private static String config(Database database, String component, String name) {
        try (Connection connection = database.connect();
                PreparedStatement query = connection.prepareStatement(
                        "select value from component_config where component_id = ? and name = ?")) {
            query.setString(1, component);
            query.setString(2, name);
            ResultSet row = query.executeQuery();
            if (!row.next()) {
                throw new IllegalStateException("The realm has no key of its own yet: set it up first");
            }
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
