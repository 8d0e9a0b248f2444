package io.github.keycloakawsmfa.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryTest {

    @Test
    void releasesJavasAndImages() {
        assertThat(Entry.list(
                        "26.4.7, 26.7.3/25,quay.io/keycloak/keycloak:nightly,localhost:5000/kc:1,keycloak-dist:26.7.3"))
                .containsExactly(
                        new Entry("26.4.7", ""),
                        new Entry("26.7.3", "25"),
                        new Entry("quay.io/keycloak/keycloak:nightly", ""),
                        new Entry("localhost:5000/kc:1", ""),
                        new Entry("keycloak-dist:26.7.3", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "26.4", "26.4.7,", "nightly", "26.7.3/", "26.7.3/x", "a:b c", "../x:y"})
    void whatIsNoneIsNamed(String entries) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Entry.list(entries))
                .withMessageContaining("not '");
    }

    @Test
    void aJavaIsFoundByItsVariable() {
        Entry entry = new Entry("26.7.3", "25");
        assertThat(MatrixRun.of(entry, Map.of("JAVA_HOME_25_X64", "/jdk", "JAVA_HOME_2", "/other"))
                        .javaHome())
                .isEqualTo("/jdk");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MatrixRun.of(entry, Map.of("JAVA_HOME", "/jdk")))
                .withMessageContaining("JAVA_HOME_25");
    }

    @Test
    void whatMavenIsTold() {
        List<String> forMaven = List.of("-Dkeycloak.image=kc:{release}", "-Dit.test=");
        assertThat(new MatrixRun(new Entry("26.4.7", ""), "").command(forMaven))
                .contains("-Dkeycloak.test.version=26.4.7", "-Dkeycloak.image=kc:26.4.7", "-Dkeycloak.runtime=auto")
                .doesNotContain("-Dit.test=");
        assertThat(new MatrixRun(new Entry("26.4.7", "25"), "/jdk").command(forMaven))
                .contains("-Dserver.java.home=/jdk", "-Dkeycloak.runtime=zip");
        // The last one counts.
        assertThat(new MatrixRun(new Entry("kc:nightly", ""), "").command(forMaven))
                .containsSubsequence(
                        "-Dkeycloak.image=kc:kc:nightly",
                        "-Dkeycloak.image=kc:nightly",
                        "-Dkeycloak.runtime=container");
    }
}
