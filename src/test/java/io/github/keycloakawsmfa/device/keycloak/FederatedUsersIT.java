package io.github.keycloakawsmfa.device.keycloak;

import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Users of a read-only federation provider")
class FederatedUsersIT extends FederatedUsers {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    @Override
    TestRealm realm() {
        return realm;
    }

    @Override
    Person placed(Person person, int number) {
        return person;
    }
}
