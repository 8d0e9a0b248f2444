package io.github.keycloakawsmfa.admin.setup;

import static io.github.keycloakawsmfa.admin.setup.SetupChanges.detail;
import static io.github.keycloakawsmfa.admin.setup.SetupChanges.lines;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.KeycloakServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Roles that AWS got from elsewhere than a client's own roles are named, with who has them, before set-up takes them away. */
class AdoptedRolesIT {
    private static final KeycloakServer SERVER = KeycloakServer.shared();
    private static final String RUN = Long.toString(ProcessHandle.current().pid(), 36);
    private static final String SETUP = "/aws-mfa/setup";
    private static final String CLIENT_ID = "urn:amazon:webservices";
    private static final String ROLE = "https://aws.amazon.com/SAML/Attributes/Role";
    private static int count;

    private AdminApi admin;
    private String realm;
    private String client;

    @BeforeEach
    void aClientOfSomebodys() {
        realm = "adopted-" + RUN + "-" + ++count;
        SERVER.admin().createRealm(Map.of("realm", realm, "enabled", true));
        admin = SERVER.admin().realm(realm);
        ObjectNode profile = (ObjectNode) admin.get("/users/profile");
        admin.put("/users/profile", profile.put("unmanagedAttributePolicy", "ADMIN_EDIT"));
        client = admin.create(
                "/clients",
                Map.of(
                        "clientId",
                        CLIENT_ID,
                        "protocol",
                        "saml",
                        "enabled",
                        true,
                        "fullScopeAllowed",
                        true,
                        "redirectUris",
                        List.of("https://signin.aws.amazon.com/saml"),
                        "attributes",
                        Map.of(
                                "saml_assertion_consumer_url_post", "https://signin.aws.amazon.com/saml",
                                // Else Keycloak makes a key for each.
                                "saml.client.signature", "false")));
    }

    @AfterEach
    void noRealmIsLeft() {
        admin.delete("");
    }

    @Test
    void fromAnAttributeOfUsersAndGroups() {
        mapper("roles", "saml-user-attribute-mapper", Map.of("attribute.name", ROLE, "user.attribute", "awsRole"));
        user("alice", pair("Admin"));
        user("bob", pair("Admin"));
        user("carol", "no role");
        admin.post(
                "/groups", Map.of("name", "aws readers", "attributes", Map.of("awsRole", List.of(pair("ReadOnly")))));

        assertThat(lost(dryRun(admin), "roles"))
                .startsWith(
                        "AWS gets from it now, and will no longer get: 2 from the attribute awsRole: " + pair("Admin")
                                + " (2 local users: alice bob); " + pair("ReadOnly")
                                + " (0 local users, 1 group: /aws readers). To keep it,")
                .contains("make client roles of these names and give them to those users and groups");
        AdminApi.Answer refused = admin.send("POST", SETUP, null);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("(2 local users: alice bob)");
        assertThat(setUp("{\"adopt\": true}")).contains("adopt aws-roles roles", "update mapper roles");
        assertThat(setUp(null)).allMatch(line -> line.startsWith("keep "));
    }

    /** Whoever may not look at users is told how many there are. */
    @Test
    void peopleAreNamedToWhoMayKnowThem() {
        mapper("roles", "saml-user-attribute-mapper", Map.of("attribute.name", ROLE, "user.attribute", "awsRole"));
        user("alice", pair("Admin"));

        assertThat(lost(dryRun(administratorOfClients()), "roles"))
                .contains("(1 local user)")
                .doesNotContain("alice");
    }

    @Test
    void fromRolesOfTheRealmAndOfOtherClients() {
        mapper("list", "saml-role-list-mapper", Map.of("attribute.name", ROLE, "single", "true"));
        admin.post("/roles", Map.of("name", pair("Realm")));
        admin.post("/roles", Map.of("name", "an ordinary role"));
        // Of one that signs its requests Keycloak would make a key.
        String other = admin.create(
                "/clients",
                Map.of(
                        "clientId",
                        "other",
                        "protocol",
                        "saml",
                        "attributes",
                        Map.of("saml.client.signature", "false")));
        admin.post("/clients/" + other + "/roles", Map.of("name", pair("Other")));

        assertThat(lost(dryRun(admin), "list"))
                .contains("2 of the realm's or other clients' roles: " + pair("Other") + "; " + pair("Realm") + ".")
                .doesNotContain("ordinary");
    }

