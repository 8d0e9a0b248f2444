package io.github.keycloakawsmfa.admin.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.Cluster;
import io.github.keycloakawsmfa.fixture.Node;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("The check on two nodes")
class CheckOnTwoNodesIT {

    @RegisterExtension
    static final Cluster cluster = Cluster.ofTwo();

    @RegisterExtension
    static final TestRealm realm = TestRealm.on(cluster);

    @AfterEach
    void setTheClocksRight() {
        realm.clock().reset();
    }

    @Test
    void theNodeThatAnswersComparesItsClockWithTheDatabases() {
        assertThat(clocks(cluster.node(1))).isEmpty();
        assertThat(clocks(cluster.node(2))).isEmpty();

        cluster.node(2).clock().set(Duration.ofSeconds(15));
        assertThat(clocks(cluster.node(1))).isEmpty();
        assertThat(clocks(cluster.node(2))).containsExactly("clock-apart");

        cluster.node(2).clock().set(Duration.ofSeconds(-40));
        assertThat(clocks(cluster.node(1))).isEmpty();
        assertThat(clocks(cluster.node(2))).containsExactly("clock-far-apart");
    }

    private static List<String> clocks(Node node) {
        return CheckCalls.ids(
                        node.admin().get("/" + realm.name() + "/aws-mfa/check").get("findings"))
                .stream()
                .filter(id -> id.startsWith("clock-"))
                .toList();
    }
}
