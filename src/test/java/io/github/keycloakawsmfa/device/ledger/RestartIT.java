package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.Cluster;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What only memory held is gone: Keycloak's own used codes (its cache actionTokens) would be good again. */
@DisplayName("After a full stop and a new start")
class RestartIT {

    @RegisterExtension
    static final Cluster cluster = Cluster.ofTwo();

    @RegisterExtension
    static final TestRealm realm = TestRealm.on(cluster);

    private static final String ERROR = "span#input-error-otp-code";

    private static Person person;
    private static Person guessed;
    private static String used;
    private static Instant before;

    @BeforeAll
    static void useACodeAndRestart() throws Exception {
        People people = People.of(realm);
        person = people.withDevice();
        used = person.code();
        assertThat(person.code(person.signIn(), used)).matches(Person::atAws);
        // Half a minute later at most: that code is still in the window.
        guessed = people.withDevice();
        Page page = guessed.signIn();
        for (int i = 0; i < 5; i++) {
            page = guessed.code(page, guessed.wrongCode());
        }
        before = realm.clock().now();

        cluster.restart();
        realm.clock().goTo(before);
    }

    @Test
    void aUsedCodeIsRefusedAndTheNextIsGood() {
        realm.clock().goTo(before);
        for (int node = 1; node <= 2; node++) {
            Person again = person.elsewhere().at(cluster.node(node));
            assertThat(again.code(again.signIn(), used).text(ERROR))
                    .startsWith("This code is not valid, or it was already used.");
            // Not at their end: the clock went back.
            assertThat(Collections.frequency(again.events(), "LOGIN_ERROR code_refused"))
                    .isEqualTo(node);
        }
        realm.clock().toNextStep();
        Person again = person.elsewhere();
        assertThat(again.code(again.signIn(), person.code())).matches(Person::atAws);
    }

    @Test
    void aWaitGoesOn() {
        realm.clock().goTo(before);
        Person again = guessed.elsewhere();
        assertThat(again.code(again.signIn(), again.code()).text(ERROR)).startsWith("There were too many wrong codes.");
    }

    @Test
    void evidenceOfALivingSessionHolds() {
        assertThat(person.at(cluster.node(2)).open()).as("by the cookie alone").matches(Person::atAws);
    }
}
