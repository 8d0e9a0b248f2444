package io.github.keycloakawsmfa.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.demo.KeycloakAdmin.Reply;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The demo's realm: made once, then kept; what is missing is added at every start. */
final class DemoRealm {

    static final String NAME = "demo";

    private static final String CLIENT = "urn:amazon:webservices";
    private static final String ACCOUNT = "123456789012";

    /** Of the service account that manages devices by AWS's command line, as words.txt says. */
    private static final String IAM_CLIENT = "aws-iam";

    private static final String IAM_SECRET = "demo";

    private final KeycloakAdmin admin;
    private final PrintStream out;

    private DemoRealm(KeycloakAdmin admin, PrintStream out) {
        this.admin = admin;
        this.out = out;
    }

    static void prepare(KeycloakAdmin admin, URI samlEndpoint, PrintStream out)
            throws DemoProblem, IOException, InterruptedException {
        DemoRealm realm = new DemoRealm(admin, out);
        realm.createUnlessThere();
        realm.user("test-admin1", "Ada", "Admin");
        realm.user("test-user1", "Uma", "User");
        realm.setUp(samlEndpoint);
        realm.assign("test-admin1", List.of("Admin", "ReadOnly"));
        realm.assign("test-user1", List.of("ReadOnly"));
        realm.serviceAccount();
    }

    private void createUnlessThere() throws DemoProblem, IOException, InterruptedException {
        if (admin.get("/" + NAME).ok()) {
            out.println(
                    "The realm \"" + NAME + "\" is there from an earlier run and is kept. (./mvnw clean forgets it.)");
            return;
        }
        out.println("Creating the realm \"" + NAME + "\" ...");
        Map<String, Object> realm = Map.of(
                "realm",
                NAME,
                "eventsEnabled",
                true,
                "adminEventsEnabled",
                true,
                "displayName",
                "AWS MFA demo",
                "enabled",
                true,
                "internationalizationEnabled",
                true,
                "supportedLocales",
                List.of("en", "ja"),
                "defaultLocale",
                "en");
        require(admin.post("", realm), "create the realm");
    }

    private void user(String name, String firstName, String lastName)
            throws DemoProblem, IOException, InterruptedException {
        Map<String, Object> user = Map.of(
                "username",
                name,
                "firstName",
                firstName,
                "lastName",
                lastName,
                "email",
                name + "@example.org",
                "emailVerified",
                true,
                "enabled",
                true,
                "credentials",
                List.of(Map.of("type", "password", "value", "demo", "temporary", false)));
        Reply reply = admin.post("/" + NAME + "/users", user);
        if (reply.status() != 409) {
            require(reply, "create the user " + name);
        }
    }

    private void setUp(URI samlEndpoint) throws DemoProblem, IOException, InterruptedException {
        out.println("Setting up AWS sign-in with MFA ...");
        Map<String, Object> body = Map.of(
                "accounts", Map.of(ACCOUNT, List.of("Admin", "ReadOnly")),
                "endpoints", List.of(samlEndpoint.toString()),
                "iamApi", true);
        require(admin.post("/" + NAME + "/aws-mfa/setup", body), "run the plugin's set-up");
        require(
                admin.post("/master/aws-mfa/setup?confirm=master", Map.of("adminPage", true)),
                "switch on the page for administrators");
    }

    private void assign(String userName, List<String> roleNames) throws DemoProblem, IOException, InterruptedException {
        String client =
                id("/clients?clientId=" + URLEncoder.encode(CLIENT, StandardCharsets.UTF_8), "client " + CLIENT);
        String user = id("/users?exact=true&username=" + userName, "user " + userName);
        List<JsonNode> roles = new ArrayList<>();
        for (String roleName : roleNames) {
            String role = URLEncoder.encode(ACCOUNT + "/" + roleName, StandardCharsets.UTF_8);
            // By search: a slash in a role's name, even encoded, is refused in a path.
            Reply found = admin.get("/" + NAME + "/clients/" + client + "/roles?search=" + role);
            require(found, "find the role " + roleName);
            for (JsonNode candidate : found.body()) {
                if (candidate.path("name").asText().equals(ACCOUNT + "/" + roleName)) {
                    roles.add(candidate);
                }
            }
        }
        if (roles.size() != roleNames.size()) {
            throw new DemoProblem("The set-up did not make the AWS roles " + roleNames + ".");
        }
        require(
                admin.post("/" + NAME + "/users/" + user + "/role-mappings/clients/" + client, roles),
                "give roles to " + userName);
    }

    private void serviceAccount() throws DemoProblem, IOException, InterruptedException {
        Map<String, Object> client = Map.of(
                "clientId",
                IAM_CLIENT,
                "secret",
                IAM_SECRET,
                "serviceAccountsEnabled",
                true,
                "standardFlowEnabled",
                false);
        Reply reply = admin.post("/" + NAME + "/clients", client);
        if (reply.status() != 409) {
            require(reply, "create the client " + IAM_CLIENT);
        }
        String user =
                id("/users?exact=true&username=service-account-" + IAM_CLIENT, "service account of " + IAM_CLIENT);
        String management = id("/clients?clientId=realm-management", "client realm-management");
        Reply role = admin.get("/" + NAME + "/clients/" + management + "/roles/manage-users");
        require(role, "find the role manage-users");
        require(
                admin.post(
                        "/" + NAME + "/users/" + user + "/role-mappings/clients/" + management, List.of(role.body())),
                "give a role to the client " + IAM_CLIENT);
    }

    private String id(String query, String what) throws DemoProblem, IOException, InterruptedException {
        Reply reply = admin.get("/" + NAME + query);
        require(reply, "find the " + what);
        if (reply.body().size() != 1) {
            throw new DemoProblem("There is no " + what + " in the realm \"" + NAME + "\".");
        }
        return reply.body().get(0).path("id").asText();
    }

    private static void require(Reply reply, String what) throws DemoProblem {
        if (!reply.ok()) {
            String said = reply.body().isMissingNode() ? "" : ": " + reply.body();
            throw new DemoProblem("Keycloak could not %s (HTTP status %d%s).".formatted(what, reply.status(), said));
        }
    }
}
