package io.github.keycloakawsmfa.device.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.admin.devices.Unassigned;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.KeycloakServer;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.Promtool;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.Scrape;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.walk.AwsSide;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One walk, and what Keycloak's own metrics then say of it; the numbers of other tests on the same server are of other realms. */
@DisplayName("Metrics")
class MetricsIT {

    private static final String NAMES = "keycloak_aws_mfa_";
    private static final Path DOCS = Path.of("docs/monitoring");

    /** A name, and what selects among its samples. */
    private static final Pattern USED = Pattern.compile("\\b(keycloak_[a-z_]+)(?:\\{([^}]*)})?");

    private static final Pattern SELECTED = Pattern.compile("([a-z_]+)\\s*[=!]~?\\s*\"");

    @RegisterExtension
    static final KeycloakServer server = KeycloakServer.equipped().shared();

    @RegisterExtension
    static final AwsSide aws = AwsSide.of(TestRealm.on(server, realm -> {}));

    private static Person person;
    private static Scrape scrape;

    @BeforeAll
    static void walk() {
        TestRealm realm = aws.realm();
        realm.app("app");
        // What was counted before the walk is old after it.
        realm.clock().advance(Duration.ofMinutes(5));

        person = aws.person("walker", "Admin");
        realm.clock().toNextStep();
        assertThat(SamlPost.isOn(person.signInWithCode(aws.console()))).isTrue();

        Person thief = person.elsewhere();
        Page form = thief.signIn();
        for (int i = 0; i < 5; i++) {
            form = thief.code(form, thief.wrongCode());
        }
        thief.code(form, thief.wrongCode());
        realm.clock().advance(Duration.ofMinutes(1));
        realm.clock().toNextStep();
        Person again = person.elsewhere();
        assertThat(SamlPost.isOn(again.code(again.signIn(), again.code()))).isTrue();

        String device = person.devices().get(0).get("id").asText();
        AdminApi.Answer refused = realm.admin()
                .send(
                        "POST",
                        Unassigned.devices(person.user()) + "/" + device + "/resync",
                        Unassigned.body(person.wrongPair()));
        assertThat(refused.status()).isEqualTo(422);
        realm.clock().advance(Duration.ofMinutes(10));
        Phone.Pair wrong = person.wrongPair();
        person.openDevices()
                .form("#virtual-mfa-devices-form")
                .press("#virtual-mfa-resync-0")
                .form("#virtual-mfa-resync-form")
                .set("code1", wrong.code1())
                .set("code2", wrong.code2())
                .submit();
        Person newcomer = aws.person("newcomer", "Admin");
        Page wizard = newcomer.signIn();
        Phone.Pair pair = newcomer.scan(wizard).pair(realm.clock().now());
        newcomer.pair(wizard, pair.code2(), pair.code1());

        realm.samlClient("not-set-up", "https://signin.aws.amazon.com/saml", client -> {});
        aws.leaveTheGateAlone();
        person.elsewhere().signIn(realm.idpInitiated("not-set-up"));
        person.elsewhere().signIn(aws.console());

        // And what was counted in the midst of it.
        realm.clock().advance(Duration.ofMinutes(5));
        scrape = server.metrics(now -> now.sum(NAMES + "users", of("")) == 2);
    }

    @Test
    void codesAreCountedByDoorAndReason() {
        assertThat(codes("wizard", "accepted", "pair_accepted")).isEqualTo(1);
        assertThat(codes("wizard", "refused", "pair_swapped")).isEqualTo(1);
        assertThat(codes("code_page", "accepted", "code_accepted")).isEqualTo(1);
        assertThat(codes("code_page", "refused", "code_refused")).isEqualTo(5);
        assertThat(codes("code_page", "refused", "waiting")).isEqualTo(1);
        assertThat(codes("call", "refused", "code_refused")).isEqualTo(1);
        assertThat(codes("devices_page", "refused", "code_refused")).isEqualTo(1);
        assertThat(scrape.sum(NAMES + "codes_total", of(""))).isEqualTo(11);
        assertThat(scrape.sum(NAMES + "waits_total", of("of=code"))).isEqualTo(3);
        assertThat(scrape.sum(NAMES + "waits_total", of(""))).isEqualTo(3);
    }

    @Test
    void clocksOfAcceptedCodesAreADistribution() {
        assertThat(scrape.sum(NAMES + "drift_steps_count", of(""))).isEqualTo(2);
        assertThat(scrape.sum(NAMES + "drift_steps_count", of("side=none"))).isEqualTo(2);
        assertThat(scrape.sum(NAMES + "drift_steps_bucket", of("side=none le=1.0")))
                .isEqualTo(2);
    }

    @Test
    void theGateIsCountedByClientAndReason() {
        assertThat(gate(AwsSide.CLIENT_ID, "passed", "none")).isEqualTo(2);
        assertThat(gate(AwsSide.CLIENT_ID, "refused", "evidence_missing")).isEqualTo(1);
        assertThat(gate("other", "refused", "evidence_missing"))
                .as("a client that set-up does not know")
                .isEqualTo(1);
        assertThat(scrape.sum(NAMES + "gate_responses_total", of("mode=enforce")))
                .isEqualTo(4);
        assertThat(scrape.sum(NAMES + "gate_responses_total", of(""))).isEqualTo(4);
    }

