package io.github.keycloakawsmfa.admin.devices;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.PastedCode;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Calls take codes as people paste them")
class PastedCodesInCallsIT {

    private static final String DEVICES = "/aws-mfa/devices";

    @RegisterExtension
    static final TestRealm realm = TestRealm.create(json -> json.put("accessTokenLifespan", 86400)
            .put("ssoSessionIdleTimeout", 86400)
            .put("ssoSessionMaxLifespan", 864000));

    private static OwnTokens tokens;
    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        tokens = OwnTokens.of(realm, "app");
    }

    @ParameterizedTest
    @EnumSource
    void ofAnAdministrator(PastedCode as) {
        Person person = people.newcomer();
        String devices = Unassigned.devices(person.user());
        Unassigned created = Unassigned.create(realm.admin(), devices, "phone");
        AdminApi.Answer enabled =
                realm.admin().send("POST", devices + "/" + created.id() + "/enable", pair(as, created.phone()));
        assertThat(enabled.status()).as(enabled.toString()).isEqualTo(200);
        realm.clock().advance(Duration.ofMinutes(1));

        AdminApi.Answer resynced =
                realm.admin().send("POST", devices + "/" + created.id() + "/resync", pair(as, created.phone()));

        assertThat(resynced.status()).as(resynced.toString()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void aboutOnesOwnDevices(PastedCode as) {
        Person person = people.withDevice();
        AdminApi api = tokens.of(person);
        Unassigned created = Unassigned.create(api, DEVICES, "second");
        Phone.Pair pair = created.phone().pair(realm.clock().now());
        AdminApi.Answer enabled = api.send(
                "POST",
                DEVICES + "/" + created.id() + "/enable",
                Map.of(
                        "code", as.of(person.code()),
                        "code1", as.of(pair.code1()),
                        "code2", as.of(pair.code2())));
        assertThat(enabled.status()).as(enabled.toString()).isEqualTo(200);
        realm.clock().advance(Duration.ofMinutes(1));
        String device = DEVICES + "/" + created.id();
        AdminApi.Answer resynced = api.send("POST", device + "/resync", pair(as, created.phone()));
        assertThat(resynced.status()).as(resynced.toString()).isEqualTo(200);

        AdminApi.Answer deactivated = api.send("POST", device + "/deactivate", Map.of("code", as.of(person.code())));

        assertThat(deactivated.status()).as(deactivated.toString()).isEqualTo(204);
    }

    private static Map<String, String> pair(PastedCode as, Phone phone) {
        Phone.Pair pair = phone.pair(realm.clock().now());
        return Map.of("code1", as.of(pair.code1()), "code2", as.of(pair.code2()));
    }
}