    @Test
    void fromScopeMappingsWhereFullScopeIsOff() {
        mapper("list", "saml-role-list-mapper", Map.of("attribute.name", ROLE, "single", "true"));
        admin.put("/clients/" + client, ((ObjectNode) admin.get("/clients/" + client)).put("fullScopeAllowed", false));
        admin.post("/roles", Map.of("name", pair("Mapped")));
        admin.post("/roles", Map.of("name", pair("Unmapped")));
        admin.post(
                "/clients/" + client + "/scope-mappings/realm",
                AdminApi.JSON.createArrayNode().add(admin.get("/roles/" + encoded(pair("Mapped")))));

        assertThat(lost(dryRun(admin), "list")).contains(pair("Mapped")).doesNotContain("Unmapped");
    }

    /** Keycloak resolves composites before it looks at the scope; the gate knows roles of the client only. */
    @Test
    void fromCompositesOfTheClientsOwnRoles() {
        mapper("list", "saml-role-list-mapper", Map.of("attribute.name", ROLE, "single", "true"));
        admin.put("/clients/" + client, ((ObjectNode) admin.get("/clients/" + client)).put("fullScopeAllowed", false));
        admin.post("/roles", Map.of("name", pair("Bundled")));
        admin.post("/clients/" + client + "/roles", Map.of("name", "team"));
        admin.post(
                "/clients/" + client + "/roles/team/composites",
                AdminApi.JSON.createArrayNode().add(admin.get("/roles/" + encoded(pair("Bundled")))));

        assertThat(lost(dryRun(admin), "list")).contains(pair("Bundled"));
    }

    /** The mark alone is an administrator's own: set-up has never seen the client. */
    @Test
    void ofAClientThatIsOnlyMarked() {
        mapper(
                "for all",
                "saml-hardcode-attribute-mapper",
                Map.of("attribute.name", ROLE, "attribute.value", pair("A")));
        ObjectNode marked = (ObjectNode) admin.get("/clients/" + client);
        marked.withObject("/attributes").put("aws-mfa.guarded", "true");
        admin.put("/clients/" + client, marked);

        AdminApi.Answer refused = admin.send("POST", SETUP, null);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains(pair("A") + " (everybody)");
    }

    /** No SAML sign-in gets an optional scope: what it would write AWS never got. */
    @Test
    void notFromOptionalScopes() {
        String scope = admin.create(
                "/client-scopes",
                Map.of(
                        "name", "optional",
                        "protocol", "saml",
                        "protocolMappers",
                                List.of(
                                        model(
                                                "never",
                                                "saml-hardcode-attribute-mapper",
                                                Map.of("attribute.name", ROLE, "attribute.value", pair("A"))),
                                        model(
                                                "name",
                                                "saml-user-property-mapper",
                                                Map.of(
                                                        "attribute.name",
                                                        ROLE + "SessionName",
                                                        "user.attribute",
                                                        "username")))));
        admin.put("/clients/" + client + "/optional-client-scopes/" + scope, Map.of());

        assertThat(lines(dryRun(admin)))
                .contains("create mapper RoleSessionName")
                .noneMatch(line -> line.contains(" aws-roles "));
    }

    /** Such a list is a session tag, and none of the gate's business. */
    @Test
    void notARoleListUnderAnotherNameOfAws() {
        mapper(
                "tag",
                "saml-role-list-mapper",
                Map.of(
                        "attribute.name",
                        "https://aws.amazon.com/SAML/Attributes/PrincipalTag:roles",
                        "single",
                        "true"));

        assertThat(lines(dryRun(admin))).noneMatch(line -> line.endsWith(" mapper tag"));
    }

