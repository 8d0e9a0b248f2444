package io.github.keycloakawsmfa.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.Cluster;
import io.github.keycloakawsmfa.fixture.Node;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("On two nodes")
class TwoNodesIT {

    @RegisterExtension
    static final Cluster cluster = Cluster.ofTwo();

    @RegisterExtension
    static final TestRealm realm = TestRealm.on(cluster);

    private static final String ERROR = "span#input-error-otp-code";
    private static final String REFUSED =
            "This code is not valid, or it was already used. Wait for the next code and try again.";

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
    }

    @AfterEach
    void setTheClocksRight() {
        realm.clock().reset();
    }

    @Test
    void aCodeUsedAtOneIsRefusedAtTheOther() {
        Person person = people.withDevice();
        String code = person.code();
        assertThat(typed(person, 1, code)).matches(Person::atAws);

        Person thief = person.elsewhere();
        assertThat(typed(thief, 2, code).text(ERROR)).isEqualTo(REFUSED);
        assertThat(person.events()).endsWith("LOGIN code_accepted", "LOGIN_ERROR code_refused");

        realm.clock().toNextStep();
        assertThat(typed(thief.elsewhere(), 2, person.code())).matches(Person::atAws);
        assertThat(typed(thief.elsewhere(), 1, person.code()).text(ERROR)).isEqualTo(REFUSED);
    }

    /** The steps that the slower node still thinks of: without a common last step each would be good there. */
    @ParameterizedTest
    @ValueSource(ints = {30, 60})
    void whatWasSpentAtOneIsOldAtTheOtherWhoseClockIsBehind(int seconds) {
        Person person = people.withDevice();
        realm.clock().advance(Duration.ofMinutes(3));
        realm.clock().toNextStep();
        Node behind = cluster.node(2);
        behind.clock().advance(Duration.ofSeconds(-seconds));
        int ago = seconds / 30 - 1;
        String spent = person.codeAgo(ago);
        String newer = person.codeAgo(ago - 1);
        assertThat(typed(person, 1, spent)).matches(Person::atAws);

        Person there = person.elsewhere();
        Page page = there.at(behind).signIn();
        for (int older = 0; older < 3; older++) {
            page = there.code(page, person.codeAgo(ago + older));
            assertThat(page.text(ERROR)).as(older + " steps before").isEqualTo(REFUSED);
        }
        behind.clock().advance(Duration.ofSeconds(seconds));
        page = there.code(page, spent);
        assertThat(page.text(ERROR)).isEqualTo(REFUSED);
        assertThat(there.code(page, newer)).as("in time").matches(Person::atAws);
    }

    @Test
    void wrongCodesAtOneMakeTheOtherWait() {
        Person person = people.withDevice();
        for (int i = 0; i < 5; i++) {
            Page page = typed(person.elsewhere(), 1 + i % 2, person.wrongCode());
            assertThat(page.text(ERROR)).startsWith("This code is not valid");
        }

        for (int node = 1; node <= 2; node++) {
            Page page = typed(person.elsewhere(), node, person.code());
            assertThat(page.text(ERROR)).startsWith("There were too many wrong codes.");
        }
        realm.clock().advance(Duration.ofSeconds(30));
        assertThat(typed(person.elsewhere(), 2, person.code())).matches(Person::atAws);
    }

    private static Page typed(Person person, int node, String code) {
        return person.code(person.at(cluster.node(node)).signIn(), code);
    }
}
