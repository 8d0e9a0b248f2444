package io.github.keycloakawsmfa.device.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetersTest {

    private final SimpleMeterRegistry shown = new SimpleMeterRegistry();

    @BeforeEach
    void metricsAreOn() {
        Metrics.addRegistry(shown);
        // A node keeps the realms that it has seen first, and so does this JVM.
        Stream.of("corp", "a", "b").forEach(RealmLabel::of);
    }

    @AfterEach
    void metricsAreOff() {
        Metrics.removeRegistry(shown);
        Metrics.globalRegistry.clear();
    }

    @Test
    void codesAreCountedByDoorAndReason() {
        CodeMeters meters = new CodeMeters("corp", Door.CODE_PAGE);
        meters.count(CodeResult.CODE_REFUSED);
        meters.count(CodeResult.CODE_REFUSED);
        meters.accepted(CodeResult.CODE_ACCEPTED, -3);
        meters.accepted(CodeResult.CODE_ACCEPTED, 0);
        meters.waitBegan(CodeMeters.WaitOf.CODES);

        assertThat(count("codes", "realm=corp door=code_page outcome=refused reason=code_refused"))
                .isEqualTo(2);
        assertThat(count("codes", "realm=corp door=code_page outcome=accepted reason=code_accepted"))
                .isEqualTo(2);
        assertThat(count("waits", "realm=corp of=code")).isEqualTo(1);
        assertThat(shown.get(Meters.PREFIX + "drift").tags("side", "behind").summary())
                .satisfies(behind -> assertThat(behind.totalAmount()).isEqualTo(3))
                .satisfies(behind -> assertThat(behind.takeSnapshot().histogramCounts())
                        .anyMatch(bucket -> bucket.bucket() == 3 && bucket.count() == 1)
                        .anyMatch(bucket -> bucket.bucket() == 2 && bucket.count() == 0));
        assertThat(shown.get(Meters.PREFIX + "drift")
                        .tags("side", "none")
                        .summary()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void actsOfTheLedgerAreTimedWhateverTheyEndWith() {
        assertThat(LedgerTimer.timed("corp", () -> Optional.of(7))).contains(7);
        assertThat(LedgerTimer.timed("corp", Optional::empty)).isEmpty();
        assertThatThrownBy(() -> LedgerTimer.timed("corp", () -> {
                    throw new IllegalStateException("as it came");
                }))
                .hasMessage("as it came");

        assertThat(List.of("done", "busy", "failed"))
                .allSatisfy(outcome -> assertThat(shown.get(Meters.PREFIX + "ledger")
                                .tags("realm", "corp", "outcome", outcome)
                                .timer()
                                .count())
                        .isEqualTo(1));
    }

    @Test
    void coverageShowsWhatWasCountedLast() {
        CoverageMeters meters = new CoverageMeters();
        meters.show(Map.of("a", new CoverageCount(10, 4), "b", new CoverageCount(1, 0)));
        meters.show(Map.of("a", new CoverageCount(12, 5)));

        assertThat(shown.get(Meters.PREFIX + "users").tags("realm", "a").gauge().value())
                .isEqualTo(12);
        assertThat(shown.get(Meters.PREFIX + "users.with.device").gauges())
                .singleElement()
                .satisfies(gauge -> assertThat(gauge.value()).isEqualTo(5));
    }

    /** Whoever makes clients and realms, such as dynamic registration's callers, fills no node's memory with time series. */
    @Test
    void whatOthersChooseIsBounded() {
        IntStream.range(0, 3 * GateMeters.MOST_CLIENTS)
                .forEach(i -> new GateMeters("corp", "client-" + i, "enforce").refused("path"));
        new GateMeters("corp", null, "enforce").refused("path");
        IntStream.range(0, 3 * RealmLabel.MOST)
                .forEach(i -> new CodeMeters("realm-" + i, Door.CALL).accepted(CodeResult.CODE_ACCEPTED, i - 100));

        assertThat(labels("gate.responses", "client.id"))
                .hasSize(GateMeters.MOST_CLIENTS + 1)
                .contains("other");
        assertThat(labels("codes", "realm"))
                .hasSizeLessThanOrEqualTo(RealmLabel.MOST + 1)
                .contains("other");
    }

    @Test
    void whatOthersChooseIsOneShortLine() {
        BoundedLabel label = new BoundedLabel(3);

        assertThat(label.of("a\n# HELP x\r\u2028b")).isEqualTo("a?# HELP x??b");
        assertThat(label.of("x".repeat(100_000))).hasSize(100);
        assertThat(label.of(null)).isEmpty();
        assertThat(label.of("one too many")).isEqualTo("other");
        assertThat(label.of("a\n# HELP x\r\u2028b")).isEqualTo("a?# HELP x??b");
    }

    @Test
    void nothingIsMadeWhereMetricsAreOff() {
        metricsAreOff();

        new CodeMeters("corp", Door.WIZARD).accepted(CodeResult.PAIR_ACCEPTED, 1);
        new GateMeters("corp", "aws", "observe").passed();
        LedgerTimer.timed("corp", Optional::empty);

        assertThat(Metrics.globalRegistry.getMeters()).isEmpty();
        assertThat(CoverageMeters.areOn()).isFalse();
    }

    /** Another library's meter under our name, with other labels, is refused by Prometheus' registry with an exception. */
    @Test
    void whatMicrometerThrowsStopsNothing() {
        assertThat(Recording.answer(
                        () -> {
                            throw new IllegalArgumentException("same name, other labels");
                        },
                        1))
                .isEqualTo(1);
        assertThat(Recording.answer(
                        () -> {
                            throw new NoClassDefFoundError("io/micrometer/core/instrument/Metrics");
                        },
                        2))
                .isEqualTo(2);
    }

    /** In a class loader of its own. */
    @Test
    void codesAreTakenWhereThereIsNoMicrometer() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator))) {
            if (!entry.contains("micrometer")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        try (URLClassLoader without =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Object gone = without.loadClass(WithoutMicrometer.class.getName())
                    .getMethod("record")
                    .invoke(null);

            assertThat(gone).isEqualTo(List.of("7", "false"));
        }
    }

    private double count(String name, String labels) {
        String[] tags = Arrays.stream(labels.split(" "))
                .flatMap(label -> Arrays.stream(label.split("=")))
                .toArray(String[]::new);
        return shown.get(Meters.PREFIX + name).tags(tags).counter().count();
    }

    private List<String> labels(String name, String label) {
        return shown.find(Meters.PREFIX + name).meters().stream()
                .map(Meter::getId)
                .map(id -> id.getTags().stream()
                        .filter(tag -> tag.getKey().equals(label))
                        .map(Tag::getValue)
                        .collect(Collectors.joining()))
                .distinct()
                .toList();
    }
}
