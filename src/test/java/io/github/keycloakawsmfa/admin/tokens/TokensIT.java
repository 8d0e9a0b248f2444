package io.github.keycloakawsmfa.admin.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.AdminApi.Answer;
import io.github.keycloakawsmfa.fixture.Form;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.PlainText;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.totp.TotpSecret;
import io.github.keycloakawsmfa.walk.AwsSide;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Hardware tokens")
class TokensIT {

    @RegisterExtension
    static final AwsSide aws = AwsSide.create();

    private static int count;

    private final TestRealm realm = aws.realm();

    @BeforeAll
    static void app() {
        aws.realm().app("app");
    }

    @BeforeEach
    void clear() {
        realm.clock().advance(Duration.ofMinutes(2));
        realm.clearEvents();
    }

    @Test
    @DisplayName("A user activates one at the wizard, and signs in with it")
    void activated() {
        CardToken token = imported(CardToken.of(realm, serial()));
        Person person = aws.person(name(), "Admin");

        Page page = choose(person.signIn());
        String code1 = token.code();
        page = fill(page, " " + token.serial().toLowerCase(java.util.Locale.ROOT) + " ", code1, token.nextCode())
                .submit();
        assertThat(page.has("#virtual-mfa-assigned")).isTrue();
        aws.accepted(page.form("#virtual-mfa-continue-form").submit());
        assertThat(person.events()).contains("UPDATE_CREDENTIAL assigned");
        assertThat(token(token).get("state").asText()).isEqualTo("assigned");
        assertThat(token(token).get("userId").asText()).isEqualTo(person.user().id());
        assertThat(token(token).get("username").asText())
                .isEqualTo(person.user().username());

        Person elsewhere = person.elsewhere();
        Page codePage = elsewhere.signIn();
        assertThat(codePage.html().text()).contains("the display of your token");
        aws.accepted(elsewhere.code(codePage, token.nextCode()));
    }

    @ParameterizedTest
    @CsvSource({"HmacSHA1, 6, 30", "HmacSHA1, 8, 60", "HmacSHA256, 8, 30", "HmacSHA512, 6, 60"})
    @DisplayName("Of any hash, length and period")
    void ofAnyKind(String algorithm, int digits, int period) {
        CardToken token = imported(CardToken.of(realm, serial()).with(algorithm, digits, period));
        Person person = aws.person(name(), "Admin");
        Page page = choose(person.signIn());
        String code1 = token.code();
        page = fill(page, token.serial(), code1, token.nextCode()).submit();
        aws.accepted(page.form("#virtual-mfa-continue-form").submit());

        Person elsewhere = person.elsewhere();
        aws.accepted(elsewhere.code(elsewhere.signIn(), token.nextCode()));
    }

    @ParameterizedTest
    @CsvSource({"-50", "-9", "9", "50"})
    @DisplayName("A clock that has run away in a drawer is no obstacle")
    void drifted(int minutes) {
        CardToken token = imported(CardToken.of(realm, serial()).off(Duration.ofMinutes(minutes)));
        Person person = aws.person(name(), "Admin");
        Page page = choose(person.signIn());
        String code1 = token.code();
        page = fill(page, token.serial(), code1, token.nextCode()).submit();
        // The codes of another time may have been seen by somebody: no evidence.
        assertThat(page.has("#kc-otp-login-form")).isTrue();
        aws.accepted(person.code(page, token.nextCode()));
        assertThat(token(token).get("state").asText()).isEqualTo("assigned");

        Person elsewhere = person.elsewhere();
        aws.accepted(elsewhere.code(elsewhere.signIn(), token.nextCode()));
    }

