package io.github.keycloakawsmfa.admin.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.admin.Admins;
import io.github.keycloakawsmfa.admin.devices.OwnTokens;
import io.github.keycloakawsmfa.admin.devices.Unassigned;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask the check, and what. */
@DisplayName("The check's calls")
class CheckRightsIT {

    private static final String CHECK = "/aws-mfa/check";
    private static final String FIX = "/aws-mfa/check/fix";

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static final CheckCalls check = CheckCalls.of(realm);

    @BeforeAll
    static void setUp() {
        check.setUp();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "view-realm",
                "manage-realm",
                "view-clients",
                "manage-clients",
                "view-users,manage-users,view-events,impersonation",
                "view-clients,query-realms,view-users,view-events"
            })
    void whoMayNotViewBothRealmAndClientsIsRefused(String roles) {
        AdminApi caller = Admins.with(realm, roles.split(","));

        assertThat(caller.send("GET", CHECK, null).status()).isEqualTo(403);
        assertThat(caller.send("GET", CHECK + "?nonsense=1", null).status()).isEqualTo(403);
        assertThat(caller.send("POST", FIX + "?dryRun=true", null).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "view-realm,view-clients",
                "manage-realm,view-clients",
                "view-realm,manage-clients",
                "view-realm,view-clients,manage-users"
            })
    void whoMayViewBothMayLookAndNotFix(String roles) {
        AdminApi caller = Admins.with(realm, roles.split(","));

        assertThat(caller.send("GET", CHECK, null).status()).isEqualTo(200);
        assertThat(caller.send("POST", FIX, null).status()).isEqualTo(403);
        assertThat(caller.send("POST", FIX + "?dryRun=true", null).status()).isEqualTo(403);
    }

    @Test
    void whoMayManageBothMayFix() {
        AdminApi caller = Admins.with(realm, "manage-realm", "manage-clients");

        assertThat(caller.send("GET", CHECK, null).status()).isEqualTo(200);
        assertThat(caller.send("POST", FIX, null).status()).isEqualTo(200);
        assertThat(caller.send("POST", FIX, Map.of()).status()).isEqualTo(200);
    }

    /** As Terraform or a pipeline would. */
    @Test
    void aServiceAccountAsksAsAnybodyWithItsRoles() {
        String uuid = realm.client(client ->
                client.put("clientId", "pipeline").put("secret", "pipeline").put("serviceAccountsEnabled", true));
        realm.mayCallAdminApi(uuid);
        JsonNode account = realm.admin().get("/clients/" + uuid + "/service-account-user");
        realm.grant(
                new TestUser(account.get("id").asText(), account.get("username").asText(), null),
                realm.clientUuid("realm-management"),
                "manage-realm",
                "manage-clients");
        AdminApi pipeline = realm.admin()
                .bearing(new OwnTokens(realm, "pipeline")
                        .token(Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                "pipeline",
                                "client_secret",
                                "pipeline")));

        assertThat(pipeline.send("GET", CHECK, null).status()).isEqualTo(200);
        assertThat(pipeline.send("POST", "/aws-mfa/setup?dryRun=true", null).status())
                .isEqualTo(200);
        assertThat(pipeline.send("GET", Unassigned.devices(realm.user("of-no-concern")), null)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void theAdministratorOfAnotherRealmIsRefused() {
        AdminApi stranger = Admins.of(realm, "master", "manage-realm", "manage-clients");

        assertThat(stranger.send("GET", CHECK, null).status()).isEqualTo(403);
        assertThat(stranger.send("POST", FIX, null).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"?device=1", "?devices=", "?devices=-1", "?devices=100001", "?devices=1&devices=2", "?id=ecp-on"
            })
    void aLookThatCannotBeMeantIsRefused(String query) {
        refuses(realm.admin().send("GET", CHECK + query, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?dryrun=true", "?dryRun=yes", "?id=ecp", "?id=", "?id=ecp-on&id=full-scope"})
    void aFixThatCannotBeMeantIsRefusedAndChangesNothing(String query) {
        check.attribute("saml.allow.ecp.flow", "true");

        refuses(realm.admin().send("POST", FIX + query, null));
        refuses(realm.admin().send("POST", FIX, Map.of("id", "ecp-on")));
        assertThat(check.problems()).contains("ecp-on");
    }

    /** Nothing is known of what was wanted there: set-up is the call that says it. */
    @Test
    void aRealmThatSetUpHasNeverSeenIsLeftAlone() {
        String name = realm.name() + "-untouched";
        realm.server().admin().createRealm(Map.of("realm", name, "enabled", true));
        AdminApi admin = realm.server().admin().realm(name);
        try {
            assertThat(CheckCalls.ids(admin.get(CHECK).get("findings"))).contains("not-set-up", "brute-force-off");
            admin.post(
                    "/clients",
                    Map.of(
                            "clientId",
                            "urn:amazon:webservices",
                            "protocol",
                            "saml",
                            "redirectUris",
                            List.of("https://signin.aws.amazon.com/*")));
            String before =
                    admin.post("/partial-export?exportClients=true", null).toString();

            assertThat(CheckCalls.problems(admin.get(CHECK).get("findings")))
                    .containsExactly("aws-client-not-set-up", "brute-force-off");
            assertThat(admin.post(FIX, null).get("done")).isEmpty();
            assertThat(admin.post("/partial-export?exportClients=true", null)).hasToString(before);
            assertThat(admin.get("/components?type=org.keycloak.keys.KeyProvider")
                            .toString())
                    .as("a look makes no key")
                    .doesNotContain("virtual-mfa");
        } finally {
            admin.delete("");
        }
    }

    private static void refuses(AdminApi.Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().get("errorMessage").asText()).isNotBlank();
    }
}
