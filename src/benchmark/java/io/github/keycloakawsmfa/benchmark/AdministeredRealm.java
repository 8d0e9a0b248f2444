package io.github.keycloakawsmfa.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Database;
import io.github.keycloakawsmfa.fixture.MeasuredServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A realm as a company has it: of its users 30 % have no device, each is in one of 50 groups, and the groups have 200 AWS
 * roles between them.
 */
final class AdministeredRealm implements AutoCloseable {

    static final int GROUPS = 50;
    static final int ROLES = 200;

    private static final String HEAP = "512m";
    private static final int ROLES_OF_ACCOUNT = 5;
    private static final int ROLES_OF_GROUP = 8;

    private final MeasuredServer server;
    private final AdminApi admin;

    private AdministeredRealm(MeasuredServer server, AdminApi admin) {
        this.server = server;
        this.admin = admin;
    }

    static AdministeredRealm with(int users) {
        MeasuredServer server = MeasuredServer.with(HEAP).start();
        DatabaseMeter.withoutVacuum(server.database());
        MeasuredRealm realm = MeasuredRealm.on(server);
        AdminApi admin = realm.admin();
        List<String> roles = roles(admin);
        List<String> groups = IntStream.range(0, GROUPS)
                .mapToObj(i -> admin.create("/groups", Map.of("name", "group-" + i)))
                .toList();
        realm.seed(server.database(), users);
        String realmId = admin.get("").get("id").asText();
        relate(server.database(), realmId, groups, roles);
        DatabaseMeter.vacuum(server.database());
        return new AdministeredRealm(server, admin);
    }

    /** @return the internal ids of the AWS roles */
    private static List<String> roles(AdminApi admin) {
        Map<String, List<String>> accounts = new TreeMap<>();
        for (int i = 0; i < ROLES; i++) {
            accounts.computeIfAbsent(
                            "%012d".formatted(200_000_000_000L + i / ROLES_OF_ACCOUNT), id -> new ArrayList<>())
                    .add("Role" + i);
        }
        admin.post("/aws-mfa/setup", Map.of("accounts", accounts));
        String client = awsClient(admin);
        List<String> ids = new ArrayList<>();
        for (JsonNode role : admin.get("/clients/" + client + "/roles?max=1000")) {
            if (role.get("name").asText().contains("/Role")) {
                ids.add(role.get("id").asText());
            }
        }
        return ids;
    }

    private static void relate(Database database, String realmId, List<String> groups, List<String> roles) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create temporary table lacking as select id from user_entity where realm_id = '"
                    + realmId + "' and abs(hashtext(id)) % 10 < 3");
            statement.execute(
                    "delete from credential where type = 'virtual-mfa' and user_id in (select id from lacking)");
            statement.execute("delete from virtual_mfa_ledger where user_id in (select id from lacking)");
            statement.execute("insert into user_group_membership (group_id, user_id, membership_type)"
                    + " select (array['" + String.join("','", groups) + "'])[1 + abs(hashtext(username)) % "
                    + groups.size() + "], id, 'UNMANAGED' from user_entity where realm_id = '" + realmId + "'");
            for (int i = 0; i < groups.size(); i++) {
                for (int j = 0; j < ROLES_OF_GROUP; j++) {
                    statement.execute("insert into group_role_mapping (group_id, role_id) values ('" + groups.get(i)
                            + "', '" + roles.get((i * ROLES_OF_GROUP + j) % roles.size()) + "')");
                }
            }
            statement.execute("analyze");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    MeasuredServer server() {
        return server;
    }

    AdminApi admin() {
        return admin;
    }

    /** The internal id of AWS's client. */
    String awsClient() {
        return awsClient(admin);
    }

    private static String awsClient(AdminApi admin) {
        return admin.get("/clients?clientId=urn:amazon:webservices")
                .get(0)
                .get("id")
                .asText();
    }

    @Override
    public void close() {
        server.close();
    }
}
