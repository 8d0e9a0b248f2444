package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.fixture.MariaDb;
import io.github.keycloakawsmfa.fixture.TestRealm;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract that {@link PostgreSqlIT} has in each build, on another database. */
@Tag("long")
@DisplayName("On MariaDB")
class MariaDbIT extends MySqlContract {

    @RegisterExtension
    static final MariaDb database = MariaDb.create();

    @RegisterExtension
    static final TestRealm realm = TestRealm.on(database);

    /** The collation is the default of its releases up to 11.4. */
    MariaDbIT() {
        super(database, realm, "utf8mb4_general_ci");
    }
}