    @Test
    @DisplayName("Codes that its user has used are not good for the next one to activate it with")
    void usedCodes() {
        CardToken token = imported(CardToken.of(realm, serial()));
        Person first = aws.person(name(), "Admin");
        assertThat(pair(choose(first.signIn()).form("#virtual-mfa-token-form"), token)
                        .submit()
                        .has("#virtual-mfa-assigned"))
                .isTrue();
        String code1 = token.nextCode();
        aws.accepted(first.elsewhere().code(first.elsewhere().signIn(), code1));
        String code2 = token.nextCode();
        Person again = first.elsewhere();
        aws.accepted(again.code(again.signIn(), code2));
        assertThat(call("POST", "/" + token.serial() + "/return").status()).isEqualTo(204);

        Person second = aws.person(name(), "Admin");
        Page page = fill(choose(second.signIn()), token.serial(), code1, code2).submit();
        assertThat(page.text("#input-error-codes")).contains("or they were already used");
        token.nextCode();
        assertThat(pair(page.form("#virtual-mfa-token-form"), token).submit().has("#virtual-mfa-assigned"))
                .isTrue();
    }

    @Test
    @DisplayName("One whose row is damaged is told as none, listed, and taken out")
    void damaged() {
        CardToken token = imported(CardToken.of(realm, serial()));
        String realmId = realm.admin().get("").get("id").asText();
        PlainText.send("POST", realm.testUrl("tables/damage-token?realm=" + realmId + "&serial=" + token.serial()), "");

        assertThat(token(token).get("state").asText()).isEqualTo("damaged");
        Page page = choose(aws.person(name(), "Admin").signIn());
        assertThat(pair(page.form("#virtual-mfa-token-form"), token).submit().text("#input-error-codes"))
                .startsWith("These codes are not of a token with this serial number");
        assertThat(assign(token, aws.person(name(), "Admin")).status()).isEqualTo(409);
        assertThat(realm.admin().get("/aws-mfa/check").toString()).contains("token-broken", token.serial());
        assertThat(call("POST", "/" + token.serial() + "/lost").status()).isEqualTo(204);
        assertThat(call("DELETE", "/" + token.serial()).status()).isEqualTo(204);
        assertThat(serials()).doesNotContain(token.serial());
    }

