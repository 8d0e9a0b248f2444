package io.github.keycloakawsmfa.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.AtOnce;
import io.github.keycloakawsmfa.fixture.Browser;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Stress;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * One right code, posted many times at once, round after round. Between two rounds more than a day passes: the wrong codes of the losers
 * are forgotten, and their pages, which the realm lets live for years, may be posted again.
 */
@Tag("stress")
@TestInstance(Lifecycle.PER_CLASS)
abstract class ManyAtOnce {

    private static final int POSTS = 50;
    private static final int YEARS = (int) Duration.ofDays(1000).toSeconds();
    private static final Duration ROUND = Duration.ofHours(25);

    private TestRealm realm;
    private People people;

    abstract TestRealm realm();

    /** The browser of that number, set to the node that its requests go to. */
    abstract Browser placed(Browser browser, int number);

    @BeforeAll
    void setUp() {
        realm = realm();
        people = People.of(realm);
        realm.change(
                settings -> settings.put("accessCodeLifespanLogin", YEARS).put("accessCodeLifespanUserAction", YEARS));
    }

    @Test
    void fromManyBrowsersLetsOneIn() throws Exception {
        Person person = people.withDevice();
        List<Page> pages = AtOnce.times(POSTS, i -> signedIn(person, i));
        for (int round = 1; round <= Stress.rounds(); round++) {
            nextRound();
            String code = person.code();
            List<Page> codePages = pages;
            List<Page> answers = AtOnce.times(POSTS, i -> person.code(codePages.get(i), code));

            assertThat(answers.stream().filter(Person::atAws))
                    .as("in round " + round)
                    .hasSize(1);
            assertThat(answers.stream().filter(page -> !Person.atAws(page))).allSatisfy(ManyAtOnce::saysWhy);
            acceptedOnce(person, round);
            pages = AtOnce.times(POSTS, i -> Person.atAws(answers.get(i)) ? signedIn(person, i) : answers.get(i));
        }
    }

    /** Pages of one browser share one authentication: what came too late may go on with the session that the code opened. */
    @Test
    void fromOnePageOpensOneSession() throws Exception {
        Person person = people.withDevice();
        for (int round = 1; round <= Stress.rounds(); round++) {
            nextRound();
            Person signedIn = person.elsewhere();
            URI action = signedIn.signIn().form("#kc-otp-login-form").action();
            String code = person.code();
            List<Page> answers = AtOnce.times(
                    POSTS, i -> placed(signedIn.browser().copy(), i).post(action, Map.of("otp", code)));

            assertThat(answers.stream().filter(Person::atAws))
                    .as("in round " + round)
                    .isNotEmpty();
            assertThat(realm.clientSessions(person.user())).hasSize(1);
            acceptedOnce(person, round);
        }
    }

    private Page signedIn(Person person, int number) {
        Person there = person.elsewhere();
        placed(there.browser(), number);
        return there.signIn();
    }

    private void nextRound() {
        realm.clock().advance(ROUND);
        realm.clock().toNextStep();
        realm.clearEvents();
    }

    private static void acceptedOnce(Person person, int round) {
        assertThat(Collections.frequency(person.events(), "LOGIN code_accepted"))
                .as("in round " + round)
                .isEqualTo(1);
    }

    private static void saysWhy(Page page) {
        assertThat(page.text("#kc-otp-login-form #input-error-otp-code"))
                .containsAnyOf("not valid, or it was already used", "too many wrong codes", "Please try again");
    }
}
