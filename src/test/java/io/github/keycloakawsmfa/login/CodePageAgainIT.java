package io.github.keycloakawsmfa.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("A code page that the user comes back to")
class CodePageAgainIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
    }

    @Test
    void reloadedIsTheCodePage() {
        Person person = people.withDevice();
        Page page = person.code(person.signIn(), person.wrongCode()).reload();

        assertThat(person.code(page, person.code())).matches(Person::atAws);
    }

    @Test
    void byTheBackButtonSaysSoAndSpendsNothing() {
        Person person = people.withDevice();
        Page old = person.signIn();
        person.code(old, person.wrongCode());
        String code = person.code();
        Page page = person.code(old, code);

        assertThat(page.html().text()).contains("Action expired. Please continue with login now.");
        assertThat(person.events()).doesNotContain("LOGIN code_accepted");
        assertThat(person.code(page, code)).matches(Person::atAws);
    }

    @Test
    void afterItsTimeLeadsBackToThePasswordAndSpendsNothing() {
        Person person = people.withDevice();
        Page page = person.signIn();
        realm.clock().advance(Duration.ofMinutes(31));
        String code = person.code();
        Page expired = person.code(page, code);

        assertThat(expired.html().text()).contains("Your login attempt timed out.");
        assertThat(person.events()).doesNotContain("LOGIN code_accepted");
        assertThat(person.code(person.password(expired), code)).matches(Person::atAws);
    }

    @Test
    void inTwoTabsTakesACodeInEach() {
        Person person = people.withDevice();
        Page first = person.signIn();
        Page second = person.signIn();
        String code = person.code();
        assertThat(person.code(first, code)).matches(Person::atAws);
        second = person.code(second, code);

        assertThat(person.events()).endsWith("LOGIN code_accepted", "LOGIN_ERROR code_refused");
        realm.clock().toNextStep();
        assertThat(person.code(second, person.code())).matches(Person::atAws);
    }

    @Test
    void ofAUserWhoWasDisabledMeanwhileLooksAtNoCode() {
        Person person = people.withDevice();
        Page page = person.signIn();
        enabled(person, false);
        String code = person.code();
        page = person.code(page, code);

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.html().text()).contains("Account is disabled, contact your administrator.");
        assertThat(person.lastEvent().error()).isEqualTo("user_disabled");

        enabled(person, true);
        Person again = person.elsewhere();
        assertThat(again.code(again.signIn(), code)).as("not spent").matches(Person::atAws);
    }

    private static void enabled(Person person, boolean enabled) {
        ObjectNode json = (ObjectNode) person.json();
        realm.admin().put("/users/" + person.user().id(), json.put("enabled", enabled));
    }
}
