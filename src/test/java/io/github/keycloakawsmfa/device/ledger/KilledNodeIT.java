package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keycloakawsmfa.fixture.Cluster;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A node dies by SIGKILL while a right code is on its way through it, and the same code is then typed at the other, twice. A lock in the
 * database holds the request at the moment in question, so that nothing depends on how fast the kill is.
 */
@DisplayName("A code whose node is killed")
class KilledNodeIT {

    @RegisterExtension
    static final Cluster cluster = Cluster.ofTwo();

    @RegisterExtension
    static final TestRealm realm = TestRealm.on(cluster);

    private static People people;

    private Connection database;
    private Instant typed;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
    }

    @BeforeEach
    void connect() throws SQLException {
        database = cluster.database().connect();
    }

    @AfterEach
    void startAgain() throws SQLException {
        database.close();
        cluster.node(2).start();
        realm.clock().reset();
    }

    @Test
    void betweenSpendAndAnswerIsSpent() throws Exception {
        Person person = people.withDevice();

        killWhileItHolds("lock table event_entity in exclusive mode", person);

        assertThat(acceptedAtTheOther(person))
                .as("answered to nobody, but spent")
                .isZero();
    }

    @Tag("long")
    @Test
    void beforeTheSpendIsLostToNobody() throws Exception {
        Person person = people.withDevice();

        killWhileItHolds(
                "select * from virtual_mfa_ledger where user_id = '"
                        + person.user().id() + "' for update",
                person);

        assertThat(acceptedAtTheOther(person)).isEqualTo(1);
    }

    /** It is spent or not, as the database decides when the client of the commit is gone. */
    @Tag("long")
    @Test
    void inTheCommitOfTheSpendIsGoodOnceAtMost() throws Exception {
        Person person = people.withDevice();
        run("create function hold() returns trigger language plpgsql as"
                + " 'begin perform pg_advisory_xact_lock(1); return null; end'");
        run("create constraint trigger hold after update on virtual_mfa_ledger"
                + " deferrable initially deferred for each row execute function hold()");
        try {
            killWhileItHolds("select pg_advisory_xact_lock(1)", person);
        } finally {
            run("drop trigger hold on virtual_mfa_ledger");
            run("drop function hold");
        }

        assertThat(acceptedAtTheOther(person)).isLessThanOrEqualTo(1);
    }

    /** Types the phone's code at node 2 and kills it as soon as that request waits for the lock. */
    private void killWhileItHolds(String lock, Person person) throws Exception {
        Page page = person.at(cluster.node(2)).signIn();
        typed = realm.clock().now();
        String code = person.phone().codeAt(typed);
        try (Connection holder = cluster.database().connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute(lock);
            CompletableFuture<Page> answer = CompletableFuture.supplyAsync(() -> person.code(page, code));
            cluster.database().awaitLockWaits(1);
            cluster.node(2).kill();
            assertThatThrownBy(answer::get).as("no answer").hasRootCauseInstanceOf(IOException.class);
            holder.rollback();
        }
    }

    private int acceptedAtTheOther(Person person) {
        int accepted = 0;
        for (Person thief : List.of(person.elsewhere(), person.elsewhere())) {
            Page page = thief.at(cluster.node(1)).signIn();
            cluster.node(1).clock().goTo(typed);
            accepted += Person.atAws(thief.code(page, person.phone().codeAt(typed))) ? 1 : 0;
        }
        assertThat(Collections.frequency(person.events(), "LOGIN code_accepted"))
                .isEqualTo(accepted);
        return accepted;
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
