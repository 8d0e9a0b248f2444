package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.Cluster;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("The ledger's column")
class LedgerColumnIT {

    private static final String COLUMN = "select data_type, is_nullable from information_schema.columns"
            + " where table_name = 'virtual_mfa_ledger' and column_name = 'ledger_state'";

    @RegisterExtension
    static final Cluster cluster = Cluster.ofOne();

    @RegisterExtension
    static final TestRealm realm = TestRealm.on(cluster);

    @Test
    void growsFromTheFirstReleasesAndKeepsWhatItHolds() throws Exception {
        Person person = People.of(realm).withDevice();
        Tables tables = Tables.of(realm);
        String before = tables.ledgerState(person.user().id());
        assertThat(before).isNotEmpty();
        try (Connection database = cluster.database().connect();
                Statement statement = database.createStatement()) {
            statement.execute("alter table virtual_mfa_ledger alter column ledger_state type varchar(4000)");
            statement.execute("delete from databasechangelog_virtual_mf where id = 'virtual-mfa-2'");
        }

        cluster.restart();

        assertThat(column()).isEqualTo("text NO");
        assertThat(tables.ledgerState(person.user().id())).isEqualTo(before);
        Person again = person.elsewhere();
        assertThat(again.code(again.signIn(), again.code())).matches(Person::atAws);
    }

    /** PostgreSQL compares bytes; MariaDB, MySQL and SQL Server do by default what this collation does. */
    @Test
    void isNobodyElsesWhereTheDatabaseTakesTwoIdsForTheSame() throws Exception {
        People people = People.of(realm);
        List<Person> both = people.ofADirectory(List.of("jose", "josé"));
        Person jose = both.get(0);
        Person accented = both.get(1);
        try (Connection database = cluster.database().connect();
                Statement statement = database.createStatement()) {
            statement.execute(
                    "create collation accents (provider = icu, locale = 'und-u-ks-level1', deterministic = false)");
            for (String table : List.of("virtual_mfa_ledger", "fed_user_credential")) {
                statement.execute("alter table " + table + " alter column user_id type varchar(255) collate accents");
            }
        }
        jose.assign();
        realm.clock().toNextStep();
        Tables tables = Tables.of(realm);
        String before = tables.ledgerState(jose.user().id());

        Page wizard = accented.signIn();
        Page page =
                accented.pair(wizard, accented.scan(wizard).pair(realm.clock().now()));

        assertThat(page.status()).as(page.toString()).isEqualTo(200);
        assertThat(accented.events()).doesNotContain("UPDATE_CREDENTIAL assigned");
        assertThat(tables.ledgerState(jose.user().id())).isEqualTo(before);
        assertThat(jose.devices()).hasSize(1);
        Person again = jose.elsewhere();
        assertThat(again.code(again.signIn(), again.code())).matches(Person::atAws);
    }

    private static String column() throws SQLException {
        try (Connection database = cluster.database().connect();
                Statement statement = database.createStatement();
                ResultSet column = statement.executeQuery(COLUMN)) {
            column.next();
            return column.getString(1) + " " + column.getString(2);
        }
    }
}
