package io.github.keycloakawsmfa.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import io.github.keycloakawsmfa.fixture.ChromiumBrowser;
import io.github.keycloakawsmfa.fixture.ChromiumPerson;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.qr.OtpAuthUri;
import io.github.keycloakawsmfa.qr.QrCode;
import io.github.keycloakawsmfa.totp.TotpParameters;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Makes the README's pictures: {@code ./mvnw -Pscreenshots verify}. */
@Tag("screenshots")
class ScreenshotsIT {

    private static final Path IMAGES = Path.of("docs", "images");
    private static final int MAX_BYTES = 150_000;

    /** Nobody can take it for a secret that somebody uses. */
    private static final String SECRET = "DEMO".repeat(8);

    @RegisterExtension
    static final AwsSide aws = AwsSide.of(TestRealm.create(json -> json.put("displayName", "Demo")));

    private static final TestRealm realm = aws.realm();

    @Test
    void wizardAndRoleChooser() throws Exception {
        try (BrowserContext context = ChromiumBrowser.context("en-US", 1280, 1720)) {
            Person user = aws.person("test-admin1", "Admin", "ReadOnly");
            String production = "210987654321";
            realm.admin()
                    .post("/aws-mfa/setup", Map.of("accounts", Map.of(production, List.of("Support", "ReadOnly"))));
            realm.grant(
                    user.user(),
                    realm.clientUuid(AwsSide.CLIENT_ID),
                    production + "/Support",
                    production + "/ReadOnly");
            ChromiumPerson person =
                    new ChromiumPerson(user, context).open(aws.console()).password();
            person.unfold("virtual-mfa-qr-code");
            person.scan();
            person.page().click("#virtual-mfa-secret-key > summary");
            showTheDemosSecret(person.page());
            // The theme's pattern alone would make the file four times as large.
            person.page().evaluate("document.body.style.background = '#2b2b2b'");
            save(person.page(), "wizard.png");

            person.pair(person.codes()).page().click("#kc-continue");
            person.page().waitForURL(aws.acs());
            person.page().setViewportSize(1280, 720);
            person.page().check("input[name=roleIndex] >> nth=0");
            save(person.page(), "role-chooser.png");
        }
    }

    private static void showTheDemosSecret(Page page) {
        TotpSecret secret = TotpSecret.ofBase32(SECRET);
        String uri = new OtpAuthUri(
                        "Demo", "test-admin1 (MFA 2026-11-29 KTRWQB)", secret, TotpParameters.AUTHENTICATOR_APP)
                .value();
        page.evaluate(
                "([qr, key]) => { document.getElementById('kc-totp-secret-qr-code').src = qr;"
                        + " document.getElementById('kc-totp-secret-key').textContent = key; }",
                List.of(QrCode.dataUri(uri, 6), SECRET.replaceAll("(.{4})(?!$)", "$1 ")));
    }

    private static void save(Page page, String name) throws Exception {
        page.waitForLoadState(LoadState.NETWORKIDLE);
        Path file = IMAGES.resolve(name);
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
        assertThat(Files.size(file)).isLessThan(MAX_BYTES);
    }
}
