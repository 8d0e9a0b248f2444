package io.github.keycloakawsmfa.admin.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoleCheckTest {

    private static final Set<HoleCondition> EVERYTHING = Set.of(HoleCondition.values());
    private static final Pattern CVE = Pattern.compile("CVE-2026-([0-9]+)");

    /** The numbers of the holes, in order; 133221 is closed nowhere. */
    @ParameterizedTest
    @CsvSource({
        "26.4.7,             16442 16443 18963 7507 82968 92855 94000 94001 117691 133221",
        "26.4.12,            16442 16443 18963 82968 92855 94000 94001 117691 133221",
        "26.4.14,            18963 82968 92855 94000 94001 117691 133221",
        "26.4.15.redhat-00001, 82968 92855 94000 94001 117691 133221",
        "26.5.7,             16442 16443 18963 7507 82968 92855 94000 94001 117691 133221",
        "26.6.1,             16442 16443 18963 7507 82968 92855 94000 94001 117691 133221",
        "26.6.6,             82968 92855 94000 94001 117691 133221",
        "26.7.0,             16442 16443 18963 82968 92855 94000 94001 117691 133221",
        "26.7.1,             18963 82968 92855 94000 94001 117691 133221",
        "26.7.2,             82968 92855 94000 94001 117691 133221",
        "26.7.10,            82968 92855 94000 94001 117691 133221",
        "26.8.0,             82968 92855 94000 94001 117691 133221",
        "26.8.1-SNAPSHOT,    92855 117691 133221",
        "26.8.2,             133221",
        "26.10.0,            133221",
        "27.0.0,             133221",
        "9.9.9,              16442 16443 18963 7507 82968 92855 94000 94001 117691 133221",
        "nightly,            133221",
        "999.0.0-SNAPSHOT,   133221"
    })
    void eachBranchIsMendedForItself(String version, String holes) {
        assertThat(named(version, EVERYTHING)).isEqualTo(numbers(holes));
    }

    @ParameterizedTest
    @CsvSource({
        "ALWAYS,                                       18963 94000 133221",
        "ALWAYS IDENTITY_PROVIDER,                     18963 82968 94000 133221",
        "ALWAYS IDENTITY_PROVIDER SAML_IDENTITY_PROVIDER, 16442 16443 18963 82968 92855 94000 117691 133221",
        "ALWAYS FINE_GRAINED_PERMISSIONS,              18963 94000 94001 133221"
    })
    void whatTheRealmDoesNotUseIsNoHoleOfIts(String uses, String holes) {
        Set<HoleCondition> conditions =
                Arrays.stream(uses.split(" ")).map(HoleCondition::valueOf).collect(Collectors.toSet());

        assertThat(named("26.7.0", conditions)).isEqualTo(numbers(holes));
    }

    @Test
    void oneFindingNamesAllOfARelease() {
        assertThat(new HoleCheck("26.7.3", () -> EVERYTHING).look())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.id()).isEqualTo(FindingId.KEYCLOAK_HOLE);
                    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
                    assertThat(finding.where()).isEqualTo("Keycloak 26.7.3");
                    assertThat(finding.sentence()).startsWith("This release has 6 known holes that lead to AWS: ");
                    assertThat(finding.fix())
                            .startsWith("Use Keycloak 26.8.2, unless your vendor")
                            .contains("No release was known on 2026-", "that closes CVE-2026-133221");
                });
    }

    @Test
    void aReleaseThatClosesSomeIsNamedWithWhatItLeaves() {
        assertThat(HoleCheck.ofServer("26.7.1").look())
                .singleElement()
                .satisfies(finding -> assertThat(finding.fix())
                        .startsWith("Use Keycloak 26.8.2, else 26.7.5 (which leaves CVE-2026-94000 open), unless"));
    }

    @ParameterizedTest
    @CsvSource({"26.7.5, 'Use Keycloak 26.8.2, unless '", "26.8.1, 'Use Keycloak 26.8.2, unless '"})
    void noOlderReleaseIsRecommended(String version, String fix) {
        assertThat(new HoleCheck(version, () -> EVERYTHING).look())
                .singleElement()
                .satisfies(finding -> assertThat(finding.fix()).startsWith(fix));
    }

    @ParameterizedTest
    @ValueSource(strings = {"26.8.2", "27.0.0", "nightly"})
    void whereOnlyTimeHelpsNoReleaseIsRecommended(String version) {
        assertThat(HoleCheck.ofServer(version).look()).singleElement().satisfies(finding -> {
            assertThat(finding.sentence()).startsWith("This release has a known hole that leads to AWS: CVE-");
            assertThat(finding.fix()).startsWith("No release was known").doesNotContain("Use Keycloak");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "UNKNOWN", "26", "26.7", "26.7.x", "99999999999.0.0", "v26.7.3"})
    void ofWhatCannotBeReadNothingIsKnown(String version) {
        assertThat(new HoleCheck(version, () -> EVERYTHING).look()).isEmpty();
    }

    private static Set<Integer> named(String version, Set<HoleCondition> uses) {
        return new HoleCheck(version, () -> uses)
                .look().stream()
                        .flatMap(finding -> CVE.matcher(finding.sentence())
                                .results()
                                .map((MatchResult cve) -> Integer.valueOf(cve.group(1))))
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Integer> numbers(String text) {
        return List.of(text.split(" ")).stream().map(Integer::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }
}
