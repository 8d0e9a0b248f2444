package io.github.keycloakawsmfa.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Wrong codes slow a user down")
class WrongCodesIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static final String ERROR = "span#input-error-otp-code";
    private static final String REFUSED = "This code is not valid, or it was already used.";

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        // Guarded, but signed in to by the realm's flow, which asks for no code: so the required action does.
        realm.client(client -> {
            client.put("clientId", "marked").put("publicClient", true);
            client.putArray("redirectUris").add(TestRealm.APP.toString());
            client.putObject("attributes").put("aws-mfa.guarded", "true");
        });
    }

    @Test
    void afterFiveTheyWaitAndAreToldHowLong() {
        Person person = people.withDevice();
        Page page = wrong(person, person.signIn(), 5);
        String code = person.code();
        page = person.code(page, code);

        assertThat(waiting(page)).isBetween(10, 30);
        assertThat(person.events()).endsWith("LOGIN_ERROR code_refused", "LOGIN_ERROR waiting");
        assertThat(person.lastEvent().error()).isEqualTo("user_temporarily_disabled");

        advance(30);
        assertThat(person.code(page, code)).as("not looked at, so not spent").matches(Person::atAws);
    }

    @Test
    void theWaitDoublesAndWrongCodesWithinItDoNotCount() {
        Person person = people.withDevice();
        Page page = wrong(person, person.signIn(), 5);
        page = person.code(page, person.wrongCode());
        assertThat(waiting(page)).isBetween(10, 30);

        advance(30);
        page = wrong(person, page, 1);
        page = person.code(page, person.code());
        assertThat(waiting(page)).isBetween(40, 60);

        advance(60);
        page = wrong(person, page, 1);
        assertThat(person.code(page, person.code()).text(ERROR)).contains("2 minutes");
    }

    @Test
    void aRightCodeEndsTheWaitButOnlyTimeForgets() {
        Person person = people.withDevice();
        Page page = wrong(person, person.signIn(), 5);
        advance(60);
        assertThat(person.code(page, person.code())).matches(Person::atAws);

        Person thief = person.elsewhere();
        page = wrong(thief, thief.signIn(), 1);
        assertThat(waiting(thief.code(page, thief.code()))).as("the sixth").isBetween(40, 60);

        advance(25 * 60 * 60);
        page = wrong(thief, thief.signIn(), 4);
        assertThat(thief.code(page, thief.code())).matches(Person::atAws);
    }

    @Test
    void theFlowAndTheRequiredActionCountTogether() {
        Person person = people.withDevice();
        wrong(person, person.signIn(), 3);
        Person other = person.elsewhere();
        Page page = other.signIn(realm.signInAt("marked"));
        assertThat(page.uri().getPath()).endsWith("/login-actions/required-action");
        page = other.code(wrong(other, page, 2), other.code());
        assertThat(waiting(page)).isBetween(10, 30);
        Person third = person.elsewhere();
        assertThat(waiting(third.code(third.signIn(), third.code()))).isBetween(10, 30);

        advance(30);
        assertThat(other.code(page, other.code()).uri().toString()).startsWith(TestRealm.APP.toString());
        assertThat(other.events()).endsWith("CUSTOM_REQUIRED_ACTION code_accepted", "LOGIN code_accepted");
    }

    @Test
    void oneUsersWaitIsNobodyElses() {
        Person person = people.withDevice();
        Person other = people.withDevice();
        wrong(person, person.signIn(), 5);

        assertThat(other.code(other.signIn(), other.code())).matches(Person::atAws);
    }

    /** Types so many wrong codes, each of which is looked at. */
    private static Page wrong(Person person, Page codePage, int times) {
        Page page = codePage;
        for (int i = 0; i < times; i++) {
            page = person.code(page, person.wrongCode());
            assertThat(page.text(ERROR)).isEqualTo(REFUSED);
        }
        return page;
    }

    /** The seconds that the page tells. */
    private static int waiting(Page page) {
        String text = page.text(ERROR);
        assertThat(text)
                .matches("There were too many wrong codes\\. Please wait \\d+ seconds?, then type a new code\\.");
        return Integer.parseInt(text.replaceAll("\\D", ""));
    }

    private static void advance(int seconds) {
        realm.clock().advance(Duration.ofSeconds(seconds));
    }
}
