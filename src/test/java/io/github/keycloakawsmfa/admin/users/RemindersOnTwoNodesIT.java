package io.github.keycloakawsmfa.admin.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.AtOnce;
import io.github.keycloakawsmfa.fixture.Cluster;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Where two nodes remind at once")
class RemindersOnTwoNodesIT {

    @RegisterExtension
    static final Cluster cluster = Cluster.ofTwo();

    @RegisterExtension
    static final TestRealm realm = TestRealm.on(cluster);

    @Test
    void oneSends() throws Exception {
        Person person = People.of(realm).newcomer();
        String group = realm.admin()
                .create(
                        "/groups",
                        Map.of("name", "staff", "attributes", Map.of("aws-mfa.required-from", List.of("2999-01-01"))));
        realm.admin().put("/users/" + person.user().id() + "/groups/" + group, Map.of());

        List<Integer> statuses = AtOnce.times(
                8,
                i -> api(1 + i % 2)
                        .send("POST", "/aws-mfa/users/" + person.user().id() + "/remind", null)
                        .status());

        assertThat(statuses).containsOnlyOnce(204).containsOnly(204, 409);
    }

    private static AdminApi api(int node) {
        return cluster.node(node).admin().realm(realm.name());
    }
}
