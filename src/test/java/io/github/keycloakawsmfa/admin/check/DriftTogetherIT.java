package io.github.keycloakawsmfa.admin.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.admin.devices.Unassigned;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three people with seven devices each, all of which follow the world's time. */
@DisplayName("A server whose clock is off")
class DriftTogetherIT {

    private static final Duration BEHIND = Duration.ofSeconds(90);

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static final CheckCalls check = CheckCalls.of(realm);

    private record Device(String path, Phone phone) {

        void resync(Instant world, String outcome) {
            assertThat(realm.admin()
                            .post(path + "/resync", Unassigned.body(phone.pair(world)))
                            .get("outcome")
                            .asText())
                    .isEqualTo(outcome);
        }
    }

    @Test
    void isFoundByTheUsersPhones() {
        check.setUp();
        List<Device> devices = new ArrayList<>();
        for (String name : List.of("ann", "ben", "cem")) {
            TestUser user = realm.user(name);
            for (int i = 1; i <= 7; i++) {
                String path = Unassigned.devices(user);
                Unassigned created = Unassigned.create(realm.admin(), path, "device " + i);
                realm.admin()
                        .post(
                                path + "/" + created.id() + "/enable",
                                Unassigned.body(
                                        created.phone().pair(realm.clock().now())));
                devices.add(new Device(path + "/" + created.id(), created.phone()));
            }
        }
        realm.clock().advance(Duration.ofMinutes(1));
        devices.forEach(device -> device.resync(realm.clock().now(), "in_step"));
        assertThat(check.problems()).doesNotContain("devices-drift-together");

        // The server's clock stops for a while; its users learn that theirs are ahead, and confirm it.
        realm.clock().advance(Duration.ofMinutes(3));
        realm.clock().advance(BEHIND.negated());
        devices.forEach(device -> device.resync(realm.clock().now().plus(BEHIND), "offset_found"));
        assertThat(check.problems())
                .as("what no code has confirmed is not believed")
                .doesNotContain("devices-drift-together");
        realm.clock().advance(Duration.ofMinutes(1));
        devices.forEach(device -> device.resync(realm.clock().now().plus(BEHIND), "in_step"));

        assertThat(check.problems()).contains("devices-drift-together");
        assertThat(check.finding("devices-drift-together").get("sentence").asText())
                .startsWith("Of 21 devices that were used in the last 30 days, 21 were ahead of the server's clock")
                .endsWith("rather, the server's clock is behind.");
    }
}
