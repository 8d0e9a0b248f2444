package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.AtOnce;
import io.github.keycloakawsmfa.fixture.MariaDb;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Its transactions see what was there when they first read (repeatable read). A request has read before its code is spent in another
 * transaction, so what it asks the database afterwards is old: it has to know what it did itself.
 */
@DisplayName("On MariaDB")
class MariaDbIT {

    @RegisterExtension
    static final MariaDb database = MariaDb.create();

    @RegisterExtension
    static final TestRealm realm = TestRealm.on(database);

    private static final int MANY = 20;
    private static final String BUSY = "That did not work just now.";
    private static final String LIST = "#virtual-mfa-devices-form";

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
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

        List<Page> answers = AtOnce.times(MANY, i -> browsers.get(i).code(pages.get(i), code));

        assertThat(answers.stream().filter(Person::atAws)).hasSize(1);
        assertThat(Collections.frequency(person.events(), "LOGIN code_accepted"))
                .isEqualTo(1);
        noneIsBusy(answers);
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
        List<Page> answers = AtOnce.times(MANY, i -> {
            Phone.Pair pair = phones.get(i).pair(realm.clock().now());
            return wizards.get(i)
                    .form("#kc-totp-settings-form")
                    .set("deviceName", "device " + i)
                    .set("code1", pair.code1())
                    .set("code2", pair.code2())
                    .submit();
        });

        noneIsBusy(answers);
        assertThat(answers.stream().filter(page -> page.has("#virtual-mfa-assigned")))
                .hasSize(1);
        assertThat(first.devices()).hasSize(1);
    }

    @Test
    void aRowThatWasLostIsMadeByManyPostsAtOnce() throws Exception {
        Person person = people.withDevice();
        List<Person> browsers = browsers(person);
        List<Page> pages = AtOnce.times(MANY, i -> browsers.get(i).signIn());
        Tables.of(realm).deleteLedgerRow(person.user().id());

        List<Page> answers = AtOnce.times(MANY, i -> browsers.get(i).code(pages.get(i), person.code()));

        noneIsBusy(answers);
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

    /** So the request reads the user, and what it sees is settled, before it acts. */
    private static void forgetUsers() {
        realm.admin().post("/clear-user-cache", Map.of());
    }

    private static List<Person> browsers(Person person) {
        List<Person> browsers = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            browsers.add(person.elsewhere());
        }
        return browsers;
    }

    private static void noneIsBusy(List<Page> answers) {
        assertThat(answers).noneMatch(page -> page.html().text().contains(BUSY));
    }
}
