package io.github.keycloakawsmfa.device.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.Cluster;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SeededVault;
import io.github.keycloakawsmfa.fixture.SentStatement;
import io.github.keycloakawsmfa.fixture.StatementLog;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import io.github.keycloakawsmfa.fixture.Vault;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is read for each call, by PostgreSQL's own word. One of the last tests seals all devices anew. */
@Tag("long")
@DisplayName("A realm with 20,000 devices and 40 applications")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LargeRealmIT {

    private static final int PAGE = 1000;
    private static final int LOCAL = 18_000;
    private static final int FEDERATED = 2_000;
    private static final int ALL = LOCAL + FEDERATED;
    private static final int APPLICATIONS = 40;
    private static final String REPORT = "/aws-mfa/report";

    @RegisterExtension
    static final Cluster cluster = Cluster.ofOne(SeededVault.OPTION);

    @RegisterExtension
    static final TestRealm realm = TestRealm.on(cluster, seeded -> seeded.put("realm", SeededVault.REALM));

    private static People people;
    private static StatementLog log;
    private static List<SeededDevices.Owner> owners;

    @BeforeAll
    static void load() {
        people = People.of(realm);
        String realmId = realm.admin().get("").get("id").asText();
        TestUser template = people.newcomer().user();
        SeededDevices seeded = SeededDevices.in(cluster.database(), realmId, template);
        owners = seeded.load(LOCAL);
        seeded.loadFederated(FEDERATED);
        for (int i = 0; i < APPLICATIONS; i++) {
            realm.app("app-" + i);
        }
        log = cluster.database().statements();
    }

    @Test
    @Order(1)
    void aSeededUserSignsInToAws() {
        SeededDevices.Owner owner = owners.get(LOCAL / 2);
        Person person = people.present(owner.user(), owner.phone());

        assertThat(person.code(person.signIn(), person.code())).matches(Person::atAws);
    }

    @Test
    @Order(2)
    void aWalkReadsEachRowOnce() {
        List<SentStatement> pages = devicesRead(() -> check("?devices=" + ALL)).stream()
                .filter(statement -> statement.sql().contains("fetch first"))
                .toList();

        assertThat(pages).hasSizeBetween(ALL / PAGE, ALL / PAGE + 5);
        SentStatement local = pages.get(LOCAL / PAGE / 2);
        SentStatement federated = pages.get(pages.size() - 1);
        assertThat(local.reads("user_entity")).isTrue();
        assertThat(federated.reads("fed_user_credential")).isTrue();
        assertThat(plan(local).rowsRead("user_entity")).as(plan(local).json()).isBetween(1L, 2L * PAGE);
        // A password beside each device.
        assertThat(plan(local).rowsRead("credential")).isLessThan(3L * PAGE);
        assertThat(plan(federated).rowsRead("fed_user_credential")).isLessThan(3L * PAGE);
    }

    @Test
    @Order(3)
    void theCheckReadsWhatItOpensAndHasTheRestCounted() {
        JsonNode devices = check("?devices=300").get("devices");
        assertThat(devices.get("tried").asInt()).isEqualTo(300);
        assertThat(devices.get("devices").asInt()).isEqualTo(ALL);
        assertThat(devices.at("/keys/0/devices").asInt()).isEqualTo(ALL);

        List<SentStatement> statements = devicesRead(() -> check("?devices=300"));
        assertThat(statements).as("two counts and a page").hasSize(3);
        SentStatement page = statements.get(2);
        assertThat(page.filled()).contains("fetch first '300' rows only");
        assertThat(plan(page).rowsRead("user_entity")).isLessThan(2 * 300L);
        assertThat(devicesRead(() -> check("?devices=0"))).as("two counts").hasSize(2);
        assertThat(devicesRead(() -> check(""))).as("by default").hasSize(3);
    }

    @Test
    @Order(4)
    void theRecordsOfAsManyUsersAreRead() {
        assertThat(ledgersRead(() -> check("?devices=0"))).isEmpty();
        assertThat(ledgersRead(() -> check("?devices=300"))).hasSize(1);
        assertThat(check("?devices=300").toString()).contains("The records of the first 300 users were read.");
    }

    @Test
    @Order(5)
    void keysAreCountedByTheDatabase() {
        assertThat(devicesRead(() -> realm.admin().get("/aws-mfa/devices/keys")))
                .hasSize(2);
        String lost = "/aws-mfa/devices/forget?dryRun=true&key=vault:gone";
        assertThat(devicesRead(() -> realm.admin().post(lost, null))).hasSize(2);
    }

    @Test
    @Order(5)
    void theReportReadsEachPageByAFewStatements() {
        String[] report = new String[1];
        List<SentStatement> statements = log.during(
                () -> report[0] = realm.admin().send("GET", REPORT, null).body());

        assertThat(report[0].lines()).hasSizeGreaterThan(LOCAL);
        assertThat(statements)
                .filteredOn(statement -> !statement.isOfTransaction())
                .as("five a page, and those of the call")
                .hasSizeBetween(5 * LOCAL / PAGE, 5 * (LOCAL / PAGE + 2) + 30);
        assertThat(IntStream.range(0, statements.size())
                        .filter(i -> statements.get(i).reads("user_entity")
                                && statements.get(i).sql().contains("fetch first")))
                .as("pages for which no other transaction was open: a slow reader keeps no connection from others")
                .anyMatch(i ->
                        openAt(i, statements).equals(Set.of(statements.get(i).connection())));
    }

    private static Set<Integer> openAt(int position, List<SentStatement> statements) {
        Set<Integer> open = new HashSet<>();
        for (SentStatement statement : statements.subList(0, position)) {
            if (statement.beginsTransaction()) {
                open.add(statement.connection());
            } else if (statement.endsTransaction()) {
                open.remove(statement.connection());
            }
        }
        return open;
    }

    @Test
    @Order(6)
    void allAreSealedAnewInOnePass() {
        Vault.use(realm.server(), SeededVault.ENTRY);
        JsonNode[] answer = new JsonNode[1];

        List<SentStatement> statements = log.during(() -> answer[0] = reseal("?max=1000"));
        assertThat(answer[0].get("resealed").asInt()).isEqualTo(1000);
        assertThat(answer[0].get("left").asInt()).isPositive();
        assertThat(statements)
                .filteredOn(statement -> !statement.values().isEmpty())
                .as("at most one look and one change for each user")
                .hasSizeBetween(1000, 2500);

        int resealed = 1000;
        Instant begin = Instant.now();
        while (answer[0].hasNonNull("next")) {
            answer[0] = reseal("?after=" + answer[0].get("next").asText());
            assertThat(answer[0].get("failed")).isEmpty();
            resealed += answer[0].get("resealed").asInt();
        }
        System.out.printf(
                "[reseal] %d devices in %d s%n",
                resealed - 1000, Duration.between(begin, Instant.now()).toSeconds());
        assertThat(resealed).isEqualTo(ALL);
        JsonNode keys = realm.admin().get("/aws-mfa/devices/keys");
        assertThat(keys).singleElement().satisfies(key -> {
            assertThat(key.get("keyId").asText()).isEqualTo("vault:" + SeededVault.ENTRY);
            assertThat(key.get("devices").asInt()).isEqualTo(ALL);
        });
        assertThat(check("?devices=" + ALL).get("findings").toString())
                .doesNotContain("device-broken", "devices-key-old");
    }

    @Test
    @Order(7)
    void theirOwnersSignInAsBefore() {
        SeededDevices.Owner owner = owners.get(LOCAL / 3);
        Person person = people.present(owner.user(), owner.phone());
        String code = person.code();

        assertThat(person.code(person.signIn(), code)).matches(Person::atAws);
        Person again = person.elsewhere();
        assertThat(Person.atAws(again.code(again.signIn(), code))).isFalse();
    }

    @Test
    @Order(8)
    void theDevicesPageAndSetUpLookAtNoApplications() {
        SeededDevices.Owner owner = owners.get(LOCAL / 4);
        Person person = people.present(owner.user(), owner.phone());
        URI devices = realm.actionAt("app-0", "virtual-mfa-devices");

        assertThat(clientsLoaded(() -> assertThat(person.signIn(devices).has("#virtual-mfa-devices-form"))
                        .isTrue()))
                .isLessThan(APPLICATIONS / 2);
        assertThat(clientsLoaded(() -> realm.admin().post("/aws-mfa/setup?dryRun=true", null)))
                .isLessThan(APPLICATIONS / 2);
        assertThat(clientsLoaded(() -> check("?devices=0"))).isLessThan(APPLICATIONS / 2);
    }

    private static QueryPlan plan(SentStatement statement) {
        return QueryPlan.of(statement, cluster.database());
    }

    /** How many Keycloak loads that has forgotten all of them. */
    private static long clientsLoaded(Runnable work) {
        realm.admin().post("/clear-realm-cache", null);
        return log.during(work).stream()
                .filter(statement -> statement.reads("redirect_uris"))
                .count();
    }

    private static List<SentStatement> devicesRead(Runnable work) {
        return log.during(work).stream()
                .filter(statement -> statement.filled().contains("'virtual-mfa'"))
                .filter(statement -> statement.reads("credential") || statement.reads("fed_user_credential"))
                .toList();
    }

    private static List<SentStatement> ledgersRead(Runnable work) {
        return log.during(work).stream()
                .filter(statement -> statement.reads("virtual_mfa_ledger"))
                .toList();
    }

    private static JsonNode reseal(String query) {
        return realm.admin().post("/aws-mfa/devices/reseal" + query, null);
    }

    private static JsonNode check(String query) {
        return realm.admin().get("/aws-mfa/check" + query);
    }
}
