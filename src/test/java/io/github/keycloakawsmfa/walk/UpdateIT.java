package io.github.keycloakawsmfa.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Cluster;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An update node by node: node 1 has the release before, node 2 this one, and both work on one database. {@code -Dold.jar=…} takes another
 * release for the first.
 */
@Tag("long")
@DisplayName("While an older release runs beside this one")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UpdateIT {

    @RegisterExtension
    static final Cluster cluster = Cluster.updating();

    @RegisterExtension
    static final TestRealm realm = TestRealm.on(cluster);

    private static final String ERROR = "#input-error-otp-code";

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.app("app");
    }

    /** Set up by the older one. */
    @Test
    @Order(1)
    void theNewerOneSetsUpWhatIsThereAlready() {
        JsonNode again = api(2).post("/aws-mfa/setup", Map.of());
        assertThat(again.get("errors")).as(again.toString()).isNull();
        assertThat(realm.admin().post("/aws-mfa/setup", Map.of()).has("changes"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 1"})
    @Order(1)
    void usersGoOnAtTheOther(int first, int second) {
        Person person = people.newcomer();
        Page wizard = person.at(cluster.node(first)).signIn();
        assertThat(person.at(cluster.node(second))
                        .assign(wizard)
                        .form("#virtual-mfa-continue-form")
                        .submit())
                .matches(Person::atAws);
        assertThat(person.at(cluster.node(first)).open())
                .as("by evidence of the other")
                .matches(Person::atAws);

        for (int node : new int[] {first, second}) {
            realm.clock().toNextStep();
            Person again = person.elsewhere().at(cluster.node(node));
            Page page = again.signIn();
            String code = again.code();
            assertThat(again.at(cluster.node(3 - node)).code(page, code)).matches(Person::atAws);
            assertThat(again.at(cluster.node(node)).open()).as("by the cookie").matches(Person::atAws);
            Person thief = person.elsewhere().at(cluster.node(node));
            assertThat(thief.code(thief.signIn(), code).has(ERROR))
                    .as("a code that the other took")
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 1"})
    @Order(1)
    void wrongCodesAtOneMakeTheOtherWait(int first, int second) {
        Person person = people.withDevice();
        Page page = person.at(cluster.node(first)).signIn();
        for (int i = 0; i < 5; i++) {
            page = person.code(page, person.wrongCode());
        }
        Person there = person.elsewhere().at(cluster.node(second));
        assertThat(there.code(there.signIn(), there.code()).text(ERROR)).startsWith("There were too many wrong codes.");
    }

    /** What the newer one has written, the older one keeps, whether it knows it or not. */
    @Test
    @Order(1)
    void theOlderOneLosesNoField() throws Exception {
        Person person = people.newcomer().at(cluster.node(2));
        person.assign();
        nextSignIn(person, 2);
        Set<String> written = fields(person);

        nextSignIn(person, 1);

        assertThat(fields(person)).containsAll(written);
        nextSignIn(person, 2);
        nextSignIn(person, 1);
        assertThat(fields(person)).containsAll(written);
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 1"})
    @Order(1)
    void whatIsDeactivatedAtOneIsGoneAtTheOther(int first, int second) {
        Person person = people.withDevices(2);
        Person signedIn = person.elsewhere().at(cluster.node(second));
        assertThat(signedIn.code(signedIn.signIn(), signedIn.code())).matches(Person::atAws);
        // The older release lists devices without what this one documents.
        String removed = StreamSupport.stream(
                        api(first)
                                .get("/users/" + person.user().id() + "/credentials")
                                .spliterator(),
                        false)
                .filter(credential -> credential.get("type").asText().equals("virtual-mfa"))
                .findFirst()
                .orElseThrow()
                .get("id")
                .asText();

        api(first).delete("/aws-mfa/users/" + person.user().id() + "/devices/" + removed);

        Page asked = signedIn.open();
        assertThat(asked.has("#kc-otp-login-form"))
                .as("a code is asked for, as the evidence is gone with the device: " + asked)
                .isTrue();
        realm.clock().toNextStep();
        Person again = person.elsewhere().at(cluster.node(second));
        Page page = again.code(again.signIn(), again.codeOf(again.phone(1)));
        assertThat(page.has(ERROR)).as(page.toString()).isTrue();
        assertThat(again.code(page, again.codeOf(again.phone(2)))).matches(Person::atAws);
    }

    /** The last step of the update: the session and the spent code are from before, the wizard was open. */
    @Test
    @Order(2)
    void theOlderOneIsReplacedAndNothingIsLost() {
        Person person = people.withDevice().at(cluster.node(1));
        String spent = person.code();
        assertThat(person.code(person.signIn(), spent)).matches(Person::atAws);
        Person newcomer = people.newcomer().at(cluster.node(1));
        Page wizard = newcomer.signIn();

        cluster.update(cluster.node(1));

        assertThat(person.open()).as("by the cookie").matches(Person::atAws);
        assertThat(newcomer.assign(wizard).form("#virtual-mfa-continue-form").submit())
                .matches(Person::atAws);
        Person thief = person.elsewhere().at(cluster.node(1));
        assertThat(thief.code(thief.signIn(), spent).has(ERROR)).isTrue();
        nextSignIn(person, 1);
    }

    private static void nextSignIn(Person person, int node) {
        realm.clock().toNextStep();
        Person again = person.elsewhere().at(cluster.node(node));
        Page page = again.code(again.signIn(), again.code());
        assertThat(page).matches(Person::atAws);
    }

    private static AdminApi api(int node) {
        return cluster.node(node).admin().realm(realm.name());
    }

    /** The names in the row, devices' below theirs. */
    private static Set<String> fields(Person person) throws Exception {
        try (Connection connection = cluster.database().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select ledger_state from virtual_mfa_ledger where user_id = '"
                        + person.user().id() + "'")) {
            assertThat(row.next()).isTrue();
            Set<String> names = new TreeSet<>();
            AdminApi.JSON.readTree(row.getString(1)).properties().forEach(field -> {
                names.add(field.getKey());
                field.getValue().properties().forEach(inner -> {
                    names.add(field.getKey() + "." + inner.getKey());
                    inner.getValue().fieldNames().forEachRemaining(name -> names.add(field.getKey() + ".*." + name));
                });
            });
            return names;
        }
    }
}
