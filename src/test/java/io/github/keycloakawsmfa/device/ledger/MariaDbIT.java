package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.fixture.MariaDb;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("On MariaDB")
class MariaDbIT extends DatabaseContract {

    @RegisterExtension
    static final MariaDb database = MariaDb.create();

    @RegisterExtension
    static final TestRealm realm = TestRealm.on(database);

    MariaDbIT() {
        super(database, realm);
    }

    /** Keycloak has Liquibase make a TEXT of a longer VARCHAR there (MySQL8VarcharType). */
    @Override
    List<String> toFirstRelease() {
        return List.of("alter table VIRTUAL_MFA_LEDGER modify LEDGER_STATE text(4000) not null");
    }

    /** The default of its releases up to 11.4. */
    @Override
    List<String> toLooseCollation() {
        return List.of(
                "alter table VIRTUAL_MFA_LEDGER modify USER_ID varchar(255) collate utf8mb4_general_ci not null",
                "alter table FED_USER_CREDENTIAL modify USER_ID varchar(255) collate utf8mb4_general_ci not null");
    }

    @Override
    String lockBound() {
        return "select @@session.innodb_lock_wait_timeout";
    }
}
