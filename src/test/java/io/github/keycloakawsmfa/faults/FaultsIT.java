package io.github.keycloakawsmfa.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.benchmark.Target;
import io.github.keycloakawsmfa.device.keys.SeededDevices;
import io.github.keycloakawsmfa.faults.Load.Fault;
import io.github.keycloakawsmfa.faults.Load.Struck;
import io.github.keycloakawsmfa.faults.SignIn.Outcome;
import io.github.keycloakawsmfa.fixture.Cluster;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Stress;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Sign-ins at AWS on two nodes behind a proxy, and on one whose pool is smaller than the load, while something fails. Whatever it is: no code is
 * taken twice, every request is answered, and soon everybody signs in again with the next code.
 */
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("While users sign in")
class FaultsIT {

    private static final int USERS = 2 * Stress.rounds();
    private static final int AT_ONCE = 8;
    private static final int CROWD = 4 * Cluster.SMALL;
    private static final int ROUNDS = 3;

    private static final Duration CLOCK_STEP = Duration.ofSeconds(30);

    @RegisterExtension
    static final Cluster cluster = Cluster.ofTwo();

    @RegisterExtension
    static final TestRealm realm = TestRealm.on(cluster);

    @RegisterExtension
    static final Cluster smallPool = Cluster.ofSmallPool();

    @RegisterExtension
    static final TestRealm crowded = TestRealm.on(smallPool);

    private static final FaultsTable table = new FaultsTable();
    private static Load load;
    private static long takenTwice;
    private static long lockedOut;

    @BeforeAll
    static void usersWithDevices() throws Exception {
        load = new Load(realm, users(cluster, realm), AT_ONCE);
        load.round();
    }

    private static List<Person> users(Cluster of, TestRealm in) {
        People people = People.of(in);
        return SeededDevices.in(
                        of.database(),
                        in.admin().get("").get("id").asText(),
                        people.newcomer().user())
                .load(USERS)
                .stream()
                .map(owner -> people.present(owner.user(), owner.phone()))
                .toList();
    }

    @AfterAll
    static void report() throws IOException {
        table.write(
                "Keycloak %s on PostgreSQL, %d users with a device, %d at a time; where there are few connections, %d."
                        .formatted(System.getProperty("keycloak.release"), USERS, AT_ONCE, CROWD),
                List.of(
                        new Target("codes that were taken twice", 0, takenTwice),
                        new Target("sign-ins without an answer in three minutes", 0, table.hung()),
                        new Target("users whom the second round after a fault did not accept", 0, lockedOut)));
    }

    @Test
    @Order(1)
    void nothingFails() throws Exception {
        List<SignIn> all = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            all.addAll(load.round());
        }
        table.add("nothing", all);
        assertThat(all).allMatch(signIn -> signIn.is(Outcome.ACCEPTED));
    }

    @Test
    @Order(2)
    void theDatabaseEndsAndComesBack() throws Exception {
        strike("the database is killed and started", () -> {
            cluster.database().kill();
            cluster.database().start();
        });
    }

    @Test
    @Order(3)
    void aNodeIsKilledAndComesBack() throws Exception {
        strike("the node that all use is killed and started", () -> {
            cluster.node(1).kill();
            // As a proxy does that asks a node whether it is ready.
            cluster.prefer(cluster.node(2));
            cluster.node(1).start();
            cluster.prefer(cluster.node(1));
        });
    }

    @Test
    @Order(4)
    void theServersClockIsStepped() throws Exception {
        for (Duration by : List.of(CLOCK_STEP, CLOCK_STEP.negated())) {
            String name = "the servers' clocks go " + (by.isNegative() ? "back" : "on") + " by 30 s";
            step(by);
            table.add(name, load.round());
            step(by.negated());
            table.add("and right again", load.round());
            soonAllAreAccepted(load);
        }
    }

    /** The phones keep the time. */
    private static void step(Duration by) {
        realm.clock().advance(by);
        load.users().forEach(user -> user.person().phone(user.person().phone().slowBy(by)));
    }

    @Test
    @Order(5)
    void moreUsersThanConnections() throws Exception {
        Load crowd = new Load(crowded, users(smallPool, crowded), CROWD);
        List<SignIn> all = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            all.addAll(crowd.round());
        }
        table.add("nothing, but there are " + Cluster.SMALL + " connections", all);
        soonAllAreAccepted(crowd);
    }

    private static void strike(String name, Fault fault) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Struck struck = load.during(fault);
            table.add(name, struck);
            soonAllAreAccepted(load);
        }
    }

    /** Whatever became of the first code after a fault, the second is good. */
    private static void soonAllAreAccepted(Load load) throws Exception {
        assertThat(table.hung()).isZero();
        load.round();
        lockedOut += load.round().stream()
                .filter(signIn -> !signIn.is(Outcome.ACCEPTED))
                .count();
        takenTwice += load.users().stream().mapToInt(User::acceptedTwice).sum();
        assertThat(lockedOut).isZero();
        assertThat(takenTwice).isZero();
    }
}
