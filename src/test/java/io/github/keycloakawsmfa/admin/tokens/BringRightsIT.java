package io.github.keycloakawsmfa.admin.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.admin.Admins;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The calls about hardware tokens and about moving in and back need rights:")
class BringRightsIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    @RegisterExtension
    static final TestRealm withTickets =
            TestRealm.create(json -> json.putObject("attributes").put("aws-mfa.first-device", "ticket"));

    private static TestUser user;

    @BeforeAll
    static void setUp() {
        user = realm.user("user");
        for (TestRealm each : new TestRealm[] {realm, withTickets}) {
            CardToken free = CardToken.of(each, "FREE");
            CardToken owned = CardToken.of(each, "OWNED");
            each.admin()
                    .post(
                            "/aws-mfa/tokens",
                            Map.of("file", "FREE," + free.hexKey() + ",totp\nOWNED," + owned.hexKey() + ",totp\n"));
        }
        realm.admin().send("POST", "/aws-mfa/tokens/OWNED/assign", Map.of("userId", user.id()));
        realm.change(json -> json.withObject("/attributes").put("aws-mfa.migrate-before", "2026-01-01T00:00:00Z"));
    }

    /** 400, 404 and 409 come after the rights. */
    @ParameterizedTest(name = "{0} {1} as {2}: {3}")
    @CsvSource({
        "GET,tokens,view-realm,200",
        "GET,tokens,manage-realm,200",
        "GET,tokens,manage-users,403",
        "GET,tokens,-,403",
        "GET,tokens/OWNED,view-realm,200",
        "GET,tokens/NONE,view-realm,404",
        "GET,tokens/OWNED,manage-users,403",
        "GET,tokens/NONE,-,403",
        "POST,tokens,manage-realm,400",
        "POST,tokens,view-realm,403",
        "POST,tokens,manage-users,403",
        "POST,tokens,-,403",
        "DELETE,tokens/NONE,manage-realm,404",
        "DELETE,tokens/OWNED,manage-realm,409",
        "DELETE,tokens/FREE,view-realm,403",
        "DELETE,tokens/FREE,manage-users,403",
        "POST,tokens/FREE/assign,view-users,403",
        "POST,tokens/FREE/assign,manage-realm,403",
        "POST,tokens/FREE/assign,-,403",
        "POST,tokens/OWNED/return,view-users,403",
        "POST,tokens/OWNED/return,manage-realm,403",
        "POST,tokens/OWNED/lost,view-users,403",
        "POST,tokens/OWNED/lost,-,403",
        "POST,tokens/FREE/lost,manage-users,403",
        "POST,tokens/FREE/lost,view-realm,403",
        "POST,tokens/NONE/lost,-,403",
        "POST,migration/in,manage-users,403",
        "POST,migration/in,manage-realm,403",
        "POST,migration/in,manage-realm manage-users,409",
        "POST,migration/back,manage-realm,403",
        "POST,migration/back,manage-users,403",
        "POST,migration/list,manage-realm,403",
        "POST,migration/list,manage-users,403",
        "POST,migration/list,manage-realm manage-users,400",
    })
    void byRole(String method, String call, String roles, int status) {
        Object body = method.equals("GET") || method.equals("DELETE")
                ? null
                : call.endsWith("/assign")
                        ? Map.of("userId", user.id())
                        : call.matches(".*/(in|back|return|lost)") ? null : Map.of();
        assertThat(Admins.with(realm, roles.equals("-") ? new String[0] : roles.split(" "))
                        .send(method, "/aws-mfa/" + call, body)
                        .status())
                .isEqualTo(status);
    }

    @Test
    @DisplayName("Whose a token is takes view-users")
    void whoseItIs() {
        JsonNode seen = Admins.with(realm, "view-realm", "view-users").get("/aws-mfa/tokens/OWNED");
        assertThat(seen.get("username").asText()).isEqualTo("user");
        JsonNode unseen = Admins.with(realm, "view-realm").get("/aws-mfa/tokens/OWNED");
        assertThat(unseen.has("username") || unseen.has("userId") || unseen.has("owner"))
                .isFalse();
    }

    @Test
    @DisplayName("A first device by a token takes manage-realm where it takes a ticket")
    void whereAFirstDeviceTakesATicket() {
        TestUser newcomer = withTickets.user("newcomer");
        Map<String, String> body = Map.of("userId", newcomer.id());
        assertThat(Admins.with(withTickets, "manage-users")
                        .send("POST", "/aws-mfa/tokens/FREE/assign", body)
                        .status())
                .isEqualTo(403);
        assertThat(Admins.with(withTickets, "manage-users", "manage-realm")
                        .send("POST", "/aws-mfa/tokens/FREE/assign", body)
                        .status())
                .isEqualTo(204);
    }
}