    @Test
    void fromRolesUnderAnotherName() {
        mapper("list", "saml-role-list-mapper", Map.of("attribute.name", ROLE, "single", "true"));
        mapper(
                "renamed",
                "saml-role-name-mapper",
                Map.of("role", CLIENT_ID + ".admins", "new.role.name", pair("Admin")));
        mapper(
                "as good",
                "saml-role-name-mapper",
                Map.of("role", CLIENT_ID + "." + pair("B"), "new.role.name", pair("B")));
        admin.post("/clients/" + client + "/roles", Map.of("name", "admins"));
        admin.post("/clients/" + client + "/roles", Map.of("name", pair("B")));

        JsonNode dry = dryRun(admin);
        assertThat(lost(dry, "renamed"))
                .contains(pair("Admin") + " (those who have the role " + CLIENT_ID + ".admins)")
                .contains("rename the role itself to that");
        assertThat(lines(dry)).doesNotContain("adopt aws-roles as good");
        assertThat(detail(dry, CLIENT_ID, "client"))
                .contains("keeps its AWS roles (1) and who has them; 1 of its roles do not have names of AWS roles");
    }

    @Test
    void whatEverybodyGets() {
        mapper("list", "saml-role-list-mapper", Map.of("attribute.name", ROLE, "single", "true"));
        mapper("for all", "saml-hardcode-role-mapper", Map.of("role", pair("All")));
        mapper(
                "written",
                "saml-hardcode-attribute-mapper",
                Map.of("attribute.name", ROLE, "attribute.value", pair("Written")));

        JsonNode dry = dryRun(admin);
        assertThat(lost(dry, "for all")).contains(pair("All") + " (everybody)");
        assertThat(lost(dry, "written")).contains(pair("Written") + " (everybody)");
    }

    @Test
    void whatNobodyCanCount() {
        mapper("groups", "saml-group-membership-mapper", Map.of("attribute.name", ROLE, "full.path", "false"));
        mapper("note", "saml-user-session-note-mapper", Map.of("attribute.name", ROLE, "note", "roles"));

        JsonNode dry = dryRun(admin);
        assertThat(lost(dry, "groups")).contains("the names of the user's groups, which nobody can count");
        assertThat(lost(dry, "note")).contains("saml-user-session-note-mapper");
    }

    /** AWS minds case and blanks, and never read those. */
    @Test
    void whatAwsNeverReadIsNotLost() {
        mapper(
                "lower",
                "saml-hardcode-attribute-mapper",
                Map.of("attribute.name", ROLE.toLowerCase(Locale.ROOT), "attribute.value", pair("A")));
        mapper("no pair", "saml-hardcode-attribute-mapper", Map.of("attribute.name", ROLE, "attribute.value", "Admin"));

        assertThat(lines(dryRun(admin))).noneMatch(line -> line.contains(" aws-roles "));
    }

    @Test
    void whatGoesWithAScopeIsNamed() {
        String scope = admin.create(
                "/client-scopes",
                Map.of(
                        "name", "aws-scope",
                        "protocol", "saml",
                        "protocolMappers",
                                List.of(
                                        model("list", "saml-role-list-mapper", Map.of("attribute.name", ROLE)),
                                        model(
                                                "department",
                                                "saml-user-attribute-mapper",
                                                Map.of(
                                                        "attribute.name",
                                                        "department",
                                                        "user.attribute",
                                                        "department")))));
        admin.put("/clients/" + client + "/default-client-scopes/" + scope, Map.of());

        assertThat(detail(dryRun(admin), "aws-scope", "client-scope"))
                .contains("What else it brings goes with it: department");
    }

