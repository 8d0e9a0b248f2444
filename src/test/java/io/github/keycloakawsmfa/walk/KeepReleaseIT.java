package io.github.keycloakawsmfa.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Cluster;
import io.github.keycloakawsmfa.fixture.KeptRelease;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Makes what {@link UpgradeIT} goes on with: run once for each release, see CONTRIBUTING. */
@Tag("keep-release")
class KeepReleaseIT {

    @RegisterExtension
    static final Cluster cluster = Cluster.ofOne();

    @RegisterExtension
    static final TestRealm realm = TestRealm.on(cluster);

    private final ObjectNode notes = AdminApi.JSON.createObjectNode();

    @Test
    void keep() throws Exception {
        People people = People.of(realm);
        realm.app("app");
        Person waiting = people.withDevice();
        Page page = waiting.signIn();
        for (int i = 0; i < 5; i++) {
            page = waiting.code(page, waiting.wrongCode());
        }
        note("waiting", waiting);
        note("newcomer", people.newcomer());
        Person withTwo = people.withDevices(2);
        note("withTwo", withTwo).put("second", key(withTwo.phone(2).key()));
        Person invited = people.newcomer();
        note("invited", invited)
                .put(
                        "ticket",
                        realm.admin()
                                .post("/aws-mfa/users/" + invited.user().id() + "/ticket", Map.of())
                                .get("ticket")
                                .asText());
        Person signedIn = people.withDevice();
        String code = signedIn.code();
        assertThat(signedIn.code(signedIn.signIn(), code)).matches(Person::atAws);
        ObjectNode session = note("signedIn", signedIn).put("spent", code);
        signedIn.browser().cookies().forEach(session.putArray("cookies")::add);
        notes.put("realm", realm.name())
                .put("address", realm.server().baseUrl().toString())
                .put("at", realm.clock().now().toString());

        new KeptRelease(notes, cluster.database().dump()).keep(System.getProperty("kept.release"));
    }

    private ObjectNode note(String name, Person person) {
        ObjectNode note = notes.putObject(name)
                .put("id", person.user().id())
                .put("username", person.user().username())
                .put("password", person.user().password());
        return person.phone() == null
                ? note
                : note.put("first", key(person.phone().key()));
    }

    private static String key(byte[] key) {
        return Base64.getEncoder().encodeToString(key);
    }
}
