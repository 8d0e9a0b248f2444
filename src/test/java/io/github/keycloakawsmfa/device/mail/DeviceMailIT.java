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
import java.util.Locale;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
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

    private static final String FIREFOX =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
    }

    @Test
    void anAssignmentAndNothingSecret() {
        Person person = people.newcomer();
        person.browser().userAgent(FIREFOX);
        Page wizard = person.signIn();
        String shown = wizard.text("#kc-totp-secret-key");
        Phone.Pair pair = person.scan(wizard).pair(realm.clock().now());
        person.pair(wizard, pair);

        String mail = mailTo(person);
        Document html = html(person);

        String username = person.user().username();
        assertThat(mail.lines())
                .startsWith(
                        organization() + ": A virtual MFA device was assigned to your account",
                        "",
                        "Hello First Last,",
                        "",
                        "You can now sign in with the codes of this device.",
                        "",
                        "Device: Authenticator app",
                        "Account: " + username + " (" + organization() + ")")
                .anyMatch(line -> line.matches("Time: .*20[0-9]{2}.*:.* \\(UTC([+-][0-9:]+)?\\)"))
                .contains("Browser: Firefox 140 (Windows)")
                .anyMatch(line -> line.matches("IP address: [0-9a-f.:]+"))
                .endsWith(
                        "If this was not you, tell your administrator at once and change your password.",
                        "",
                        "Manage your MFA devices",
                        realm.url("/aws-mfa/manage-devices").toString());
        assertThat(html.select("html[lang=en][dir=ltr] h1").text())
                .isEqualTo("A virtual MFA device was assigned to your account");
        assertThat(html.select("tr").eachText())
                .as("the same facts in both parts")
                .containsExactlyElementsOf(mail.lines()
                        .filter(line -> line.matches("[A-Z][A-Za-z ]+: .*"))
                        .toList());
        assertThat(html.select("p").eachText())
                .as("and the same sentences")
                .isNotEmpty()
                .allMatch(sentence -> mail.lines().anyMatch(sentence::equals));
        assertThat(html.select("a")).singleElement().satisfies(link -> {
            assertThat(link.text()).isEqualTo("Manage your MFA devices");
            assertThat(link.attr("href"))
                    .isEqualTo(realm.url("/aws-mfa/manage-devices").toString());
        });
        assertThat(mail + html)
                .doesNotContain(shown, shown.replace(" ", ""), pair.code1(), pair.code2())
                .doesNotContain("virtualMfa", "${");
    }

    @Test
    void whereTheLinkLeadsWhichIsToTheUsersOwnDevices() {
        Person person = people.withDevice();
        URI link = URI.create(mailTo(person).lines().reduce((one, next) -> next).orElseThrow());

        Page devices = person.elsewhere().signIn(link);

        assertThat(devices.text("#virtual-mfa-name-0")).isEqualTo("Authenticator app");
        Page after = devices.form("#virtual-mfa-devices-form").press("#virtual-mfa-done");
        assertThat(after.uri().getPath()).endsWith("/account/account-security/signing-in");
        assertThat(after.query("state")).as("without, the console fails").isPresent();
    }

    @Test
    void whatSomebodysProgramSaysOfItselfOnlyAsABrowsersName() {
        Person person = people.newcomer();
        // Keycloak's parser takes all of this, up to the slash, for the name of a robot.
        person.browser().userAgent("Call 030 12345 Bot/1.0 (<a href=https://evil.test/>evil.test</a>)");
        person.assign();

        assertThat(mailTo(person)).contains("\nBrowser: Unknown\nIP address: ").doesNotContain("evil", "030");
        assertThat(html(person).html()).contains("Unknown").doesNotContain("evil", "030");
    }

    @Test
    void aDeactivationThatIsLinkedToAtTheRealmsOwnAddressIfThereIsAnAccountConsole() {
        Person person = people.withDevice();
        String unlock = "/aws-mfa/users/" + person.user().id() + "/unlock";
        realm.change(json -> json.withObject("/attributes").put("frontendUrl", "https://sso.example.test/auth"));
        realm.admin().post(unlock, null);
        realm.change(json -> json.withObject("/attributes").put("frontendUrl", ""));

        String link = "https://sso.example.test/auth/realms/" + realm.name() + "/aws-mfa/manage-devices";
        assertThat(mailTo(person)).endsWith("\n" + link + "\n");
        assertThat(html(person).select("a").attr("href")).isEqualTo(link);

        enableAccountConsole(false);
        realm.admin().post(unlock, null);
        int status = person.elsewhere()
                .browser()
                .open(realm.url("/aws-mfa/manage-devices"))
                .status();
        enableAccountConsole(true);

        assertThat(mailTo(person)).doesNotContain("http", "Manage");
        assertThat(html(person).select("a")).isEmpty();
        assertThat(status).isEqualTo(404);
    }

    @Test
    void aTicketWithoutTheTicketItself() {
        Person english = people.newcomer();
        Person japanese = inJapanese(people.newcomer());

        for (Person person : List.of(english, japanese)) {
            String ticket = realm.admin()
                    .post("/aws-mfa/users/" + person.user().id() + "/ticket", Map.of("hours", 4))
                    .get("ticket")
                    .asText();
            assertThat(mailTo(person) + html(person).html())
                    .isNotBlank()
                    .doesNotContain(ticket, ticket.replace("-", ""), ticket.substring(0, 4));
        }
        assertThat(mailTo(english))
                .startsWith(organization() + ": A ticket for your first virtual MFA device was issued\n")
                .contains("\nValid until: ", "it is not in this e-mail", "\nTime: ")
                .doesNotContain("Device:", "IP address", "Browser");
        assertThat(mailTo(japanese))
                .startsWith("【" + organization() + "】最初の仮想MFAデバイスのためのチケットが発行されました\n")
                .contains("\n有効期限：", "管理者から直接")
                .doesNotContain("Valid", "IPアドレス", "ブラウザー");
    }

    @Test
    void aDeactivationByAnAdministratorInTheUsersOwnLanguage() throws Exception {
        Person english = people.withDevice();
        Person japanese = inJapanese(people.withDevice());

        deactivateSpeaking("ja", english);
        deactivateSpeaking("en", japanese);

        assertThat(mailTo(english))
                .startsWith(organization() + ": A virtual MFA device of your account was deactivated\n")
                .contains("An administrator deactivated this device.")
                .contains("Device: Authenticator app\n")
                .contains("ask your administrator")
                .doesNotContain("IP address", "Browser");
        assertThat(mailTo(japanese))
                .startsWith("【" + organization() + "】アカウントの仮想MFAデバイスが無効化されました\n")
                .contains("Last First 様", "管理者が", "デバイス：", "日時：", "年", "月")
                .doesNotContain("Device", "IPアドレス", "ブラウザー", "Hello");
        assertThat(html(japanese).select("html[lang=ja] tr").eachText())
                .isNotEmpty()
                .allMatch(fact -> mailTo(japanese).contains("\n" + fact + "\n"));
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
        assertThat(html(person).select("tr:contains(Device:) td").text()).startsWith(clean);
        assertThat(html(person).select("b")).isEmpty();
    }

    @Test
    void wrongCodesThatHoldHimBack() {
        Person person = people.withDevice();
        Page page = person.signIn();
        for (int i = 0; i < 4; i++) {
            page = person.code(page, person.wrongCode());
        }
        assertThat(mailTo(person)).as("not of every typing mistake").contains("You can now sign in");

        person.code(page, person.wrongCode());

        assertThat(mailTo(person))
                .startsWith(organization() + ": Wrong MFA codes were entered for your account\n")
                .contains("Someone entered several wrong MFA codes")
                .contains("someone may know your password: change it now")
                .contains("Browser: ", "IP address: ")
                .doesNotContain("Device:", person.wrongCode());
    }

    @Test
    void wrongCodesThatAnAdministratorEnteredWhoseAddressIsPrivate() {
        Person person = people.withDevice();
        Phone.Pair wrong = person.wrongPair();
        ObjectNode codes =
                AdminApi.JSON.createObjectNode().put("code1", wrong.code1()).put("code2", wrong.code2());
        for (int i = 0; i < 5; i++) {
            AdminApi.Answer answer = realm.admin().send("POST", resync(person), codes.toString());
            assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        }

        assertThat(mailTo(person))
                .contains("Wrong MFA codes were entered for your account")
                .doesNotContain("IP address", "Browser");
    }

    @Test
    void aResynchronization() {
        Person person = people.withDevice();
        Phone slow = person.phone().slowBy(Duration.ofMinutes(4));
        realm.clock().advance(Duration.ofMinutes(10));
        Phone.Pair pair = slow.pair(realm.clock().now());
        ObjectNode codes =
                AdminApi.JSON.createObjectNode().put("code1", pair.code1()).put("code2", pair.code2());
        realm.admin().post(resync(person), codes);
        assertThat(mailTo(person)).as("nothing has changed yet").contains("You can now sign in");
        realm.clock().toNextStep();

        String code = slow.codeAt(realm.clock().now());
        assertThat(person.code(person.signIn(), code)).matches(Person::atAws);

        assertThat(mailTo(person))
                .startsWith(organization() + ": Your virtual MFA device was resynced\n")
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
        assertThat(mailTo(person)).contains("A virtual MFA device of your account was deactivated");
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

    private static Document html(Person person) {
        return Jsoup.parse(realm.htmlMailTo(person.user().username() + "@example.test"));
    }

    private static Person inJapanese(Person person) {
        ObjectNode user = (ObjectNode) person.json();
        user.withObject("/attributes").putArray("locale").add("ja");
        realm.admin().put("/users/" + person.user().id(), user);
        return person;
    }

    private static void enableAccountConsole(boolean enabled) {
        String path = "/clients/" + realm.clientUuid("account-console");
        realm.admin().put(path, ((ObjectNode) realm.admin().get(path)).put("enabled", enabled));
    }

    private static String resync(Person person) {
        return "/aws-mfa/users/" + person.user().id() + "/devices/" + idOf(person) + "/resync";
    }

    private static String idOf(Person person) {
        return person.devices().get(0).get("id").asText();
    }

    /** As Keycloak names a realm that has no name for people. */
    private static String organization() {
        return realm.name().substring(0, 1).toUpperCase(Locale.ROOT)
                + realm.name().substring(1);
    }
}
