package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user's ledger row that somebody edited, or that a later release wrote before a downgrade. */
@DisplayName("S14: a record that cannot be read")
class DamagedRecordIT {

    private static final String DAMAGED = "half a row {";
    private static final String LATER = "{\"v\":2,\"devices\":{},\"shape\":\"new\"}";

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static People people;
    private static Tables tables;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.app("app");
        tables = Tables.of(realm);
    }

    @ParameterizedTest
    @ValueSource(strings = {DAMAGED, LATER, "", "null"})
    void closesTheSignInWithAPageAndAnEventAndUnlockOpensIt(String row) {
        Person person = people.withDevices(1);
        damage(person, row);

        Person here = person.elsewhere();
        Page page = here.signIn();

        closed(page);
        assertThat(person.lastEvent().error()).isEqualTo("generic_authentication_error");
        assertThat(person.lastEvent().details().get("reason")).matches("(the )?ledger .*");
        assertThat(findings())
                .filteredOn(finding -> finding.get("where")
                        .asText()
                        .equals("user " + person.user().id()))
                .extracting(finding -> finding.get("id").asText() + " "
                        + finding.get("severity").asText())
                .containsExactly("record-damaged error");

        AdminApi.Answer unlocked = unlock(person);
        assertThat(unlocked.status()).as(unlocked.toString()).isEqualTo(204);
        assertThat(person.events()).endsWith("UPDATE_CREDENTIAL unlocked_by_administrator");
        Person there = person.elsewhere();
        Page code = there.signIn();
        Page used = there.code(code, person.codeOf(person.phone(1)));
        assertThat(used.has("#input-error-otp-code"))
                .as("codes of this minute count as used")
                .isTrue();
        realm.clock().advance(java.time.Duration.ofMinutes(1));
        assertThat(there.code(used, person.codeOf(person.phone(1)))).matches(Person::atAws);
    }

    /** Evidence of a session from before is none while the row cannot be read, and none afterwards. */
    @Test
    void endsEvidence() {
        Person person = people.withDevice();
        realm.clock().toNextStep();
        assertThat(person.code(person.signIn(), person.code())).matches(Person::atAws);
        assertThat(person.open()).as("single sign-on").matches(Person::atAws);
        damage(person, DAMAGED);
        closed(person.open());
        unlock(person);
        assertThat(person.open().has("#kc-otp-login-form")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {DAMAGED, LATER})
    void isNeverAnInternalErrorAtAnyOtherDoor(String row) {
        Person person = people.withDevices(2);
        String id = person.devices().get(0).get("id").asText();
        damage(person, row);
        String users = "/aws-mfa/users/" + person.user().id();
        String device = users + "/devices/" + id;

        assertThat(realm.admin().send("GET", users + "/devices", null).status()).isEqualTo(200);
        Map<String, String> pair = Map.of("code1", "123456", "code2", "654321");
        for (AdminApi.Answer answer : List.of(
                realm.admin().send("POST", device + "/resync", pair),
                realm.admin().send("POST", device + "/rename", Map.of("name", "new")),
                realm.admin().send("POST", users + "/ticket", null))) {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(409);
            assertThat(answer.json().get("outcome").asText()).isEqualTo("record_damaged");
            assertThat(answer.toString()).doesNotContain("half a row", "shape");
        }
        assertThat(person.elsewhere()
                        .signIn(realm.actionAt("app", "virtual-mfa"))
                        .status())
                .isLessThan(500);
        assertThat(person.elsewhere()
                        .signIn(realm.actionAt("app", "virtual-mfa-devices"))
                        .status())
                .isLessThan(500);
    }

    @Test
    void closesTheWizardOfAUserWithoutADevice() {
        Person person = people.withDevice();
        realm.admin()
                .delete("/users/" + person.user().id() + "/credentials/"
                        + person.devices().get(0).get("id").asText());
        damage(person, DAMAGED);
        Person here = person.elsewhere();
        Page wizard = here.signIn();

        closed(here.pair(wizard, here.scan(wizard).pair(realm.clock().now())));
        unlock(person);
        Person there = person.elsewhere();
        assertThat(there.assign().form("#virtual-mfa-continue-form").submit()).matches(Person::atAws);
    }

    @ParameterizedTest
    @ValueSource(strings = {DAMAGED, LATER})
    void anAdministratorDeactivatesADeviceAllTheSame(String row) {
        Person person = people.withDevices(2);
        damage(person, row);

        AdminApi.Answer gone = realm.admin()
                .send(
                        "DELETE",
                        "/aws-mfa/users/" + person.user().id() + "/devices/"
                                + person.devices().get(0).get("id").asText(),
                        null);

        assertThat(gone.status()).as(gone.toString()).isEqualTo(204);
        assertThat(person.devices()).hasSize(1);
        realm.clock().advance(java.time.Duration.ofMinutes(2));
        Person here = person.elsewhere();
        Page used = here.code(here.signIn(), person.codeOf(person.phone(2)));
        realm.clock().advance(java.time.Duration.ofMinutes(1));
        assertThat(here.code(used, person.codeOf(person.phone(2)))).matches(Person::atAws);
    }

    @Test
    void whatALaterReleaseAddedIsKept() {
        Person person = people.withDevice();
        String state = tables.ledgerState(person.user().id());
        String later = state.replaceFirst("\\{", "{\"later\":{\"a\":[1,2]},");
        tables.setLedgerState(person.user().id(), later);

        Person here = person.elsewhere();
        assertThat(here.code(here.signIn(), here.code())).matches(Person::atAws);

        assertThat(tables.ledgerState(person.user().id()))
                .contains("\"later\":{\"a\":[1,2]}")
                .isNotEqualTo(later);
    }

    private static void damage(Person person, String row) {
        assertThat(tables.ledgerState(person.user().id())).as("there is a row").isNotEmpty();
        tables.setLedgerState(person.user().id(), row);
    }

    private static AdminApi.Answer unlock(Person person) {
        return realm.admin().send("POST", "/aws-mfa/users/" + person.user().id() + "/unlock", null);
    }

    private static List<JsonNode> findings() {
        return StreamSupport.stream(
                        realm.admin().get("/aws-mfa/check").get("findings").spliterator(), false)
                .toList();
    }

    private static void closed(Page page) {
        assertThat(page.has("#virtual-mfa-unavailable")).as(page.toString()).isTrue();
        assertThat(page.status()).isLessThan(500);
        assertThat(page.html().text()).doesNotContain("half a row", "version");
    }
}
