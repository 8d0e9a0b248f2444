package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.fixture.Cluster;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("On PostgreSQL")
class PostgreSqlIT extends DatabaseContract {

    @RegisterExtension
    static final Cluster database = Cluster.ofOneThatSortsByLanguage();

    @RegisterExtension
    static final TestRealm realm = TestRealm.on(database);

    PostgreSqlIT() {
        super(database, realm);
    }

    @Override
    List<String> toFirstRelease() {
        return List.of("alter table virtual_mfa_ledger alter column ledger_state type varchar(4000)");
    }

    /** PostgreSQL compares bytes, unless told otherwise; MariaDB, MySQL and SQL Server do by default what this collation does. */
    @Override
    List<String> toLooseCollation() {
        return List.of(
                "create collation accents (provider = icu, locale = 'und-u-ks-level1', deterministic = false)",
                "alter table virtual_mfa_ledger alter column user_id type varchar(255) collate accents",
                "alter table fed_user_credential alter column user_id type varchar(255) collate accents");
    }

    @Override
    String lockBound() {
        return "show lock_timeout";
    }
}
