package io.github.keycloakawsmfa.device.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.device.ledger.SecretEncodings;
import io.github.keycloakawsmfa.fixture.Cluster;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One server on PostgreSQL that logs all it can. Each place is first shown to be the right one: it names user and device. */
@DisplayName("No secret, of a device or of an open wizard,")
class SecretsAtRestIT {

    @RegisterExtension
    static final Cluster cluster = Cluster.ofOne("--log-level=TRACE");

    @RegisterExtension
    static final TestRealm realm = TestRealm.on(cluster);

    private static final List<String> secrets = new ArrayList<>();

    private static Person owner;
    private static String device;

    @BeforeAll
    static void useADevice() {
        People people = People.of(realm);
        owner = people.newcomer();
        Page wizard = owner.signIn();
        remember(wizard);
        Page refused =
                owner.pair(wizard, owner.scan(wizard).pair(realm.clock().now()).code2(), "000000");
        owner.assign(refused).form("#virtual-mfa-continue-form").submit();
        realm.clock().toNextStep();
        owner = owner.elsewhere();
        Page wrong = owner.code(owner.signIn(), owner.wrongCode());
        assertThat(owner.code(wrong, owner.code())).matches(Person::atAws);
        device = owner.devices().get(0).get("id").asText();

        Page open = people.newcomer().signIn();
        remember(open);
        Page federated = people.ofADirectory().signIn();
        remember(federated);
    }

    @Test
    void isInADumpOfTheDatabase() throws Exception {
        holdsNone(cluster.database().dump());
    }

    @Test
    void isInARealmExport() {
        holdsNone(cluster.node(1).export(realm.name()));
    }

    @Test
    void isInTheLog() {
        String log = realm.server().log();
        assertThat(log).contains("TRACE [org.hibernate").contains("DEBUG [org.keycloak");
        holdsNone(log);
    }

    private static void holdsNone(String text) {
        assertThat(text.contains(owner.user().username())).isTrue();
        assertThat(text.contains(device)).isTrue();
        // Not doesNotContain: its message would be the whole text.
        assertThat(secrets).noneMatch(text::contains);
    }

    private static void remember(Page wizard) {
        String shown = wizard.text("#kc-totp-secret-key");
        secrets.addAll(SecretEncodings.of(Phone.of(shown).key(), shown));
        String picture = wizard.element("#kc-totp-secret-qr-code").attr("src");
        secrets.add(picture.substring(picture.length() - 200));
    }
}
