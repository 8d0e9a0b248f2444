package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.fixture.Browser;
import io.github.keycloakawsmfa.fixture.Cluster;
import io.github.keycloakawsmfa.fixture.TestRealm;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("One right code, posted 50 times at once to two nodes")
class ManyAtOnceOnTwoNodesIT extends ManyAtOnce {

    @RegisterExtension
    static final Cluster cluster = Cluster.ofTwo();

    @RegisterExtension
    static final TestRealm realm = TestRealm.on(cluster);

    @Override
    TestRealm realm() {
        return realm;
    }

    @Override
    Browser placed(Browser browser, int number) {
        return browser.at(cluster.node(1 + number % 2));
    }
}
