package io.github.keycloakawsmfa.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.Cluster;
import io.github.keycloakawsmfa.fixture.KeptRelease;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** On Keycloak 26.4.7, so that each Keycloak that is tested updates its own tables, too. */
@DisplayName("What 0.1.0 has left in the database")
class UpgradeIT {

    private static final KeptRelease KEPT = KeptRelease.of("0.1.0");
    private static final String ERROR = "#input-error-otp-code";

    @RegisterExtension
    static final Cluster cluster = Cluster.of(KEPT);

    @RegisterExtension
    static final TestRealm realm = TestRealm.present(cluster, KEPT.realm());

    @BeforeEach
    void whenItWasKept() {
        realm.clock().goTo(KEPT.at());
    }

    @Test
    void theSessionLeadsToAwsByItsEvidence() {
        Person person = person("signedIn");
        List<String> cookies = new ArrayList<>();
        note("signedIn").get("cookies").forEach(cookie -> cookies.add(cookie.asText()));
        person.browser().takeCookies(KEPT.address(), cookies);

        assertThat(person.open()).matches(Person::atAws);
    }

    @Test
    void aSpentCodeStaysSpentAndTheNextOneSignsIn() {
        Person person = person("signedIn");
        Page page = person.code(person.signIn(), note("signedIn").get("spent").asText());
        assertThat(page.has(ERROR)).as(page.toString()).isTrue();

        assertThat(person.code(page)).matches(Person::atAws);
    }

    /** There were five when it was kept, and the wait for them is over. */
    @Test
    void wrongCodesOfBeforeStillCount() {
        Person person = person("waiting");
        Page page = person.code(person.signIn(), person.wrongCode());
        page = person.code(page, person.code());
        assertThat(page.text(ERROR)).startsWith("There were too many wrong codes.");

        realm.clock().advance(Duration.ofMinutes(2));
        assertThat(person.code(page)).matches(Person::atAws);
    }

    @Test
    void eachOfTwoDevicesSignsIn() {
        for (String phone : List.of("first", "second")) {
            Person person = person("withTwo");
            person.phone(phone("withTwo", phone));
            assertThat(person.code(person.signIn())).as(phone).matches(Person::atAws);
        }
        assertThat(person("withTwo").devices()).hasSize(2);
    }

    @Test
    void theTicketAssignsAFirstDevice() {
        realm.change(json -> json.withObject("/attributes").put("aws-mfa.first-device", "ticket"));
        Person person = person("invited");
        Page wizard = person.signIn();
        Phone.Pair pair = person.scan(wizard).pair(realm.clock().now());
        Page assigned = wizard.form(Person.WIZARD)
                .set("ticket", note("invited").get("ticket").asText())
                .set("code1", pair.code1())
                .set("code2", pair.code2())
                .submit();

        assertThat(assigned.has("#virtual-mfa-assigned"))
                .as(assigned.toString())
                .isTrue();
        realm.change(json -> json.withObject("/attributes").put("aws-mfa.first-device", "password"));
    }

    @Test
    void aNewcomerAssignsOne() {
        assertThat(person("newcomer")
                        .assign()
                        .form("#virtual-mfa-continue-form")
                        .submit())
                .matches(Person::atAws);
    }

    @Test
    void setUpFindsNothingToDo() {
        assertThat(realm.admin()
                        .post(
                                "/aws-mfa/setup?dryRun=true",
                                Map.of("accounts", Map.of("123456789012", List.of("Admin"))))
                        .get("changes"))
                .isNotEmpty()
                .allSatisfy(change -> assertThat(change.get("action").asText())
                        .as(change.toString())
                        .isEqualTo("keep"));
    }

    private static JsonNode note(String name) {
        return KEPT.notes().get(name);
    }

    private static Person person(String name) {
        JsonNode note = note(name);
        Person person = new Person(
                realm,
                new TestUser(
                        note.get("id").asText(),
                        note.get("username").asText(),
                        note.get("password").asText()));
        if (note.has("first")) {
            person.phone(phone(name, "first"));
        }
        return person.at(cluster.node(1));
    }

    private static Phone phone(String name, String which) {
        return new Phone(Base64.getDecoder().decode(note(name).get(which).asText()), Duration.ZERO);
    }
}