    @Test
    @DisplayName("What cannot be a serial number never reaches the database")
    void noSerialNumber() {
        imported(CardToken.of(realm, serial()));
        Page page = choose(aws.person(name(), "Admin").signIn());
        assertThat(fill(page, "T-1\0", "123456", "654321").submit().text("#input-error-codes"))
                .startsWith("These codes are not of a token with this serial number");
        assertThat(call("DELETE", "/T-1%00").status()).isEqualTo(404);
        assertThat(call("GET", "?after=T-1%00").status()).isEqualTo(400);
        assertThat(realm.admin()
                        .send("POST", "/aws-mfa/tokens/T-1/assign", Map.of("userId", "\0"))
                        .status())
                .isEqualTo(400);
        assertThat(realm.admin()
                        .send("POST", "/aws-mfa/migration/back?after=%00", null)
                        .status())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("One of them is found by its serial number, in any case; the list has the same")
    void one() {
        CardToken token = imported(CardToken.of(realm, serial()));
        String lower = token.serial().toLowerCase(java.util.Locale.ROOT);
        JsonNode found = realm.admin().get("/aws-mfa/tokens/" + lower);
        assertThat(found.get("serial").asText()).isEqualTo(token.serial());
        assertThat(realm.admin().get("/aws-mfa/tokens?max=1000").get("tokens")).contains(found);
        assertThat(call("GET", "/" + token.serial() + "0").status()).isEqualTo(404);
        assertThat(call("GET", "/" + token.serial() + "?max=1").status()).isEqualTo(400);
    }

    @Test
    @DisplayName(
            "A wrong serial number, a wrong code, somebody else's token and a lost one are told alike, and counted")
    void refusedAlike() {
        CardToken token = imported(CardToken.of(realm, serial()));
        CardToken taken = imported(CardToken.of(realm, serial()));
        CardToken lost = imported(CardToken.of(realm, serial()));
        Person owner = aws.person(name(), "Admin");
        assertThat(assign(taken, owner).status()).isEqualTo(204);
        assertThat(call("POST", "/" + lost.serial() + "/lost").status()).isEqualTo(204);
        Person person = aws.person(name(), "Admin");
        Page page = choose(person.signIn());
        for (UnaryOperator<Form> wrong : List.<UnaryOperator<Form>>of(
                form -> fill(form, "no-such-serial", "123456", "654321"),
                form -> fill(form, token.serial(), "123456", "654321"),
                form -> pair(form, taken),
                form -> pair(form, lost))) {
            page = wrong.apply(page.form("#virtual-mfa-token-form")).submit();
            assertThat(page.text("#input-error-codes"))
                    .isEqualTo(
                            "These codes are not of a token with this serial number, or they were already used. Check the"
                                    + " serial number, and enter two new codes in a row.");
        }
        page = fill(page, "no-such-serial", "123456", "654321").submit();
        assertThat(page.text("#input-error-codes")).contains("Wait 30 seconds");
        assertThat(fill(page, token.serial(), token.code(), "123456").submit().text("#input-error-codes"))
                .contains("too many wrong codes");
    }

    @Test
    @DisplayName("What was typed survives what was wrong")
    void survives() {
        Person person = aws.person(name(), "Admin");
        imported(CardToken.of(realm, serial()));
        Page page = fill(choose(person.signIn()), "", "12", "654321").submit();
        assertThat(page.text("#input-error-serial")).startsWith("Enter the serial number");
        assertThat(page.text("#input-error-codes")).startsWith("Each code has six or eight digits");
        assertThat(page.element("#code2").attr("value")).isEqualTo("654321");
        assertThat(page.form("#virtual-mfa-token-form")
                        .press("#virtual-mfa-use-app")
                        .has(Person.WIZARD))
                .isTrue();
    }

    @Test
    @DisplayName("An administrator assigns one, takes it back and gives it to somebody else")
    void itsLife() {
        CardToken token = imported(CardToken.of(realm, serial()));
        Person first = aws.person(name(), "Admin");
        Person second = aws.person(name(), "Admin");
        assertThat(assign(token, first).status()).isEqualTo(204);
        assertThat(assign(token, second).status()).isEqualTo(409);
        String shown = token.code();
        Page page = first.code(first.signIn(), shown);
        assertThat(page.text("#input-error-otp-code")).startsWith("This code is not valid");
        token.nextCode();
        aws.accepted(first.code(page, token.nextCode()));

        assertThat(call("POST", "/" + token.serial() + "/return").status()).isEqualTo(204);
        assertThat(token(token).get("state").asText()).isEqualTo("waiting");
        assertThat(first.elsewhere().signIn().has(Person.WIZARD)).isTrue();
        assertThat(assign(token, second).status()).isEqualTo(204);
        Page again = second.code(second.signIn(), token.code());
        assertThat(again.text("#input-error-otp-code")).startsWith("This code is not valid");
        token.nextCode();
        aws.accepted(second.code(again, token.nextCode()));

        assertThat(call("DELETE", "/" + token.serial()).status()).isEqualTo(409);
        assertThat(call("POST", "/" + token.serial() + "/lost").status()).isEqualTo(204);
        assertThat(assign(token, first).status()).isEqualTo(409);
        assertThat(call("DELETE", "/" + token.serial()).status()).isEqualTo(204);
        assertThat(call("POST", "/" + token.serial() + "/return").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("Whoever has a device activates one beside it, from the page of devices")
    void besideADevice() {
        CardToken token = imported(CardToken.of(realm, serial()));
        Person person = aws.person(name(), "Admin");
        person.assign();
        realm.clock().toNextStep();

        Page wizard = person.openDevices().form("#virtual-mfa-devices-form").press("#virtual-mfa-add");
        Page page = pair(choose(wizard).form("#virtual-mfa-token-form"), token)
                .set("currentCode", person.nextCode())
                .submit();
        assertThat(page.has("#virtual-mfa-assigned")).as(page.toString()).isTrue();
        assertThat(realm.admin().get("/aws-mfa/users/" + person.user().id() + "/devices"))
                .hasSize(2);
    }

    @Test
    @DisplayName("One whose device Keycloak has removed by itself is free, and the codes that were used stay so")
    void removedByKeycloak() {
        CardToken token = imported(CardToken.of(realm, serial()));
        Person owner = aws.person(name(), "Admin");
        pair(choose(owner.signIn()).form("#virtual-mfa-token-form"), token).submit();
        String code1 = token.nextCode();
        aws.accepted(owner.elsewhere().code(owner.elsewhere().signIn(), code1));
        String code2 = token.nextCode();
        Person again = owner.elsewhere();
        aws.accepted(again.code(again.signIn(), code2));
        removeByKeycloak(owner);
        assertThat(token(token).get("state").asText()).isEqualTo("waiting");

        for (Person next : List.of(aws.person(name(), "Admin"), owner.elsewhere())) {
            Page page =
                    fill(choose(next.signIn()), token.serial(), code1, code2).submit();
            assertThat(page.text("#input-error-codes")).contains("or they were already used");
        }
        token.nextCode();
        Page page = choose(owner.elsewhere().signIn());
        assertThat(pair(page.form("#virtual-mfa-token-form"), token).submit().has("#virtual-mfa-assigned"))
                .isTrue();

        // Used long ago: the next codes are good at once, and it can be assigned.
        realm.clock().advance(Duration.ofHours(3));
        removeByKeycloak(owner);
        assertThat(assign(token, aws.person(name(), "Admin")).status()).isEqualTo(204);
    }

    @Test
    @DisplayName("One whose clock is minutes ahead goes from one user to the next")
    void aheadOfTime() {
        CardToken token = imported(CardToken.of(realm, serial()).off(Duration.ofMinutes(5)));
        Person first = aws.person(name(), "Admin");
        Page page = pair(choose(first.signIn()).form("#virtual-mfa-token-form"), token)
                .submit();
        aws.accepted(first.code(page, token.nextCode()));
        assertThat(call("POST", "/" + token.serial() + "/return").status()).isEqualTo(204);
        assertThat(assign(token, aws.person(name(), "Admin")).status()).isEqualTo(204);
    }

    @Test
    @DisplayName(
            "A user who is gone leaves the token to its return; what they may have used is not good for the next one")
    void removedUser() {
        CardToken token = imported(CardToken.of(realm, serial()));
        Person owner = aws.person(name(), "Admin");
        pair(choose(owner.signIn()).form("#virtual-mfa-token-form"), token).submit();
        String code1 = token.nextCode();
        aws.accepted(owner.elsewhere().code(owner.elsewhere().signIn(), code1));
        realm.admin().delete("/users/" + owner.user().id());
        assertThat(call("POST", "/" + token.serial() + "/return").status()).isEqualTo(204);
        Answer tooEarly = assign(token, aws.person(name(), "Admin"));
        assertThat(tooEarly.status()).isEqualTo(409);
        assertThat(tooEarly.json().get("outcome").asText()).isEqualTo("token_rests");

        Page page = choose(aws.person(name(), "Admin").signIn());
        String code2 = token.nextCode();
        assertThat(fill(page, token.serial(), code1, code2).submit().text("#input-error-codes"))
                .contains("or they were already used");
        realm.clock().advance(Duration.ofHours(1));
        page = choose(aws.person(name(), "Admin").signIn());
        assertThat(pair(page.form("#virtual-mfa-token-form"), token).submit().has("#virtual-mfa-assigned"))
                .isTrue();
    }

    @Test
    @DisplayName("After an import of the realm a token whose device is there is its user's, and lost means lost")
    void restored() {
        CardToken token = imported(CardToken.of(realm, serial()));
        Person owner = aws.person(name(), "Admin");
        assertThat(assign(token, owner).status()).isEqualTo(204);
        String realmId = realm.admin().get("").get("id").asText();
        PlainText.send("DELETE", realm.testUrl("tables/token?realm=" + realmId + "&serial=" + token.serial()), "");
        assertThat(call("GET", "/" + token.serial()).status()).isEqualTo(404);

        imported(token);
        assertThat(token(token).get("state").asText()).isEqualTo("assigned");
        assertThat(token(token).get("userId").asText()).isEqualTo(owner.user().id());
        assertThat(assign(token, aws.person(name(), "Admin")).status()).isEqualTo(409);
        assertThat(call("POST", "/" + token.serial() + "/lost").status()).isEqualTo(204);
        assertThat(realm.admin().get("/aws-mfa/users/" + owner.user().id() + "/devices"))
                .isEmpty();
        assertThat(token(token).get("state").asText()).isEqualTo("lost");
    }

    @Test
    @DisplayName("A secret that its user has already, from a list, does not become a second device")
    void sameSecret() {
        CardToken token = imported(CardToken.of(realm, serial()));
        Person owner = aws.person(name(), "Admin");
        String uri = "otpauth://totp/x?period=60&secret="
                + TotpSecret.of(token.key()).base32();
        JsonNode moved = realm.admin()
                .send(
                        "POST",
                        "/aws-mfa/migration/list",
                        Map.of("list", owner.user().username() + "," + uri))
                .json();
        assertThat(moved.get("moved").asInt()).as(moved.toString()).isEqualTo(1);
        assertThat(moved.get("devices").get(0).get("username").asText())
                .isEqualTo(owner.user().username());
        Answer refused = assign(token, owner);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("outcome").asText()).isEqualTo("secret_present");

        token.nextCode();
        token.nextCode();
        Page codePage = owner.signIn();
        aws.accepted(owner.code(codePage, token.code()));
        token.nextCode();
        Page wizard = owner.openDevices().form("#virtual-mfa-devices-form").press("#virtual-mfa-add");
        Form form = pair(choose(wizard).form("#virtual-mfa-token-form"), token);
        token.nextCode();
        Page page = form.set("currentCode", token.code()).submit();
        assertThat(page.text("#input-error-serial")).startsWith("You have this token already");
        assertThat(realm.admin().get("/aws-mfa/users/" + owner.user().id() + "/devices"))
                .hasSize(1);
    }

    @Test
    @DisplayName("S3: three codes activate one even during a wait; wrong ones count nowhere")
    void threeDuringAWait() {
        CardToken token = imported(CardToken.of(realm, serial()));
        Person person = aws.person(name(), "Admin");
        Page page = choose(person.signIn());
        String code1 = token.code();
        String code2 = token.nextCode();
        String code3 = token.nextCode();
        for (int wrong = 0; wrong < 5; wrong++) {
            page = fill(page, token.serial(), "123456", "654321").submit();
        }
        page = fill(page, token.serial(), code2, code3).submit();
        assertThat(page.text("#input-error-codes")).contains("or enter three codes in a row");

        int events = person.events().size();
        for (int wrong = 0; wrong < 30; wrong++) {
            page = fill(page, token.serial(), "123456", "654321")
                    .set("code3", "111222")
                    .submit();
        }
        assertThat(person.events()).hasSizeLessThanOrEqualTo(events + 2);
        page = fill(page, token.serial(), code1, code2).set("code3", code3).submit();
        assertThat(page.has("#virtual-mfa-assigned")).as(page.toString()).isTrue();
    }

    private void removeByKeycloak(Person owner) {
        String credentials = "/users/" + owner.user().id() + "/credentials";
        for (JsonNode credential : realm.admin().get(credentials)) {
            if (credential.get("type").asText().equals("virtual-mfa")) {
                realm.admin().delete(credentials + "/" + credential.get("id").asText());
            }
        }
    }

    @Test
    @DisplayName("A user who deactivates the device leaves the token free")
    void leftByItsOwner() {
        CardToken token = imported(CardToken.of(realm, serial()));
        Person owner = aws.person(name(), "Admin");
        assign(token, owner);
        String device = realm.admin()
                .get("/aws-mfa/users/" + owner.user().id() + "/devices")
                .get(0)
                .get("id")
                .asText();
        realm.admin().delete("/aws-mfa/users/" + owner.user().id() + "/devices/" + device);

        assertThat(token(token).get("state").asText()).isEqualTo("waiting");
        assertThat(assign(token, aws.person(name(), "Admin")).status()).isEqualTo(204);
    }

    @Test
    @DisplayName(
            "A file is stored whole or refused whole, with the line and the reason, and without a secret in the answer")
    void files() {
        CardToken one = CardToken.of(realm, serial());
        CardToken other = CardToken.of(realm, serial());
        String table = one.serial() + "," + one.hexKey() + ",totp,6,60\n" + other.serial() + "," + other.hexKey()
                + ",hotp,6,60\n";
        Answer refused = importFile(table, "");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("line").asInt()).isEqualTo(2);
        assertThat(refused.json().get("errorMessage").asText())
                .contains("Line 2", "HOTP", "Nothing was imported")
                .doesNotContain(other.hexKey());
        assertThat(serials()).doesNotContain(one.serial(), other.serial());

        Answer dry = importFile(table.replace("hotp", "totp"), "?dryRun=true");
        assertThat(dry.json().get("imported").asInt()).isEqualTo(2);
        assertThat(dry.json().get("peculiarities").get("period").asInt()).isEqualTo(2);
        assertThat(serials()).doesNotContain(one.serial());
        assertThat(importFile(table.replace("hotp", "totp"), "").status()).isEqualTo(200);
        assertThat(serials()).contains(one.serial(), other.serial());

        Answer twice = importFile(table.replace("hotp", "totp"), "");
        assertThat(twice.status()).isEqualTo(400);
        assertThat(twice.json().get("errorMessage").asText()).contains("in this realm already");
        String wide = "\u0001".repeat(200);
        Answer tooLong = importFile(
                "serial,secret (hex),manufacturer,model\n" + serial() + "," + other.hexKey() + "," + wide + "," + wide
                        + "\n",
                "?dryRun=true");
        assertThat(tooLong.status()).isEqualTo(400);
        assertThat(realm.adminEvents().toString()).doesNotContain(one.hexKey());
    }

    @Test
    @DisplayName("An encrypted container takes its password")
    void container() {
        String text = SamplePskc.encrypted("pskc-1");
        assertThat(realm.admin()
                        .send("POST", "/aws-mfa/tokens", Map.of("file", text))
                        .json()
                        .get("errorMessage")
                        .asText())
                .contains("password");
        assertThat(realm.admin()
                        .send("POST", "/aws-mfa/tokens", Map.of("file", text, "password", "qwerty"))
                        .json()
                        .get("errorMessage")
                        .asText())
                // RFC 6030's own example is of a counting token.
                .contains("HOTP");
    }

    private static Form pair(Form form, CardToken token) {
        String code1 = token.code();
        return fill(form, token.serial(), code1, token.nextCode());
    }

    private static Form fill(Form form, String serial, String code1, String code2) {
        return form.set("serial", serial).set("code1", code1).set("code2", code2);
    }

    private static Form fill(Page page, String serial, String code1, String code2) {
        return fill(page.form("#virtual-mfa-token-form"), serial, code1, code2);
    }

    private static Page choose(Page wizard) {
        assertThat(wizard.has(Person.WIZARD)).isTrue();
        return wizard.form(Person.WIZARD).press("#virtual-mfa-use-token");
    }

    private CardToken imported(CardToken token) {
        String hash = token.algorithm().replace("Hmac", "");
        Answer answer = importFile(
                "serial,secret (hex),algorithm,digits,time interval\n" + token.serial() + "," + token.hexKey() + ","
                        + hash + "," + token.digits() + "," + token.period() + "\n",
                "");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return token;
    }

    private Answer importFile(String text, String query) {
        return realm.admin().send("POST", "/aws-mfa/tokens" + query, Map.of("file", text));
    }

    private Answer assign(CardToken token, Person person) {
        return realm.admin()
                .send(
                        "POST",
                        "/aws-mfa/tokens/" + token.serial() + "/assign",
                        Map.of("userId", person.user().id()));
    }

    private Answer call(String method, String below) {
        return realm.admin().send(method, "/aws-mfa/tokens" + below, null);
    }

    private List<String> serials() {
        List<String> found = new ArrayList<>();
        realm.admin()
                .get("/aws-mfa/tokens?max=1000")
                .get("tokens")
                .forEach(token -> found.add(token.get("serial").asText()));
        return found;
    }

    private JsonNode token(CardToken token) {
        return realm.admin().get("/aws-mfa/tokens/" + token.serial());
    }

    private static String serial() {
        return "T-" + 1000 + ++count;
    }

    private static String name() {
        return "holder-" + ++count;
    }
}