    /** Ten codes were looked at under the lock, or during a wait; a wizard's wrong pair is no act of the ledger. */
    @Test
    void theLedgerIsTimed() {
        assertThat(scrape.sum(NAMES + "ledger_seconds_count", of("outcome=done")))
                .isEqualTo(10);
        assertThat(scrape.sum(NAMES + "ledger_seconds_bucket", of("outcome=done le=+Inf")))
                .isEqualTo(10);
        assertThat(scrape.sum(NAMES + "ledger_seconds_count", of(""))).isEqualTo(10);
    }

    @Test
    void coverageIsCountedInTheBackground() {
        assertThat(scrape.sum(NAMES + "users", of(""))).isEqualTo(2);
        assertThat(scrape.sum(NAMES + "users_with_device", of(""))).isEqualTo(1);
    }

    @Test
    void nobodyIsNamed() {
        assertThat(scrape.familiesBeginning(NAMES))
                .doesNotContain(person.user().id())
                .doesNotContain("walker")
                .doesNotContain(person.devices().get(0).get("id").asText());
    }

    @Test
    void theDashboardAndTheAlertsAskForWhatIsThere() throws IOException {
        Set<String> known = scrape.names();
        for (String file : List.of("grafana-dashboard.json", "alerts.yaml")) {
            String text = Files.readString(DOCS.resolve(file))
                    .replaceAll("(?m)^#.*$", "")
                    .replace("\\\"", "\"");
            assertThat(USED.matcher(text).results().toList())
                    .as(file)
                    .hasSizeGreaterThan(12)
                    .allSatisfy(used -> {
                        assertThat(known).contains(used.group(1));
                        String selector = used.group(2) == null ? "" : used.group(2);
                        assertThat(scrape.labelsOf(used.group(1)))
                                .as(used.group())
                                .containsAll(SELECTED.matcher(selector)
                                        .results()
                                        .map(label -> label.group(1))
                                        .toList());
                    });
        }
    }

    @Test
    void thePageTellsAllMeters() throws IOException {
        Set<String> meters = new TreeSet<>();
        scrape.familiesBeginning("# TYPE " + NAMES)
                .lines()
                .forEach(line -> meters.add(line.split(" ")[2].replaceFirst("_max$", "")));

        Set<String> told = Files.readString(Path.of("docs/monitoring.md"))
                .lines()
                .filter(line -> line.startsWith("| `" + NAMES))
                .map(line -> line.split("`")[1])
                .collect(Collectors.toSet());
        assertThat(told).isEqualTo(meters);
    }

    @Test
    void prometheusTakesWhatTheServerShows() throws Exception {
        Optional<Promtool> promtool = Promtool.installed();
        if (promtool.isPresent()) {
            assertThat(promtool.get().run(scrape.text(), "check", "metrics"))
                    .satisfies(answer -> assertThat(answer.status())
                            .as("others' names need not be as Prometheus recommends: " + answer.text())
                            .isIn(0, 3));
            assertThat(promtool.get().run(scrape.familiesBeginning(NAMES), "check", "metrics"))
                    .isEqualTo(new Promtool.Answer(0, ""));
        }
    }

    @Test
    void prometheusTakesTheAlertsAndTheyTellWhatTheyAreFor() throws Exception {
        Optional<Promtool> promtool = Promtool.installed();
        if (promtool.isPresent()) {
            assertThat(promtool.get()
                            .run(
                                    "",
                                    "check",
                                    "rules",
                                    DOCS.resolve("alerts.yaml").toString()))
                    .satisfies(answer ->
                            assertThat(answer.status()).as(answer.text()).isZero());
            assertThat(promtool.get().run("", "test", "rules", "src/test/resources/monitoring/alerts-test.yaml"))
                    .satisfies(answer ->
                            assertThat(answer.status()).as(answer.text()).isZero());
        }
    }

    /** As rules, with Grafana's variables filled in. */
    @Test
    void prometheusTakesWhatTheDashboardAsks() throws Exception {
        StringBuilder rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
        for (JsonNode expr : AdminApi.JSON
                .readTree(Files.readString(DOCS.resolve("grafana-dashboard.json")))
                .findValues("expr")) {
            String asked = expr.asText().replace("$realm", ".*").replace("$__rate_interval", "5m");
            rules.append("      - record: asked\n        expr: '")
                    .append(asked.replace("'", "''"))
                    .append("'\n        labels: {number: \"")
                    .append(rules.length())
                    .append("\"}\n");
        }
        Optional<Promtool> promtool = Promtool.installed();
        if (promtool.isPresent()) {
            Path file = Files.createTempFile("dashboard", ".yaml");
            try {
                Files.writeString(file, rules);
                assertThat(promtool.get().run("", "check", "rules", file.toString()))
                        .satisfies(answer ->
                                assertThat(answer.status()).as(answer.text()).isZero());
            } finally {
                Files.delete(file);
            }
        }
    }

    private static double codes(String door, String outcome, String reason) {
        return scrape.sum(NAMES + "codes_total", of("door=" + door + " outcome=" + outcome + " reason=" + reason));
    }

    private static double gate(String client, String outcome, String reason) {
        return scrape.sum(
                NAMES + "gate_responses_total",
                of("client_id=" + client + " mode=enforce outcome=" + outcome + " reason=" + reason));
    }

    /** Labels, and the realm's. */
    private static Map<String, String> of(String labels) {
        Map<String, String> all = new HashMap<>(Map.of("realm", aws.realm().name()));
        for (String label : labels.isEmpty() ? new String[0] : labels.split(" ")) {
            String[] parts = label.split("=", 2);
            all.put(parts[0], parts[1]);
        }
        return all;
    }
}
