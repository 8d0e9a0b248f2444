package io.github.keycloakawsmfa.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.Cluster;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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

    private static String column() throws SQLException {
        try (Connection database = cluster.database().connect();
                Statement statement = database.createStatement();
                ResultSet column = statement.executeQuery(COLUMN)) {
            column.next();
            return column.getString(1) + " " + column.getString(2);
        }
    }
}
