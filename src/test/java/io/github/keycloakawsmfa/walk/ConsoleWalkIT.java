package io.github.keycloakawsmfa.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import io.github.keycloakawsmfa.demo.AwsRole;
import io.github.keycloakawsmfa.demo.SamlCheck;
import io.github.keycloakawsmfa.fixture.ChromiumBrowser;
import io.github.keycloakawsmfa.fixture.ChromiumPerson;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.QrPng;
import io.github.keycloakawsmfa.fixture.TestEvent;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.Zbar;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole walk in a real browser: password, device, code, AWS's role chooser, console. */
class ConsoleWalkIT {

    private static final String ADMIN = "arn:aws:iam::123456789012:role/Admin";
    private static final String READ_ONLY = "arn:aws:iam::123456789012:role/ReadOnly";

    @RegisterExtension
    static final AwsSide aws = AwsSide.of(TestRealm.create());

    private static final TestRealm realm = aws.realm();

    @TempDir
    private Path directory;

    @Test
    @Tag("smoke")
    void aNewUserScansTheQrCodeAndComesBackWithACode() throws Exception {
        Person user = aws.person("test-admin1", "Admin", "ReadOnly");
        try (BrowserContext context = ChromiumBrowser.context()) {
            ChromiumPerson person =
                    new ChromiumPerson(user, context).open(aws.console()).password();
            person.phone(scan(person));
            realm.clearEvents();
            person.pair(person.codes());
            assertThat(person.text("#virtual-mfa-assigned")).startsWith("Done:");
            person.page().click("#kc-continue");
            expectTheChooser(person);
            assertThat(realm.events("UPDATE_CREDENTIAL"))
                    .singleElement()
                    .satisfies(event -> assertThat(event.details()).containsEntry("reason", "assigned"));

            person.signOut().open(aws.console()).password().code(person.nextCode());
            expectTheChooser(person);
            person.page().check("input[name=roleIndex][value='" + READ_ONLY + "']");
            person.page().click("#signin_button");
            assertThat(person.text("#console-identity")).isEqualTo("ReadOnly/test-admin1");
            assertThat(person.text("#console-account")).contains(AwsSide.ACCOUNT);
            assertThat(realm.events("LOGIN"))
                    .hasSize(2)
                    .last()
                    .extracting(TestEvent::userId)
                    .isEqualTo(user.user().id());
        }
    }

    @Test
    void withoutTheCodeNothingReachesAws() {
        Person user = aws.person("careless", "Admin", "ReadOnly");
        try (BrowserContext context = ChromiumBrowser.context()) {
            ChromiumPerson person =
                    new ChromiumPerson(user, context).open(aws.console()).password();
            person.scan();
            person.pair(person.codes()).page().click("#kc-continue");
            expectTheChooser(person);
            person.signOut().open(aws.console()).password();
            realm.clearEvents();

            person.code("");
            assertThat(person.text("#input-error-otp-code")).contains("six digits");
            person.code(person.wrongPair().code1());
            assertThat(person.text("#input-error-otp-code")).contains("not valid, or it was already used");
            // The password alone, once more: by the address of the start, and by going back.
            person.open(aws.console());
            assertThat(person.find("#otp").or(person.find("#username")).count()).isEqualTo(1);

            assertThat(URI.create(person.page().url()).getAuthority())
                    .isEqualTo(realm.server().baseUrl().getAuthority());
            assertThat(realm.events("LOGIN_ERROR"))
                    .extracting(event -> event.details().get("reason"))
                    .containsExactly("code_malformed", "code_refused");
            assertThat(realm.events("LOGIN")).isEmpty();
        }
    }

    @Test
    void allOfItWorksWithoutJavaScript() {
        Person user = aws.person("no-script", "Admin", "ReadOnly");
        try (BrowserContext context = ChromiumBrowser.context(
                new Browser.NewContextOptions().setLocale("en-US").setJavaScriptEnabled(false))) {
            ChromiumPerson person =
                    new ChromiumPerson(user, context).open(aws.console()).password();
            person.unfold("virtual-mfa-qr-code").find("#kc-totp-secret-qr-code").waitFor();
            person.scan();
            person.pair(person.codes()).page().click("#kc-continue");
            post(person);
            expectTheChooser(person);

            person.signOut().open(aws.console()).password().code(person.nextCode());
            post(person);
            expectTheChooser(person);
        }
    }

    /** Keycloak's page with the SAML response posts itself; without JavaScript it has a button. */
    private static void post(ChromiumPerson person) {
        person.page().click("form[name='saml-post-binding'] input[type=submit]");
    }

    /** Reads the QR code from the screen, as a phone does. */
    private Phone scan(ChromiumPerson person) throws Exception {
        Path photo = directory.resolve("qr.png");
        person.unfold("virtual-mfa-qr-code")
                .find("img#kc-totp-secret-qr-code")
                .screenshot(new Locator.ScreenshotOptions().setPath(photo));
        URI uri = URI.create(read(photo));
        assertThat(uri.getScheme() + "://" + uri.getAuthority()).isEqualTo("otpauth://totp");
        assertThat(uri.getPath()).matches("/" + realm.name() + ":test-admin1 \\(MFA \\d{4}-\\d\\d-\\d\\d [B-Z]{6}\\)");
        Map<String, String> query = Arrays.stream(uri.getQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        Phone phone = Phone.of(query.get("secret"));
        assertThat(person.copyTheKey()).isEqualTo(phone);
        return phone;
    }

    /** At AWS's role chooser, with a response that another SAML implementation than Keycloak's finds good. */
    /** By ZBar, which shares no line with what wrote the code; on a machine without it by ZXing. */
    private static String read(Path photo) throws Exception {
        Optional<Zbar> zbar = Zbar.installed();
        return zbar.isPresent()
                ? zbar.get().read(photo)
                : QrPng.read(Files.readAllBytes(photo)).getText();
    }

    private static void expectTheChooser(ChromiumPerson person) {
        person.page().waitForURL(aws.acs());
        assertThat(person.text("h1")).isEqualTo("Select a role");
        SamlCheck check = aws.check(person.find("input[name=SAMLResponse]").inputValue());
        assertThat(check).isInstanceOfSatisfying(SamlCheck.Accepted.class, accepted -> {
            assertThat(accepted.roles()).extracting(AwsRole::roleArn).containsExactlyInAnyOrder(ADMIN, READ_ONLY);
            assertThat(accepted.attributes()).containsKey("https://aws.amazon.com/SAML/Attributes/RoleSessionName");
        });
    }
}
