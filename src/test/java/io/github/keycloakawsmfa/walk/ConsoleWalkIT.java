package io.github.keycloakawsmfa.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import io.github.keycloakawsmfa.demo.AwsRole;
import io.github.keycloakawsmfa.demo.SamlCheck;
import io.github.keycloakawsmfa.fixture.ChromiumBrowser;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestEvent;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole walk in a real browser: password, device, code, AWS's role chooser, console. */
class ConsoleWalkIT {

    private static final String ADMIN = "arn:aws:iam::123456789012:role/Admin";
    private static final String READ_ONLY = "arn:aws:iam::123456789012:role/ReadOnly";

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static AwsRealm aws;

    @TempDir
    private Path directory;

    @BeforeAll
    static void setUpForAws() {
        aws = AwsRealm.of(realm);
    }

    @AfterAll
    static void closeTheStandIn() {
        aws.close();
    }

    @Test
    @Tag("smoke")
    void aNewUserScansTheQrCodeAndComesBackWithACode() throws Exception {
        TestUser user = aws.user("test-admin1", "Admin", "ReadOnly");
        try (BrowserContext context = ChromiumBrowser.context()) {
            Visitor visitor = Visitor.at(aws, context).open(aws.signIn()).password(user);
            Phone phone = scan(visitor);
            realm.clearEvents();
            visitor.pair(phone);
            assertThat(visitor.text("#virtual-mfa-assigned")).startsWith("Well done.");
            visitor.page().click("#kc-continue");
            expectTheChooser(visitor);
            assertThat(realm.events("UPDATE_CREDENTIAL"))
                    .singleElement()
                    .satisfies(event -> assertThat(event.details()).containsEntry("reason", "assigned"));

            visitor.signOut().open(aws.signIn()).password(user).nextCode(phone);
            expectTheChooser(visitor);
            visitor.page().check("input[name=roleIndex][value='" + READ_ONLY + "']");
            visitor.page().click("#signin_button");
            assertThat(visitor.text("#console-identity")).isEqualTo("ReadOnly/test-admin1");
            assertThat(visitor.text("#console-account")).contains(AwsRealm.ACCOUNT);
            assertThat(realm.events("LOGIN"))
                    .hasSize(2)
                    .last()
                    .extracting(TestEvent::userId)
                    .isEqualTo(user.id());
        }
    }

    @Test
    void withoutTheCodeNothingReachesAws() {
        TestUser user = aws.user("careless", "Admin", "ReadOnly");
        try (BrowserContext context = ChromiumBrowser.context()) {
            Visitor visitor = Visitor.at(aws, context).open(aws.signIn()).password(user);
            Phone phone = visitor.copyTheKey();
            visitor.pair(phone).page().click("#kc-continue");
            expectTheChooser(visitor);
            visitor.signOut().open(aws.signIn()).password(user);
            realm.clearEvents();

            visitor.code("");
            assertThat(visitor.text("#input-error-otp-code")).contains("six digits");
            visitor.code(visitor.wrongCodes(phone).code1());
            assertThat(visitor.text("#input-error-otp-code")).contains("not valid, or it was already used");
            // The password alone, once more: by the address of the start, and by going back.
            visitor.open(aws.signIn());
            assertThat(visitor.find("#otp").or(visitor.find("#username")).count())
                    .isEqualTo(1);

            assertThat(URI.create(visitor.page().url()).getAuthority())
                    .isEqualTo(realm.server().baseUrl().getAuthority());
            assertThat(realm.events("LOGIN_ERROR"))
                    .extracting(event -> event.details().get("reason"))
                    .containsExactly("code_malformed", "code_refused");
            assertThat(realm.events("LOGIN")).isEmpty();
        }
    }

    @Test
    void allOfItWorksWithoutJavaScript() {
        TestUser user = aws.user("no-script", "Admin", "ReadOnly");
        try (BrowserContext context = ChromiumBrowser.context(
                new Browser.NewContextOptions().setLocale("en-US").setJavaScriptEnabled(false))) {
            Visitor visitor = Visitor.at(aws, context).open(aws.signIn()).password(user);
            visitor.unfold("virtual-mfa-qr-code")
                    .find("#kc-totp-secret-qr-code")
                    .waitFor();
            Phone phone = visitor.copyTheKey();
            visitor.pair(phone).page().click("#kc-continue");
            post(visitor);
            expectTheChooser(visitor);

            visitor.signOut().open(aws.signIn()).password(user).nextCode(phone);
            post(visitor);
            expectTheChooser(visitor);
        }
    }

    /** Keycloak's page with the SAML response posts itself; without JavaScript it has a button. */
    private static void post(Visitor visitor) {
        visitor.page().click("form[name='saml-post-binding'] input[type=submit]");
    }

    /** Reads the QR code from the screen, as a phone does. */
    private Phone scan(Visitor visitor) throws Exception {
        Path photo = directory.resolve("qr.png");
        visitor.unfold("virtual-mfa-qr-code")
                .find("img#kc-totp-secret-qr-code")
                .screenshot(new Locator.ScreenshotOptions().setPath(photo));
        URI uri = URI.create(Camera.scan(photo));
        assertThat(uri.getScheme() + "://" + uri.getAuthority()).isEqualTo("otpauth://totp");
        assertThat(uri.getPath()).matches("/" + realm.name() + ":test-admin1 \\(MFA \\d{4}-\\d\\d-\\d\\d [B-Z]{6}\\)");
        Map<String, String> query = Arrays.stream(uri.getQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        Phone phone = Phone.of(query.get("secret"));
        assertThat(visitor.copyTheKey()).isEqualTo(phone);
        return phone;
    }

    /** At AWS's role chooser, with a response that another SAML implementation than Keycloak's finds good. */
    private static void expectTheChooser(Visitor visitor) {
        visitor.page().waitForURL(aws.aws().samlEndpoint().toString());
        assertThat(visitor.text("h1")).isEqualTo("Select a role");
        SamlCheck check =
                aws.aws().check(visitor.find("input[name=SAMLResponse]").inputValue());
        assertThat(check).isInstanceOfSatisfying(SamlCheck.Accepted.class, accepted -> {
            assertThat(accepted.roles()).extracting(AwsRole::roleArn).containsExactlyInAnyOrder(ADMIN, READ_ONLY);
            assertThat(accepted.attributes()).containsKey("https://aws.amazon.com/SAML/Attributes/RoleSessionName");
        });
    }
}
