package io.github.keycloakawsmfa.admin.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.KeycloakServer;
import io.github.keycloakawsmfa.fixture.ServerOption;
import io.github.keycloakawsmfa.fixture.TestRealm;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server whose options take the gate away, another preprocessor having been chosen, and a mapper as well. */
@DisplayName("The check of a server without the gate")
class CheckWithoutGateIT {

    @RegisterExtension
    static final KeycloakServer server = KeycloakServer.with(
                    "--spi-saml-authentication-preprocessor--provider=foreign-preprocessor",
                    "--spi-saml-authentication-preprocessor--foreign-preprocessor--enabled=true",
                    "--spi-protocol-mapper--aws-session-duration-mapper--enabled=false")
            .build();

    @RegisterExtension
    static final TestRealm realm = TestRealm.on(server, TestRealm::bruteForceProtected);

    private static final CheckCalls check = CheckCalls.of(realm);

    @Test
    void itIsFoundWithTheOptionThatTookItAway() {
        assertThat(check.problems()).containsExactly("gate-overruled", "provider-missing", "gate-not-alone");
        assertThat(check.finding("gate-overruled").get("fix").asText())
                .contains("--spi-saml-authentication-preprocessor--provider=foreign-preprocessor");
        assertThat(check.finding("provider-missing").get("where").asText()).contains("aws-session-duration-mapper");
        assertThat(server.logged("aws-mfa check of the server: error gate-overruled", 1))
                .isNotEmpty();

        ServerOption.set(server, "spi-saml-authentication-preprocessor--aws-mfa-gate--enabled", "false");
        assertThat(check.problems()).contains("gate-disabled");
    }

    @Test
    void setUpRefuses() {
        AdminApi.Answer answer = realm.admin().send("POST", "/aws-mfa/setup", null);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("aws-mfa-gate", "aws-session-duration-mapper");
    }
}
