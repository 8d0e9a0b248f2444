package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.AtOnce;
import io.github.keycloakawsmfa.fixture.DatabaseServer;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What every database has to hold. The last tests change its tables: what they leave is of no use to others.
 *
 * <p>In some, transactions see what was there when they first read (repeatable read: MariaDB, MySQL). A request has read before its code is
 * spent in another transaction, so what it asks the database afterwards is old: it has to know what it did itself.
 */
@Tag("databases")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class DatabaseContract {

    private static final int MANY = 20;
    private static final String BUSY = "That did not work just now.";
    private static final String LIST = "#virtual-mfa-devices-form";

    /** With which names begin or end that are sorted in one way by their bytes, and in others by languages. */
    private static final List<String> PARTS = List.of(
            "jose",
            "José",
            "JOSE",
            "o-brien",
            "obrien",
            "o_brien",
            "O.Brien",
            "müller",
            "mueller",
            "Muller",
            "zoë",
            "ZOE",
            "ångström",
            "straße",
            "strasse",
            "ñandú",
            "nandu",
            "佐藤",
            "さとう",
            "サトウ",
            "иван",
            "Ιωάννης",
            "-",
            "_",
            ".",
            "@",
            "x@example.test",
            "\u0065\u0301",
            "\u00e9",
            "ı",
            "I",
            "ł",
            "ø",
            "æ",
            "ae",
            "٣",
            "9",
            "10");

    private static final int NAMES = 640;

    private final DatabaseServer database;
    private final TestRealm realm;
    private People people;
    private Tables tables;

    DatabaseContract(DatabaseServer database, TestRealm realm) {
        this.database = database;
        this.realm = realm;
    }

    /** Statements that make the ledger's column again what the first release made: a {@code VARCHAR(4000)}, not null. */
    abstract List<String> toFirstRelease();

    /** Statements after which the {@code USER_ID} of our table and of {@code FED_USER_CREDENTIAL} ignores accents. */
    abstract List<String> toLooseCollation();

    /** A query for the connection's own bound of a wait, which others are to find unchanged; empty if nobody sets it. */
    abstract String lockBound();

    /** Whether the wait for a row that another transaction has inserted is bounded. */
    boolean boundsFirstRow() {
        return true;
    }

    @BeforeAll
    void setUp() {
        people = People.of(realm);
        tables = Tables.of(realm);
        realm.app("app");
    }

    @Test
    void setUpFindsNothingLeftToDo() {
        JsonNode again = realm.admin().post("/aws-mfa/setup", Map.of()).get("changes");
        assertThat(again)
                .isNotEmpty()
                .allSatisfy(change -> assertThat(change.get("action").asText())
                        .as(change.toString())
                        .isEqualTo("keep"));
    }

    @Test
    void theWizardLeadsToAws() {
        Page assigned = people.newcomer().assign();
        assertThat(assigned.form("#virtual-mfa-continue-form").submit()).matches(Person::atAws);
    }

    @Test
    void theCodeLeadsToAwsAndSoDoesTheSessionThen() {
        Person person = people.withDevice();
        assertThat(person.code(person.signIn(), person.code())).matches(Person::atAws);
        assertThat(person.open()).matches(Person::atAws);
    }

    @Test
    void soDoesTheCodeOfAUserWhoIsReadAnew() {
        Person person = people.withDevice();
        Page page = person.signIn();
        forgetUsers();
        List<String> requests = new ArrayList<>();
        person.browser().afterEach(requests::add);

        assertThat(person.code(page, person.code())).matches(Person::atAws);

        assertThat(requests)
                .as("the code is known to have passed in the request that took it")
                .hasSize(1);
    }

    @Test
    void twoCodesLeadThereToo() {
        Person person = people.withDevice();
        realm.clock().toNextStep();
        Page page = person.choosePair(person.code(person.signIn(), person.wrongCode()));
        assertThat(person.codes(page, person.codes())).matches(Person::atAws);
    }

    @Test
    void ofManyPostsOfOneCodeOneWins() throws Exception {
        Person person = people.withDevice();
        List<Person> browsers = browsers(person);
        List<Page> pages = AtOnce.times(MANY, i -> browsers.get(i).signIn());
        realm.clock().toNextStep();
        String code = person.code();

        List<Page> answers = atOnce(pages, (i, page) -> browsers.get(i).code(page, code));

        assertThat(answers.stream().filter(Person::atAws)).hasSize(1);
        assertThat(Collections.frequency(person.events(), "LOGIN code_accepted"))
                .isEqualTo(1);
    }

    @Test
    void aFirstRowIsMadeByManyPostsAtOnce() throws Exception {
        Person first = people.newcomer();
        List<Person> browsers = browsers(first);
        List<Page> wizards = AtOnce.times(MANY, i -> browsers.get(i).signIn());
        List<Phone> phones = new ArrayList<>();
        wizards.forEach(wizard -> phones.add(Phone.of(wizard.text("#kc-totp-secret-key"))));
        realm.clock().toNextStep();

        // Of different names: Keycloak itself stores no two credentials of one label.
        List<Page> answers = atOnce(
                wizards,
                (i, wizard) -> browsers.get(i)
                        .fill(wizard, "device " + i, phones.get(i))
                        .submit());

        assertThat(answers.stream().filter(page -> page.has("#virtual-mfa-assigned")))
                .hasSize(1);
        assertThat(first.devices()).hasSize(1);
    }

    @Test
    void aRowThatWasLostIsMadeByManyPostsAtOnce() throws Exception {
        Person person = people.withDevice();
        List<Person> browsers = browsers(person);
        List<Page> pages = AtOnce.times(MANY, i -> browsers.get(i).signIn());
        tables.deleteLedgerRow(person.user().id());

        List<Page> answers = atOnce(pages, (i, page) -> browsers.get(i).code(page, person.code()));

        assertThat(answers).as("it starts beyond all codes of now").noneMatch(Person::atAws);
    }

    @Test
    void thePageOfDevicesShowsWhatItsOwnActChanged() {
        Person owner = people.withDevice();
        Page list = owner.signIn(realm.actionAt("app", "virtual-mfa-devices"));

        Page renaming = list.form(LIST).press("#virtual-mfa-rename-0");
        forgetUsers();
        list = renaming.form("#virtual-mfa-rename-form")
                .set("deviceName", "renamed")
                .submit();
        assertThat(list.text("#virtual-mfa-name-0")).isEqualTo("renamed");
    }

    @Test
    void andShowsNoDeviceThatItDeactivated() {
        Person owner = people.withDevices(2);
        Page list = owner.elsewhere().signIn(realm.actionAt("app", "virtual-mfa-devices"));

        Page deactivating = list.form(LIST).press("#virtual-mfa-deactivate-1");
        forgetUsers();
        list = deactivating
                .form("#virtual-mfa-deactivate-form")
                .set("currentCode", owner.codeOf(owner.phone(1)))
                .submit();
        assertThat(list.html().select(".virtual-mfa-list h2").eachText()).containsExactly("Authenticator app");
    }

    @Test
    void aRowThatAnotherHoldsIsWaitedForASecondOrThree() throws SQLException {
        Person person = people.withDevice();
        String id = person.user().id();
        Page page = person.signIn();
        String code = person.code();
        List<String> bound = boundsOfConnections();
        Instant begin = Instant.now();
        try (Connection other = database.connect()) {
            other.setAutoCommit(false);
            update(other, "update VIRTUAL_MFA_LEDGER set LEDGER_STATE = LEDGER_STATE", id);

            page = person.code(page, code);

            assertThat(page.text("#input-error-otp-code")).isEqualTo(BUSY + " Please try again.");
            assertThat(realm.admin().get("/aws-mfa/users/" + id + "/devices"))
                    .as("who only reads does not wait")
                    .hasSize(1);
            other.rollback();
        }
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofMinutes(1));
        assertThat(person.code(page, code)).as("it is not spent").matches(Person::atAws);
        assertThat(boundsOfConnections()).isEqualTo(bound).hasSizeLessThan(2);
    }

    @Test
    void soIsAFirstRowThatAnotherMakes() throws SQLException {
        assumeTrue(boundsFirstRow(), "This database has no bound for inserts");
        Person person = people.newcomer();
        Page wizard = person.signIn();
        Phone.Pair pair = person.scan(wizard).pair(realm.clock().now());
        List<String> bound = boundsOfConnections();
        try (Connection other = database.connect()) {
            other.setAutoCommit(false);
            insert(other, person.user().id());

            wizard = person.pair(wizard, pair);

            assertThat(wizard.html().text()).contains(BUSY);
            other.rollback();
        }
        assertThat(person.pair(wizard, pair)).matches(page -> page.has("#virtual-mfa-assigned"));
        assertThat(boundsOfConnections()).isEqualTo(bound).hasSizeLessThan(2);
    }

    @Test
    void listsAndReportTellOfEachUserOnce() {
        tables.addUsers(names());
        Person person = people.withDevice();
        List<String> stored = texts(realm.admin().get("/users?briefRepresentation=true&max=10000"), "username");
        assertThat(stored).hasSizeGreaterThan(NAMES);

        assertThat(walk("users", 20)).containsExactlyInAnyOrderElementsOf(stored);
        assertThat(walk("users?device=none", 100))
                .doesNotContain(person.user().username())
                .doesNotHaveDuplicates()
                .hasSizeGreaterThanOrEqualTo(NAMES);
        assertThat(walk("devices", 1)).contains(person.user().username());
        assertThat(walk("devices?user=" + person.user().username(), 100))
                .containsExactly(person.user().username());
        for (String call : List.of("users?waiting=true", "users?ticket=true", "users?skipped=true")) {
            assertThat(walk(call, 100)).as(call).isEmpty();
        }
        assertThat(walk("users?search=%F0%9F%98%80", 100))
                .as("whatever characters the column has")
                .isEmpty();
        JsonNode coverage = realm.admin().get("/aws-mfa/coverage");
        assertThat(coverage.get("users").asInt()).isEqualTo(stored.size());
        assertThat(coverage.get("withDevice").asInt()).isPositive().isLessThan(stored.size());

        AdminApi.Answer report = realm.admin().send("GET", "/aws-mfa/report?format=jsonl", null);
        assertThat(report.status()).as(report.toString()).isEqualTo(200);
        assertThat(report.body().lines().map(DatabaseContract::user).filter(user -> !user.isEmpty()))
                .containsExactlyInAnyOrderElementsOf(stored);
    }

    @Test
    void keysAreCountedAndSealedAnewAndTheCheckAnswers() {
        people.withDevices(2);
        people.ofADirectory().assign();

        JsonNode keys = realm.admin().get("/aws-mfa/devices/keys");
        assertThat(keys).as(keys.toString()).hasSize(1);
        assertThat(keys.get(0).get("devices").asInt()).isGreaterThanOrEqualTo(3);
        JsonNode resealed = realm.admin().post("/aws-mfa/devices/reseal", Map.of());
        assertThat(resealed.get("failed")).as(resealed.toString()).isEmpty();
        assertThat(realm.admin().get("/aws-mfa/check").get("findings")).isNotNull();
    }

    @Test
    void theRowGoesWithItsUser() {
        String id = people.withDevice().user().id();
        assertThat(tables.ledgerUsers()).contains(id);

        realm.admin().delete("/users/" + id);

        assertThat(tables.ledgerUsers()).doesNotContain(id).isNotEmpty();
    }

    @Test
    void andWithItsRealm() {
        String name = realm.name() + "-other";
        AdminApi server = realm.server().admin();
        server.createRealm(Map.of("realm", name));
        Tables other = Tables.of(realm, server.realm(name).get("").get("id").asText());
        other.insertLedgerRow("somebody");

        server.realm(name).delete("");

        assertThat(other.ledgerUsers()).isEmpty();
        assertThat(tables.ledgerUsers()).isNotEmpty();
    }

    /** Users who are not imported, and those who are. */
    @Test
    void namesThatDifferInAccentsAreTwoAndGoWithTheirDirectory() {
        List<Person> three = people.ofADirectory(List.of("jose", "josé", "佐藤"));
        String directory = three.get(0).user().id().split(":")[1];
        ObjectNode bundle = AdminApi.JSON.createObjectNode().put("ifResourceExists", "FAIL");
        bundle.putArray("users").addObject().put("username", "imported").put("federationLink", directory);
        String imported = realm.admin()
                .post("/partialImport", bundle)
                .get("results")
                .get(0)
                .get("id")
                .asText();
        tables.insertLedgerRow(imported);

        three.forEach(Person::assign);
        realm.clock().toNextStep();
        three.forEach(person -> {
            Person again = person.elsewhere();
            assertThat(again.code(again.signIn(), again.code()))
                    .as(person.user().id())
                    .matches(Person::atAws);
        });
        List<String> ids = three.stream().map(person -> person.user().id()).toList();
        assertThat(tables.ledgerUsers()).containsAll(ids);

        realm.admin().delete("/components/" + directory);

        assertThat(tables.ledgerUsers())
                .doesNotContainAnyElementsOf(ids)
                .doesNotContain(imported)
                .isNotEmpty();
    }

    @Tag("long")
    @Test
    @Order(Integer.MAX_VALUE - 2)
    void theColumnGrowsFromTheFirstReleasesAndKeepsWhatItHolds() throws Exception {
        Person person = people.withDevice();
        String id = person.user().id();
        String before = tables.ledgerState(id);
        assertThat(before).isNotEmpty();
        execute(toFirstRelease());
        execute(List.of("delete from " + changeLog() + " where ID like 'virtual-mfa-2%'"));

        database.restart();

        assertThat(tables.ledgerState(id)).isEqualTo(before);
        String large = "x".repeat(10_000);
        tables.setLedgerState(id, large);
        assertThat(tables.ledgerState(id)).isEqualTo(large);
        tables.setLedgerState(id, before);
        assertThatThrownBy(() -> execute(List.of("update VIRTUAL_MFA_LEDGER set LEDGER_STATE = null")))
                .isInstanceOf(SQLException.class);
        Person again = person.elsewhere();
        assertThat(again.code(again.signIn(), again.code())).matches(Person::atAws);
    }

    @Tag("long")
    @Test
    @Order(Integer.MAX_VALUE - 1)
    void theTablesAreMadeWhereKeycloakIsAlready() throws Exception {
        execute(List.of(
                "drop table VIRTUAL_MFA_LEDGER",
                "drop table VIRTUAL_MFA_TOKEN",
                "drop table VIRTUAL_MFA_FIRST_SEAL",
                "drop table " + changeLog()));

        database.restart();

        assertThat(tables.ledgerUsers()).isEmpty();
        Page assigned = people.newcomer().assign();
        assertThat(assigned.form("#virtual-mfa-continue-form").submit()).matches(Person::atAws);
    }

    @Tag("long")
    @Test
    @Order(Integer.MAX_VALUE)
    void theSecondIsRefusedWhereTheDatabaseTakesTwoIdsForTheSame() throws SQLException {
        assumeTrue(!toLooseCollation().isEmpty(), "No column of this database has a collation of its own");
        List<Person> both = people.ofADirectory(List.of("jose", "josé"));
        Person jose = both.get(0);
        Person accented = both.get(1);
        execute(toLooseCollation());
        jose.assign();
        realm.clock().toNextStep();
        String before = tables.ledgerState(jose.user().id());

        Page wizard = accented.signIn();
        Page page =
                accented.pair(wizard, accented.scan(wizard).pair(realm.clock().now()));

        assertThat(page.status()).as(page.toString()).isEqualTo(200);
        assertThat(accented.events()).doesNotContain("UPDATE_CREDENTIAL assigned");
        assertThat(tables.ledgerState(jose.user().id())).isEqualTo(before);
        assertThat(jose.devices()).hasSize(1);
        Person again = jose.elsewhere();
        assertThat(again.code(again.signIn(), again.code())).matches(Person::atAws);
    }

    /** So the request reads the user, and what it sees is settled, before it acts. */
    private void forgetUsers() {
        realm.admin().post("/clear-user-cache", Map.of());
    }

    private static List<Person> browsers(Person person) {
        List<Person> browsers = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            browsers.add(person.elsewhere());
        }
        return browsers;
    }

    private interface Post {

        Page from(int number, Page page);
    }

    /** All at once. On a slow machine some may wait longer than the lock's bound: they are asked to try again, and do. */
    private static List<Page> atOnce(List<Page> pages, Post post) throws Exception {
        List<Page> answers = new ArrayList<>(AtOnce.times(pages.size(), i -> post.from(i, pages.get(i))));
        for (int i = 0; i < answers.size(); i++) {
            if (isBusy(answers.get(i))) {
                answers.set(i, post.from(i, answers.get(i)));
            }
        }
        assertThat(answers).noneMatch(DatabaseContract::isBusy);
        return answers;
    }

    private static boolean isBusy(Page page) {
        return page.html().text().contains(BUSY);
    }

    /** The number makes each different, whatever a database takes for the same. */
    private static List<String> names() {
        return IntStream.range(0, NAMES)
                .mapToObj(i -> {
                    String part = PARTS.get(i % PARTS.size());
                    return i % 3 == 0 ? i + part : part + i;
                })
                .toList();
    }

    /** The usernames of all pages of a list, without those of users who are not imported. */
    private List<String> walk(String call, int most) {
        String address = "/aws-mfa/" + call + (call.contains("?") ? "&" : "?") + "max=" + most;
        List<String> names = new ArrayList<>();
        JsonNode page = realm.admin().get(address);
        while (true) {
            JsonNode items = page.get(call.startsWith("users") ? "users" : "devices");
            for (JsonNode item : items) {
                if (!item.path("userId").asText(item.path("id").asText()).startsWith("f:")) {
                    names.add(item.get("username").asText());
                }
            }
            if (!page.has("next")) {
                return names;
            }
            page = realm.admin().get(address + "&after=" + page.get("next").asText());
        }
    }

    private static List<String> texts(JsonNode items, String field) {
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.get(field).asText())
                .toList();
    }

    /** Of a line of the report; empty for one that is about no user in Keycloak's own tables. */
    private static String user(String line) {
        try {
            JsonNode user = AdminApi.JSON.readTree(line);
            return user.path("arn").asText().contains("user/f:")
                    ? ""
                    : user.path("user").asText();
        } catch (java.io.IOException e) {
            throw new AssertionError(line, e);
        }
    }

    private List<String> boundsOfConnections() {
        return lockBound().isEmpty() ? List.of() : tables.onConnections(lockBound());
    }

    private void update(Connection connection, String sql, String userId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql + " where REALM_ID = ? and USER_ID = ?")) {
            statement.setString(1, realmId());
            statement.setString(2, userId);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    private void insert(Connection connection, String userId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "insert into VIRTUAL_MFA_LEDGER (REALM_ID, USER_ID, LEDGER_STATE) values (?, ?, '{}')")) {
            statement.setString(1, realmId());
            statement.setString(2, userId);
            statement.executeUpdate();
        }
    }

    private String realmId() {
        return realm.admin().get("").get("id").asText();
    }

    private void execute(List<String> statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Where Liquibase keeps which of our change sets have run: Keycloak cuts the name. */
    private String changeLog() throws SQLException {
        try (Connection connection = database.connect();
                ResultSet found = connection
                        .getMetaData()
                        .getTables(connection.getCatalog(), null, "%", new String[] {"TABLE"})) {
            while (found.next()) {
                String name = found.getString("TABLE_NAME");
                if (name.toUpperCase(Locale.ROOT).startsWith("DATABASECHANGELOG_VIRTUAL")) {
                    return name;
                }
            }
            throw new AssertionError("Liquibase has no table of ours");
        }
    }
}
