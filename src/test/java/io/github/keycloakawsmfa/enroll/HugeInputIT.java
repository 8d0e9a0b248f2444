package io.github.keycloakawsmfa.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.AdminApi.Answer;
import io.github.keycloakawsmfa.fixture.Browser.Field;
import io.github.keycloakawsmfa.fixture.Form;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestEvent;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody posts as much as Keycloak takes, at each door: it is refused, and neither stored nor logged. */
@DisplayName("100 KB in every field and call")
class HugeInputIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    /** Begins with what the log is searched for, and would begin a line of its own there. */
    private static final String MARK = "huge\r\nhuge";

    private static final String HUGE = MARK + "x".repeat(100_000);
    private static final String PICKED = "selectedCredentialId";

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.app("app");
    }

    @BeforeEach
    void forget() {
        realm.clearEvents();
        realm.admin().delete("/admin-events");
    }

    @AfterEach
    void nothingIsKept() {
        assertThat(realm.events())
                .allSatisfy(event -> assertThat(event.details().values())
                        .allSatisfy(value ->
                                assertThat(value).hasSizeLessThan(1_000).doesNotContain("hugehuge", "huge\r", "\n")));
        for (JsonNode event : realm.admin().get("/admin-events?max=1000")) {
            // What Keycloak's own calls, by which the test prepares itself, have told is not the matter here.
            if (event.get("resourceType").asText().startsWith("AWS_MFA")) {
                assertThat(event.toString()).hasSizeLessThan(8_000);
            }
        }
        assertThat(realm.server().log().lines().filter(line -> line.contains("huge")))
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(3_000))
                .noneMatch(line -> line.startsWith("huge"));
    }

    @Test
    void thePickedDeviceAtTheCodePage() {
        Person person = people.withDevice();
        Page page = person.signIn();
        page = otp(page, person.wrongCode()).forge(PICKED, HUGE).submit();

        assertThat(picked(person)).isEqualTo("unknown");
        page = person.choosePair(page);
        page.form("#virtual-mfa-pair-form")
                .set("code1", "123456")
                .set("code2", "654321")
                .forge(PICKED, HUGE)
                .submit();
        assertThat(picked(person)).isEqualTo("unknown");
    }

    @Test
    void onlyOnesOwnDeviceIsTold() {
        Person other = people.withDevice();
        Person person = people.withDevice();
        Page page = otp(person.signIn(), person.wrongCode())
                .forge(PICKED, id(other))
                .submit();
        assertThat(picked(person)).isEqualTo("unknown");

        otp(page, person.wrongCode()).forge(PICKED, id(person)).submit();
        assertThat(picked(person)).isEqualTo(id(person));

        Person nobody = people.withDevice();
        nobody.code(nobody.signIn(), nobody.wrongCode());
        assertThat(nobody.lastEvent().details()).doesNotContainKey("selected_credential_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deviceName", "code1", "code2", "currentCode", "ticket", "go"})
    void aFieldOfTheWizard(String field) {
        Person person = people.newcomer();
        Page wizard = person.signIn();
        Form form = wizard.form(Person.WIZARD);
        if (List.of("deviceName", "code1", "code2").contains(field)) {
            form.set(field, HUGE);
        } else {
            form.forge(field, HUGE);
        }

        assertThat(form.submit().has(Person.WIZARD)).isTrue();
        assertThat(person.devices()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "rename", "deactivate", "resync"})
    void aButtonOfTheDevices(String go) {
        Person owner = people.withDevices(1);
        Page page = owner.openDevices();

        page.browser().post(page.form("form").action(), List.of(new Field("go", go + " " + HUGE)));
        assertThat(owner.deviceNames()).hasSize(1);
    }

    static Stream<Call> calls() {
        String path = "x".repeat(3_000) + "%0D%0Ahuge";
        return Stream.of(
                new Call("POST", "", Map.of("name", HUGE)),
                new Call("POST", "/DEVICE/rename", Map.of("name", HUGE)),
                new Call("POST", "/DEVICE/resync", Map.of("code1", HUGE, "code2", HUGE)),
                new Call("POST", "/DEVICE/enable", Map.of("code1", HUGE, "code2", HUGE)),
                new Call("POST", "/" + path + "/resync", Map.of("code1", "123456", "code2", "654321")),
                new Call("POST", "/" + path + "/enable", Map.of("code1", "123456", "code2", "654321")),
                new Call("POST", "/" + path + "/rename", Map.of("name", "phone")),
                new Call("DELETE", "/" + path, null));
    }

    record Call(String method, String path, Object body) {

        @Override
        public String toString() {
            return method + " " + path.replaceAll("(.{40}).*", "$1") + " "
                    + String.valueOf(body).length();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void aCallAboutADevice(Call call) {
        Person person = people.withDevice();
        Answer answer = realm.admin()
                .send(
                        call.method(),
                        "/aws-mfa/users/" + person.user().id() + "/devices"
                                + call.path().replace("DEVICE", id(person)),
                        call.body());

        assertThat(answer.status()).isBetween(400, 499);
        assertThat(answer.body()).hasSizeLessThan(2_000);
        assertThat(person.devices()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"clientId", "provider", "maxAge", "scope", "preset", "relayState", "sessionName", "what"})
    void aFieldOfSetUp(String field) {
        Answer answer = realm.admin().send("POST", "/aws-mfa/setup", Map.of(field, HUGE));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).hasSizeLessThan(2_000);
    }

    @Test
    void aQuery() {
        String key = "x".repeat(3_000) + "%0D%0Ahuge";
        for (String call : List.of(
                "/aws-mfa/devices/forget?key=" + key,
                "/aws-mfa/devices/reseal?after=" + key,
                "/aws-mfa/check/fix?id=" + key,
                "/aws-mfa/setup?" + key + "=true")) {
            Answer answer = realm.admin().send("POST", call, null);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
            assertThat(answer.body()).hasSizeLessThan(2_000);
        }
    }

    @Test
    void whatAnAdministratorWroteIntoTheClient() {
        Person person = people.withDevice();
        String client = "/clients/" + realm.clientUuid("urn:amazon:webservices");
        JsonNode before = realm.admin().get(client);
        JsonNode changed = before.deepCopy();
        ((ObjectNode) changed.get("attributes")).put("aws-mfa.max-age", HUGE);
        realm.admin().put(client, changed);
        try {
            assertThat(person.signIn().has("#kc-otp-login-form"))
                    .as("no age is allowed")
                    .isFalse();
            assertThat(realm.server().log()).contains("'huge??huge");
            assertThat(realm.admin().get("/aws-mfa/check").toString()).hasSizeLessThan(20_000);
        } finally {
            realm.admin().put(client, before);
        }
    }

    private static Form otp(Page page, String code) {
        return page.form("#kc-otp-login-form").set("otp", code);
    }

    private static String picked(Person person) {
        TestEvent event = person.lastEvent();
        assertThat(event.type()).isEqualTo("LOGIN_ERROR");
        return event.details().get("selected_credential_id");
    }

    private static String id(Person person) {
        return person.devices().get(0).get("id").asText();
    }
}
