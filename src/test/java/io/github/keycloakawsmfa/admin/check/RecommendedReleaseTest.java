package io.github.keycloakawsmfa.admin.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** README and the images name the Keycloak that the check recommends. */
class RecommendedReleaseTest {

    private static final KeycloakVersion BEST =
            KnownVulnerabilities.shipped().recommended().get(0);

    @Test
    void hasOnlyHolesThatNoReleaseCloses() {
        assertThat(KnownVulnerabilities.shipped().openIn(BEST))
                .allSatisfy(hole -> assertThat(hole.fixedIn()).isEmpty());
    }

    /** A warning of the check that stays on the best release is told before somebody looks for its cure. */
    @Test
    void readmeNamesTheHolesThatItHas() throws IOException {
        String install = section("## Install", "## In AWS");

        KnownVulnerabilities.shipped()
                .openIn(BEST)
                .forEach(hole -> assertThat(install).contains(hole.cve()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker/Dockerfile", "docker/compose.yaml"})
    void isTheOneOfTheImages(String file) throws IOException {
        assertThat(Files.readString(Path.of(file))).contains("quay.io/keycloak/keycloak:" + BEST);
    }

    private static String section(String from, String to) throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        return readme.substring(readme.indexOf(from), readme.indexOf(to));
    }
}
