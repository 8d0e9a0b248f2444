package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.fixture.ContainerDatabase;
import io.github.keycloakawsmfa.fixture.TestRealm;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("On MySQL")
class MySqlIT extends MySqlContract {

    @RegisterExtension
    static final ContainerDatabase database = ContainerDatabase.mySql();

    @RegisterExtension
    static final TestRealm realm = TestRealm.on(database);

    /** The collation is the default of its releases from 8.0 on. */
    MySqlIT() {
        super(database, realm, "utf8mb4_0900_ai_ci");
    }
}
