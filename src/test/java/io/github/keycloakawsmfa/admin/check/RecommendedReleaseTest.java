package io.github.keycloakawsmfa.admin.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The images have the Keycloak that the check recommends. */
class RecommendedReleaseTest {

    private static final KeycloakVersion BEST =
            KnownHoles.shipped().recommended().get(0);

    @Test
    void hasOnlyHolesThatNoReleaseCloses() {
        assertThat(KnownHoles.shipped().openIn(BEST))
                .allSatisfy(hole -> assertThat(hole.fixedIn()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker/Dockerfile", "docker/compose.yaml"})
    void isTheOneOfTheImages(String file) throws IOException {
        assertThat(Files.readString(Path.of(file))).contains("quay.io/keycloak/keycloak:" + BEST);
    }
}
