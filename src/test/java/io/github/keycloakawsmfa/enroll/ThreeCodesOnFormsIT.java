package io.github.keycloakawsmfa.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Browser;
import io.github.keycloakawsmfa.fixture.Form;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody who has the password keeps typing wrong codes; the owner changes devices all the same. */
@DisplayName("S3: three consecutive codes are taken during a wait, on every form")
class ThreeCodesOnFormsIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create(json -> json.put("ssoSessionIdleTimeout", 864_000));

    private static People people;

    private Person owner;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.app("app");
    }

    @BeforeEach
    void aWaitGoesOn() {
        owner = people.withDevices(2);
        realm.clock().advance(Duration.ofMinutes(3));
        Person thief = owner.elsewhere();
        Page page = thief.signIn();
        for (int i = 0; i < 5; i++) {
            page = thief.code(page, thief.wrongCode());
        }
        assertThat(page.text("#input-error-otp-code")).contains("Wait");
    }

    @Test
    void forOneMoreDevice() {
        Page wizard = owner.openWizard();
        assertThat(wizard.text("#virtual-mfa-current-help")).contains("three codes in a row");
        Form form = owner.fill(wizard, "third");
        Page one = form.set("currentCode", owner.code()).submit();
        assertThat(one.text("#input-error-current-code")).contains("Wait", "or enter three codes");
        Page assigned = threeCodes(one.form(Person.WIZARD), "currentCode", "currentCode2", "currentCode3")
                .submit();

        assertThat(assigned.has("#virtual-mfa-assigned"))
                .as(assigned.toString())
                .isTrue();
        assertThat(owner.deviceNames()).hasSize(3);
    }

    @Test
    void forOneMoreDeviceInOneField() {
        Page wizard = owner.openWizard();
        Page assigned = owner.fill(wizard, "third")
                .set("currentCode", String.join("", triple()))
                .submit();
        assertThat(assigned.has("#virtual-mfa-assigned"))
                .as(assigned.toString())
                .isTrue();
    }

    @Test
    void forADeviceLess() {
        Page form = owner.openDevices().form("#virtual-mfa-devices-form").press("#virtual-mfa-deactivate-1");
        Page list = threeCodes(form.form("#virtual-mfa-deactivate-form"), "currentCode", "currentCode2", "currentCode3")
                .submit();

        assertThat(list.has("#virtual-mfa-devices-form")).as(list.toString()).isTrue();
        assertThat(owner.deviceNames()).hasSize(1);
    }

    @Test
    void forAResync() {
        Page form = owner.openDevices().form("#virtual-mfa-devices-form").press("#virtual-mfa-resync-0");
        Page list = threeCodes(form.form("#virtual-mfa-resync-form"), "code1", "code2", "code3")
                .submit();

        assertThat(list.text("body")).contains("This device is in sync");
        assertThat(owner.lastEventText()).isEqualTo("CUSTOM_REQUIRED_ACTION null in_step");
    }

    @Test
    void whatIsWrongCountsNowhere() {
        Page form = owner.openDevices().form("#virtual-mfa-devices-form").press("#virtual-mfa-deactivate-1");
        for (int i = 0; i < 5; i++) {
            form = form.form("#virtual-mfa-deactivate-form")
                    .set("currentCode", "000000")
                    .set("currentCode2", "000001")
                    .set("currentCode3", "00000" + (2 + i))
                    .submit();
            assertThat(form.text("#input-error-current-code")).startsWith("These three codes are not valid");
        }
        assertThat(owner.events().stream().filter("REMOVE_CREDENTIAL_ERROR code_refused"::equals))
                .hasSize(1);
        realm.clock().advance(Duration.ofSeconds(31));
        Page list = form.form("#virtual-mfa-deactivate-form")
                .set("currentCode", owner.code())
                .submit();
        assertThat(list.has("#virtual-mfa-devices-form"))
                .as("who waited types one")
                .isTrue();
    }

    /** The administrator's call too: a stranger could else keep the help desk from helping. */
    @Test
    void forAnAdministratorsResync() {
        String device = "/aws-mfa/users/" + owner.user().id() + "/devices/"
                + owner.devices().get(0).get("id").asText();
        List<String> codes = triple();
        AdminApi.Answer two =
                realm.admin().send("POST", device + "/resync", Map.of("code1", codes.get(1), "code2", codes.get(2)));
        assertThat(two.status()).as(two.toString()).isEqualTo(423);
        AdminApi.Answer three = realm.admin()
                .send(
                        "POST",
                        device + "/resync",
                        Map.of("code1", codes.get(0), "code2", codes.get(1), "code3", codes.get(2)));
        assertThat(three.status()).as(three.toString()).isEqualTo(200);
        assertThat(three.json().get("outcome").asText()).isEqualTo("in_step");
    }

    @ParameterizedTest
    @ValueSource(strings = {"three fields", "one field"})
    void forAUsersOwnCall(String how) {
        Person person = owner.elsewhere();
        Page arrived = person.signIn(realm.signInAt("app"));
        AdminApi api = realm.admin().outside(realm.name()).bearing(token(arrived));
        String device = "/aws-mfa/devices/" + owner.devices().get(1).get("id").asText();
        List<String> codes = triple();
        AdminApi.Answer waiting = api.send("POST", device + "/deactivate", Map.of("code", codes.get(2)));
        assertThat(waiting.status()).as(waiting.toString()).isEqualTo(423);
        assertThat(waiting.json().get("errorMessage").asText()).contains("code3");
        Map<String, String> body = how.equals("one field")
                ? Map.of("code", String.join("", codes))
                : Map.of("code", codes.get(0), "nextCode", codes.get(1), "code3", codes.get(2));

        assertThat(api.send("POST", device + "/deactivate", body).status()).isEqualTo(204);
        assertThat(owner.deviceNames()).hasSize(1);
    }

    private static String token(Page arrived) {
        Page answer = Browser.create()
                .post(
                        realm.url("/protocol/openid-connect/token"),
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "code",
                                arrived.query("code").orElseThrow(),
                                "redirect_uri",
                                TestRealm.APP.toString(),
                                "client_id",
                                "app"));
        return answer.source().replaceFirst(".*\"access_token\":\"([^\"]+)\".*", "$1");
    }

    private Form threeCodes(Form form, String... fields) {
        List<String> codes = triple();
        for (int i = 0; i < 3; i++) {
            form.set(fields[i], codes.get(i));
        }
        return form;
    }

    private List<String> triple() {
        Phone phone = owner.phone();
        Instant now = realm.clock().now();
        return List.of(phone.codeAt(now.minusSeconds(60)), phone.codeAt(now.minusSeconds(30)), phone.codeAt(now));
    }
}
