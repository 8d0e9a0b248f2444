package io.github.keycloakawsmfa.device.keycloak;

import io.github.keycloakawsmfa.fixture.Cluster;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Users of a read-only federation provider, on two nodes")
class FederatedUsersOnTwoNodesIT extends FederatedUsers {

    @RegisterExtension
    static final Cluster cluster = Cluster.ofTwo();

    @RegisterExtension
    static final TestRealm realm = TestRealm.on(cluster);

    @Override
    TestRealm realm() {
        return realm;
    }

    @Override
    Person placed(Person person, int number) {
        return person.at(cluster.node(1 + number % 2));
    }
}
