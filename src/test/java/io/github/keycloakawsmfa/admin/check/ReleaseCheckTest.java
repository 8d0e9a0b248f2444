package io.github.keycloakawsmfa.admin.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReleaseCheckTest {

    @Test
    void allThatIsLackingIsOneFinding() {
        assertThat(new ReleaseCheck("28.0.0", List.of("it has no door", "it has no lock")).run())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
                    assertThat(finding.sentence())
                            .isEqualTo("The plugin does not know Keycloak 28.0.0: it has no door; it has no lock.");
                });
    }

    @Test
    void nothingIsSaidOfAReleaseThatLacksNothing() {
        assertThat(new ReleaseCheck("26.4.7", List.of()).run()).isEmpty();
    }
}
