package io.github.keycloakawsmfa.admin.devices;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.AtOnce;
import io.github.keycloakawsmfa.fixture.Cluster;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("A device that one node created")
class AssignOnTwoNodesIT {

    @RegisterExtension
    static final Cluster cluster = Cluster.ofTwo();

    @RegisterExtension
    static final TestRealm realm = TestRealm.on(cluster);

    @Test
    void isEnabledByTheOtherAndOnceOnly() throws Exception {
        Person person = People.of(realm).newcomer();
        String devices = Unassigned.devices(person.user());
        Unassigned created = Unassigned.create(api(1), devices, "phone");
        assertThat(api(2).get(devices + "/pending").get(0).get("id").asText()).isEqualTo(created.id());
        assertThat(Unassigned.create(api(2), devices, "phone").id()).isNotEqualTo(created.id());
        assertThat(api(1).get(devices + "/pending")).hasSize(1);
        Unassigned last = Unassigned.create(api(1), devices, "phone");
        Phone.Pair pair = last.phone().pair(realm.clock().now());

        List<Integer> statuses = AtOnce.times(
                8,
                i -> api(1 + i % 2)
                        .send("POST", devices + "/" + last.id() + "/enable", Unassigned.body(pair))
                        .status());

        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 409);
        assertThat(person.devices()).hasSize(1);
        assertThat(api(2).get(devices + "/pending")).isEmpty();
        person.phone(last.phone());
        realm.clock().toNextStep();
        assertThat(person.code(person.signIn(), person.code())).matches(Person::atAws);
    }

    private static AdminApi api(int node) {
        return cluster.node(node).admin().realm(realm.name());
    }
}
