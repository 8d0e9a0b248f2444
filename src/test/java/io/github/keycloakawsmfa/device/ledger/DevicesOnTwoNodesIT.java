package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Cluster;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("What one node does to a device")
class DevicesOnTwoNodesIT {

    @RegisterExtension
    static final Cluster cluster = Cluster.ofTwo();

    @RegisterExtension
    static final TestRealm realm = TestRealm.on(cluster);

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
    }

    /** The other node has the user in its cache by then; it hears of the change after the answer, so asking takes patience. */
    @Test
    void theOthersAdminRestShows() {
        Person person = people.newcomer();
        assertThat(listedAt(2, person)).isEmpty();

        person.at(cluster.node(1)).assign();

        List<String> listed = listedAt(2, person);
        for (Instant end = Instant.now().plus(PATIENCE);
                listed.isEmpty() && Instant.now().isBefore(end); ) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            listed = listedAt(2, person);
        }
        assertThat(listed).hasSize(1).isEqualTo(listedAt(1, person));
    }

    @Test
    void theOthersGateKnowsAtOnce() {
        Person person = people.withDevice().at(cluster.node(2));
        assertThat(person.code(person.signIn(), person.code())).matches(Person::atAws);
        assertThat(person.open()).as("by the cookie alone").matches(Person::atAws);

        String device = listedAt(1, person).get(0);
        admin(1).delete("/users/" + person.user().id() + "/credentials/" + device);

        Page page = person.open();
        assertThat(page.has("#virtual-mfa-sign-in-again")).as(page.toString()).isTrue();
    }

    @Test
    void theOthersSignInFollowsAtOnce() {
        Person person = people.newcomer();
        Person elsewhere = person.elsewhere().at(cluster.node(2));
        Page form = elsewhere.open();

        person.at(cluster.node(1)).assign();

        Page page = elsewhere.password(form);
        assertThat(page.has("#kc-otp-login-form")).as(page.toString()).isTrue();
    }

    private static List<String> listedAt(int node, Person person) {
        List<String> ids = new ArrayList<>();
        for (JsonNode credential : admin(node).get("/users/" + person.user().id() + "/credentials")) {
            if (credential.get("type").asText().equals("virtual-mfa")) {
                ids.add(credential.get("id").asText());
            }
        }
        return ids;
    }

    private static AdminApi admin(int node) {
        return cluster.node(node).admin().realm(realm.name());
    }
}
