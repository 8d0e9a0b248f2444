package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.Cluster;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What docs/kubernetes.md says of a restore: a row of the ledger is put back to what it was before codes were spent. */
@DisplayName("After a restore from a backup, codes spent since")
class RestoreIT {

    @RegisterExtension
    static final Cluster cluster = Cluster.ofTwo();

    @RegisterExtension
    static final TestRealm realm = TestRealm.on(cluster);

    private static People people;

    private Connection database;
    private Person person;
    private String row;
    private Phone.Pair spent;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
    }

    @BeforeEach
    void backUpAndSpend() throws SQLException {
        database = cluster.database().connect();
        person = people.withDevice();
        row = "where user_id = '" + person.user().id() + "'";
        try (Statement statement = database.createStatement()) {
            statement.execute("drop table if exists backup");
            statement.execute("create table backup as select * from virtual_mfa_ledger " + row);
        }
        realm.clock().advance(Duration.ofMinutes(1));
        spent = person.codes();
        assertThat(person.code(person.signIn(), spent.code2())).matches(Person::atAws);
    }

    @AfterEach
    void disconnect() throws SQLException {
        run("drop table backup");
        database.close();
        realm.clock().reset();
    }

    @Test
    void countAgainWithinTheirTimeWhichIsWhyOneWaits() throws SQLException {
        assertThat(restore()).isEqualTo(1);
        assertThat(signIn(spent.code2())).matches(Person::atAws);
    }

    @Test
    void countNoMoreElevenMinutesLater() throws SQLException {
        restore();
        realm.clock().advance(Duration.ofMinutes(11));
        realm.clock().toNextStep();
        Person thief = person.elsewhere();
        Page page = thief.code(thief.signIn(), spent.code2());
        assertThat(page.has("#input-error-otp-code")).as(page.toString()).isTrue();
        page = thief.codes(thief.choosePair(page), spent);
        assertThat(Person.atAws(page) || page.has("#virtual-mfa-info"))
                .as("nor for a clock that is off: " + page)
                .isFalse();
        assertThat(signIn(person.code())).as("the owner's next").matches(Person::atAws);
    }

    /** As after an import of a realm, which has no ledger. */
    @Test
    void countNoMoreWhereTheRowIsMissing() throws SQLException {
        run("delete from virtual_mfa_ledger " + row);
        assertThat(signIn(spent.code2()).has("#input-error-otp-code")).isTrue();
        realm.clock().advance(Duration.ofMinutes(1));
        assertThat(signIn(person.code())).matches(Person::atAws);
    }

    private Page signIn(String code) {
        Person elsewhere = person.elsewhere();
        return elsewhere.code(elsewhere.signIn(), code);
    }

    private int restore() throws SQLException {
        return run("update virtual_mfa_ledger set ledger_state = (select ledger_state from backup) " + row);
    }

    private int run(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }
}