    @Test
    void whatPassesForEvidenceIsNamedAndFound() {
        mapper(
                "assurance",
                "saml-hardcode-attribute-mapper",
                Map.of("attribute.name", "urn:oid:1.3.6.1.4.1.5923.1.1.1.11", "attribute.value", "low"));
        mapper(
                "tag",
                "saml-hardcode-attribute-mapper",
                Map.of(
                        "attribute.name",
                        "https://aws.amazon.com/SAML/Attributes/PrincipalTag:mfa-level",
                        "attribute.value",
                        "2"));

        assertThat(lines(dryRun(admin))).contains("adopt aws-attribute assurance", "adopt aws-attribute tag");
        setUp("{\"adopt\": true}");
        assertThat(found("evidence-foreign"))
                .containsExactlyInAnyOrder(
                        "client " + CLIENT_ID + ", mapper assurance", "client " + CLIENT_ID + ", mapper tag");
    }

    /** Of Identity Center the NameID is the user: a mapper that writes another one keeps everybody out. */
    @Test
    void aNameIdThatTheGateRefusesIsNamedAndFound() {
        String id = "https://eu-west-1.signin.aws.amazon.com/platform/saml/d-1234567890";
        String body = "{\"clientId\": \"" + id
                + "\", \"endpoints\": [\"https://eu-west-1.signin.aws.amazon.com/platform/saml/acs/1\"]}";
        assertThat(admin.send("POST", SETUP, body).status()).isEqualTo(200);
        String center =
                admin.get("/clients?clientId=" + encoded(id)).get(0).get("id").asText();
        String mappers = "/clients/" + center + "/protocol-mappers/models";
        Map<String, String> config =
                Map.of("mapper.nameid.format", "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress");
        admin.post(mappers, model("harmless", "saml-user-attribute-nameid-mapper", with(config, "email")));
        assertThat(found("name-id-foreign")).isEmpty();
        admin.post(mappers, model("number", "saml-user-attribute-nameid-mapper", with(config, "employee")));

        assertThat(found("name-id-foreign")).containsExactly("client " + id + ", mapper number");
        assertThat(detail(admin.send("POST", SETUP, body).json(), "number", "mapper"))
                .contains("decides the NameID");
    }

    private static Map<String, String> with(Map<String, String> config, String attribute) {
        Map<String, String> more = new HashMap<>(config);
        more.put("user.attribute", attribute);
        return more;
    }

    private List<String> found(String id) {
        List<String> where = new ArrayList<>();
        admin.get("/aws-mfa/check").get("findings").forEach(finding -> {
            if (finding.get("id").asText().equals(id)) {
                where.add(finding.get("where").asText());
            }
        });
        return where;
    }

    private static String pair(String role) {
        return "arn:aws:iam::123456789012:role/" + role + ",arn:aws:iam::123456789012:saml-provider/corp";
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    private void user(String name, String role) {
        admin.post("/users", Map.of("username", name, "enabled", true, "attributes", Map.of("awsRole", List.of(role))));
    }

    private void mapper(String name, String provider, Map<String, String> config) {
        admin.post("/clients/" + client + "/protocol-mappers/models", model(name, provider, config));
    }

    private static Map<String, Object> model(String name, String provider, Map<String, String> config) {
        return Map.of("name", name, "protocol", "saml", "protocolMapper", provider, "config", config);
    }

    private AdminApi administratorOfClients() {
        String id = admin.create(
                "/users",
                Map.of(
                        "username", "officer",
                        "enabled", true,
                        "email", "officer@example.test",
                        "firstName", "First",
                        "lastName", "Last",
                        "credentials", List.of(Map.of("type", "password", "value", "password"))));
        String management =
                admin.get("/clients?clientId=realm-management").get(0).get("id").asText();
        for (String role : List.of("manage-realm", "manage-clients")) {
            admin.post(
                    "/users/" + id + "/role-mappings/clients/" + management,
                    AdminApi.JSON.createArrayNode().add(admin.get("/clients/" + management + "/roles/" + role)));
        }
        return admin.as(realm, "officer", "password");
    }

    private static JsonNode dryRun(AdminApi caller) {
        return caller.send("POST", SETUP + "?dryRun=true", null).json();
    }

    private List<String> setUp(String body) {
        AdminApi.Answer answer = admin.send("POST", SETUP, body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return lines(answer.json());
    }

    private static String lost(JsonNode answer, String mapper) {
        return detail(answer, mapper, "aws-roles");
    }
}
