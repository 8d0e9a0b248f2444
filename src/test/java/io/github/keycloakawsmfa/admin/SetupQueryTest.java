package io.github.keycloakawsmfa.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.setup.SetupRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetupQueryTest {

    @Test
    void aDryRunIsOneThatSaysTrue() {
        assertThat(SetupQuery.parse(Map.of()).dryRun()).isFalse();
        assertThat(query("dryRun", "false").dryRun()).isFalse();
        assertThat(query("dryRun", "true").dryRun()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "TRUE", "1"})
    void aDryRunThatIsMeantButNotSaidIsNoRealRun(String value) {
        assertThatThrownBy(() -> query("dryRun", value)).isInstanceOf(BadCallException.class);
    }

    @Test
    void noParameterIsPassedOver() {
        assertThatThrownBy(() -> query("dryrun", "true")).hasMessageContaining("\"dryrun\"");
        assertThatThrownBy(() -> SetupQuery.parse(Map.of("dryRun", List.of("false", "true"))))
                .hasMessageContaining("\"dryRun\"");
    }

    /** A door closes at once. */
    @Test
    void iamsCallsAreSwitchedOffWithoutAnotherWord() {
        SetupRequest request = SetupRequest.parse("{\"iamApi\": false}");

        assertThatCode(() -> SetupQuery.parse(Map.of()).requireConfirmed("master", request))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"scope\": \"realm\"}", "{\"adminPage\": true}", "{\"adminPage\": false}", "{\"iamApi\": true}"
            })
    void theAdministratorsRealmIsSaidTwice(String body) {
        SetupRequest request = SetupRequest.parse(body);

        assertThatCode(() -> query("confirm", "master").requireConfirmed("master", request))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> query("confirm", "true").requireConfirmed("master", request))
                .hasMessageContaining("?confirm=master");
        assertThatThrownBy(() -> SetupQuery.parse(Map.of()).requireConfirmed("master", request))
                .hasMessageContaining("?confirm=master");
        assertThatThrownBy(() -> SetupQuery.parse(Map.of()).requireConfirmed("Acme & Söhne 100%", request))
                .hasMessageContaining("?confirm=Acme+%26+S%C3%B6hne+100%25 to the call");
    }

    @Test
    void theRestIsSaidOnce() {
        assertThatCode(() -> SetupQuery.parse(Map.of()).requireConfirmed("master", SetupRequest.parse("{}")))
                .doesNotThrowAnyException();
    }

    private static SetupQuery query(String name, String value) {
        return SetupQuery.parse(Map.of(name, List.of(value)));
    }
}
