package io.github.keycloakawsmfa.device.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The page and its files, without a server: see {@link MetricsIT}. */
@DisplayName("docs/monitoring.md")
class MonitoringPageTest {

    private static final Path PAGE = Path.of("docs/monitoring.md");
    private static final Path ALERTS = Path.of("docs/monitoring/alerts.yaml");
    private static final Path DASHBOARD = Path.of("docs/monitoring/grafana-dashboard.json");
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)\n((?: {8}.*\n)+)");
    private static final int WIDTH = 24;

    @Test
    void tellsEveryAlertUnderItsOwnHeading() throws IOException {
        String page = Files.readString(PAGE);
        List<MatchResult> alerts =
                ALERT.matcher(Files.readString(ALERTS)).results().toList();

        assertThat(alerts).hasSize(12).allSatisfy(alert -> {
            String heading = alert.group(1).replace("AwsMfa", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ");
            String words = heading.charAt(0) + heading.substring(1).toLowerCase(Locale.ROOT);
            assertThat(page).contains("### " + words + "\n\n`" + alert.group(1) + "`");
            assertThat(alert.group(2))
                    .contains("docs: docs/monitoring.md#"
                            + words.toLowerCase(Locale.ROOT).replace(' ', '-') + "\n")
                    .contains("summary: ")
                    .contains("description: ")
                    .contains("severity: ");
        });
    }

    @Test
    void tellsEveryLabelOfCodes() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(Stream.concat(
                        Arrays.stream(CodeResult.values()).map(CodeResult::wireName),
                        Arrays.stream(Door.values()).map(Door::label)))
                .allSatisfy(word -> assertThat(page).contains("`" + word + "`"));
    }

    @Test
    void itsDashboardIsWhole() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
        assertThat(dashboard.at("/templating/list/0/type").asText()).isEqualTo("datasource");
        List<JsonNode> panels = new ArrayList<>();
        dashboard.get("panels").forEach(panels::add);
        Set<String> ids = new HashSet<>();
        Set<String> cells = new HashSet<>();
        for (JsonNode panel : panels) {
            assertThat(panel.get("title").asText()).isNotBlank();
            assertThat(ids.add(panel.get("id").asText())).as("ids").isTrue();
            occupy(panel.get("gridPos"), cells, panel.get("title").asText());
            if (!panel.get("type").asText().equals("row")) {
                assertThat(panel.at("/fieldConfig/defaults/unit").asText())
                        .as("unit of " + panel.get("title"))
                        .isNotBlank();
                assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
                assertThat(panel.get("targets")).isNotEmpty().allSatisfy(target -> {
                    assertThat(target.at("/datasource/uid").asText()).isEqualTo("${datasource}");
                    assertThat(target.get("expr").asText()).contains("realm=~\"$realm\"");
                });
            }
        }
        assertThat(panels).hasSizeGreaterThan(15);
    }

    private static void occupy(JsonNode grid, Set<String> cells, String title) {
        assertThat(grid.get("x").asInt() + grid.get("w").asInt()).as(title).isLessThanOrEqualTo(WIDTH);
        for (int x = grid.get("x").asInt();
                x < grid.get("x").asInt() + grid.get("w").asInt();
                x++) {
            for (int y = grid.get("y").asInt();
                    y < grid.get("y").asInt() + grid.get("h").asInt();
                    y++) {
                assertThat(cells.add(x + " " + y))
                        .as(title + " has its own place")
                        .isTrue();
            }
        }
    }
}
