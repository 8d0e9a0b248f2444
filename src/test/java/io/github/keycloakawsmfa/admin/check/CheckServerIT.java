package io.github.keycloakawsmfa.admin.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.KeycloakServer;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.Vault;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server with all that one can be told to do wrong and still start; it lives in another time zone than its database. */
@DisplayName("The check of a server")
class CheckServerIT {

    @RegisterExtension
    static final KeycloakServer server = Vault.server(
                    "-Duser.timezone=Asia/Tokyo",
                    KeycloakServer.OBSERVING,
                    "--spi-saml-authentication-preprocessor--foreign-preprocessor--enabled=true",
                    "--features=token-exchange")
            .entry("used", "mfa-key", Vault.KEY)
            .build();

    @RegisterExtension
    static final TestRealm used = TestRealm.on(server, realm -> {
        realm.put("realm", "used");
        TestRealm.bruteForceProtected(realm);
    });

    @RegisterExtension
    static final TestRealm unused = TestRealm.on(server, "unused");

    private static final List<String> OF_THE_SERVER = List.of("gate-observes", "gate-not-alone", "token-exchange-on");

    @Test
    void whatTheServerIsToldIsFoundInEveryRealm() {
        CheckCalls check = CheckCalls.of(used);
        check.setUp();

        assertThat(check.problems()).containsExactlyElementsOf(OF_THE_SERVER);
        assertThat(check.finding("gate-not-alone").get("sentence").asText()).contains("foreign-preprocessor");
        assertThat(CheckCalls.problems(unused.admin().get("/aws-mfa/check").get("findings")))
                .containsAll(OF_THE_SERVER);
    }

    @Test
    void theLogTellsOfTheServerAtItsStartAndOfARealmAtItsFirstUse() {
        assertThat(server.logged(of("the server"), 3))
                .hasSizeGreaterThanOrEqualTo(3)
                .anyMatch(line -> line.contains("gate-observes") && line.contains(" ERROR "))
                .anyMatch(line -> line.contains("gate-not-alone") && line.contains(" WARN "))
                .noneMatch(line -> line.contains("keycloak-unknown"));
        assertThat(lines("realm unused")).isEmpty();
        People people = People.of(unused);
        CheckCalls.of(unused).attribute("saml.allow.ecp.flow", "true");
        unused.admin().get("/aws-mfa/check");
        assertThat(lines("realm unused")).isEmpty();

        Person person = people.withDevice();
        assertThat(server.logged(of("realm unused"), 3))
                .as("one line each, and nothing of the server")
                .hasSize(3)
                .anyMatch(line -> line.contains("brute-force-off"))
                .anyMatch(line -> line.contains("keycloak-vulnerable"))
                .anyMatch(line -> line.contains("ecp-on") && line.contains("check/fix?id=ecp-on"))
                .allMatch(line -> line.contains(" WARN "));
        assertThat(Person.atAws(person.code(person.signIn(), person.code()))).isTrue();
        assertThat(lines("realm unused")).as("once").hasSize(3);
        server.clock().reset();
    }

    @Test
    void devicesUnderAnOldKeyAreFoundUntilTheyAreSealedAnew() {
        People.of(used).withDevice();
        server.clock().reset();
        CheckCalls check = CheckCalls.of(used);
        assertThat(check.problems()).doesNotContain("devices-key-old");
        assertThat(check.finding("key-in-database").get("severity").asText()).isEqualTo("info");

        Vault.use(server, "mfa-key");
        assertThat(check.problems()).contains("devices-key-old");
        assertThat(CheckCalls.ids(check.check().get("findings"))).doesNotContain("key-in-database");
        used.admin().post("/aws-mfa/devices/reseal", null);
        assertThat(check.problems()).containsExactlyElementsOf(OF_THE_SERVER);

        Vault.use(server, "nowhere");
        assertThat(check.problems()).contains("key-missing");
        assertThat(check.finding("key-missing").get("sentence").asText()).contains("nowhere");
        Vault.use(server, null);
    }

    private static List<String> lines(String whose) {
        return server.logged(of(whose), 0);
    }

    private static String of(String whose) {
        return "aws-mfa check of " + whose + ":";
    }
}
