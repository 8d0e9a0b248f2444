package io.github.keycloakawsmfa.admin.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.admin.check.FindingId.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerCheckTest {

    @Test
    void allThatIsLackingIsOneFinding() {
        assertThat(ServerCheck.unknownRelease("28.0.0", List.of("it has no door", "it has no lock")))
                .hasValueSatisfying(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
                    assertThat(finding.sentence())
                            .isEqualTo("The plugin does not know Keycloak 28.0.0: it has no door; it has no lock.");
                });
    }

    @Test
    void nothingIsSaidOfAReleaseThatLacksNothing() {
        assertThat(ServerCheck.unknownRelease("26.4.7", List.of())).isEmpty();
    }
}
