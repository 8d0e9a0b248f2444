package io.github.keycloakawsmfa.device.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("By mail a user hears of")
class DeviceMailIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    @RegisterExtension
    static final TestRealm unreachable = TestRealm.create(json -> json.putObject("smtpServer")
            .put("host", "localhost")
            .put("port", "1")
            .put("from", "keycloak@example.test"));

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
    }

    @Test
    void anAssignmentAndNothingSecret() {
        Person person = people.newcomer();
        Page wizard = person.signIn();
        String shown = wizard.text("#kc-totp-secret-key");
        Phone.Pair pair = person.scan(wizard).pair(realm.clock().now());
        person.pair(wizard, pair);

        String mail = mailTo(person);

        assertThat(mail.lines())
                .startsWith(
                        "A virtual MFA device was assigned to your account",
                        "",
                        "A virtual MFA device was assigned to your account. From now on its codes can be used to sign in.",
                        "",
                        "Device: Authenticator app",
                        "Account: " + person.user().username() + " (" + capitalized(realm.name()) + ")")
                .anyMatch(line -> line.matches("Time: .*20[0-9]{2}.*:.*"))
                .anyMatch(line -> line.matches("IP address: [0-9a-f.:]+"))
                .anyMatch(line -> line.startsWith("If this was not you, please tell your administrator at once"));
        String html = html(person);
        assertThat(html)
                .contains(
                        "<p>A virtual MFA device was assigned",
                        "Device: <bdi>Authenticator app</bdi><br>",
                        "lang=\"en\"");
        assertThat(mail + html)
                .doesNotContain(shown, shown.replace(" ", ""), pair.code1(), pair.code2())
                .doesNotContain("virtualMfa", "${");
    }

    @Test
    void aDeactivationByAnAdministratorInTheUsersOwnLanguage() throws Exception {
        Person english = people.withDevice();
        Person japanese = people.withDevice();
        ObjectNode user = (ObjectNode) japanese.json();
        user.withObject("/attributes").putArray("locale").add("ja");
        realm.admin().put("/users/" + japanese.user().id(), user);

        deactivateSpeaking("ja", english);
        deactivateSpeaking("en", japanese);

        assertThat(mailTo(english))
                .startsWith("A virtual MFA device of your account was deactivated\n")
                .contains("An administrator deactivated a virtual MFA device of your account.")
                .contains("Device: Authenticator app\n")
                .contains("please ask your administrator")
                .doesNotContain("IP address");
        assertThat(mailTo(japanese))
                .startsWith("アカウントの仮想MFAデバイスが無効化されました\n")
                .contains("管理者が", "デバイス：", "日時：", "年", "月")
                .doesNotContain("Device", "IPアドレス");
        assertThat(html(japanese)).contains("lang=\"ja\"", "管理者が");
    }

    @Test
    void aDeviceByTheNameThatItHasWhateverThatIs() {
        Person person = people.withDevice();
        String device = idOf(person);
        String name = "<b>${virtualMfaMailNotYou}</b>\n\nPlease open https://evil.test/?" + "x".repeat(100);
        AdminApi.Answer renamed = rename(person, device, name);
        assertThat(renamed.status()).as(renamed.toString()).isEqualTo(204);

        realm.admin().delete("/aws-mfa/users/" + person.user().id() + "/devices/" + device);

        String clean = "<b>${virtualMfaMailNotYou}</b> Please open https://evil.test/?";
        assertThat(mailTo(person).lines())
                .filteredOn(line -> line.startsWith("Device:"))
                .singleElement()
                .isEqualTo("Device: " + (clean + "x".repeat(100)).substring(0, 64) + "…");
        assertThat(mailTo(person).lines()).noneMatch(line -> line.startsWith("Please"));
        assertThat(html(person))
                .contains("Device: <bdi>&lt;b&gt;${virtualMfaMailNotYou}&lt;/b&gt; Please")
                .doesNotContain("<b>");
    }

    @Test
    void wrongCodesThatHoldHimBack() {
        Person person = people.withDevice();
        Page page = person.signIn();
        for (int i = 0; i < 4; i++) {
            page = person.code(page, person.wrongCode());
        }
        assertThat(mailTo(person)).as("not of every typing mistake").startsWith("A virtual MFA device was assigned");

        person.code(page, person.wrongCode());

        assertThat(mailTo(person))
                .startsWith("Wrong MFA codes were typed for your account\n")
                .contains("Somebody typed several wrong MFA codes")
                .contains("somebody may know your password: please change it now")
                .contains("IP address: ")
                .doesNotContain("Device:", person.wrongCode());
    }

    @Test
    void aResynchronization() {
        Person person = people.withDevice();
        Phone slow = person.phone().slowBy(Duration.ofMinutes(4));
        realm.clock().advance(Duration.ofMinutes(10));
        Phone.Pair pair = slow.pair(realm.clock().now());
        ObjectNode codes =
                AdminApi.JSON.createObjectNode().put("code1", pair.code1()).put("code2", pair.code2());
        realm.admin().post("/aws-mfa/users/" + person.user().id() + "/devices/" + idOf(person) + "/resync", codes);
        assertThat(mailTo(person)).as("nothing has changed yet").startsWith("A virtual MFA device was assigned");
        realm.clock().toNextStep();

        String code = slow.codeAt(realm.clock().now());
        assertThat(person.code(person.signIn(), code)).matches(Person::atAws);

        assertThat(mailTo(person))
                .startsWith("Your virtual MFA device was resynchronized\n")
                .contains("Device: Authenticator app\n")
                .doesNotContain(code, pair.code1(), pair.code2());
    }

    @Test
    void whatIsCommittedThoughTheRequestFailed() throws Exception {
        Person person = people.withDevice();
        URI uri = URI.create(realm.testUrl("mail/device?user=" + person.user().id() + "&device=" + idOf(person)));
        int status = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).DELETE().build(), BodyHandlers.discarding())
                .statusCode();
        assertThat(status).isEqualTo(500);

        assertThat(Person.atAws(person.signIn())).isFalse();
        assertThat(mailTo(person)).startsWith("A virtual MFA device of your account was deactivated");
    }

    @Test
    void nothingWithoutAnAddressWhichStopsNothing() {
        Person person = people.newcomer();
        ObjectNode user = (ObjectNode) person.json();
        user.put("email", "").put("firstName", "First");
        realm.change(json -> json.put("verifyEmail", false));
        realm.admin().put("/users/profile", profileWithoutEmail());
        realm.admin().put("/users/" + person.user().id(), user);

        person.assign();

        assertThat(person.devices()).hasSize(1);
        assertThat(person.events()).contains("UPDATE_CREDENTIAL assigned");
        isToldAs(person, realm, "no_mail_address");
    }

    @Test
    void nothingWhereTheMailServerIsBrokenWhichStopsNothing() {
        Person person = People.of(unreachable).withDevice();

        assertThat(person.devices()).hasSize(1);
        isToldAs(person, unreachable, "mail_not_sent");
        assertThat(person.code(person.signIn(), person.code())).matches(Person::atAws);
    }

    private static void isToldAs(Person person, TestRealm where, String reason) {
        assertThat(where.events("UPDATE_CREDENTIAL_ERROR"))
                .filteredOn(event -> person.user().id().equals(event.userId()))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.error()).isEqualTo("email_send_failed");
                    assertThat(event.details())
                            .containsEntry("reason", reason)
                            .containsEntry("mail", "assigned")
                            .containsEntry("credential_type", "virtual-mfa")
                            .containsEntry("credential_user_label", "Authenticator app")
                            .containsKey("credential_id");
                });
    }

    private static com.fasterxml.jackson.databind.JsonNode profileWithoutEmail() {
        ObjectNode profile = (ObjectNode) realm.admin().get("/users/profile");
        for (com.fasterxml.jackson.databind.JsonNode attribute : profile.get("attributes")) {
            ((ObjectNode) attribute).remove("required");
        }
        return profile;
    }

    private static void deactivateSpeaking(String language, Person person) throws Exception {
        URI uri = URI.create(realm.server().baseUrl() + "/admin/realms/" + realm.name() + "/aws-mfa/users/"
                + person.user().id() + "/devices/" + idOf(person));
        int status = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .header(
                                        "Authorization",
                                        "Bearer " + realm.admin().token())
                                .header("Accept-Language", language)
                                .DELETE()
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
        assertThat(status).isEqualTo(204);
    }

    private static AdminApi.Answer rename(Person person, String device, String name) {
        URI uri = URI.create(realm.server().baseUrl() + "/admin/realms/" + realm.name() + "/users/"
                + person.user().id() + "/credentials/" + device + "/userLabel");
        try {
            var answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(uri)
                                    .header(
                                            "Authorization",
                                            "Bearer " + realm.admin().token())
                                    .header("Content-Type", "text/plain")
                                    .PUT(BodyPublishers.ofString(name))
                                    .build(),
                            BodyHandlers.ofString());
            return new AdminApi.Answer("PUT", uri.getPath(), answer.statusCode(), "", List.of(), answer.body());
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String mailTo(Person person) {
        return realm.mailTo(person.user().username() + "@example.test");
    }

    private static String html(Person person) {
        return realm.htmlMailTo(person.user().username() + "@example.test");
    }

    private static String idOf(Person person) {
        return person.devices().get(0).get("id").asText();
    }

    private static String capitalized(String name) {
        return name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1);
    }
}
