package io.github.keycloakawsmfa.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import io.github.keycloakawsmfa.fixture.ChromiumBrowser;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
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
    static final TestRealm realm = TestRealm.create(json -> json.put("displayName", "Demo"));

    @Test
    void wizardAndRoleChooser() throws Exception {
        try (AwsRealm aws = AwsRealm.of(realm);
                BrowserContext context = ChromiumBrowser.context("en-US", 1280, 1260)) {
            TestUser user = aws.user("test-admin1", "Admin", "ReadOnly");
            String production = "210987654321";
            realm.admin()
                    .post("/aws-mfa/setup", Map.of("accounts", Map.of(production, List.of("Support", "ReadOnly"))));
            realm.grant(user, realm.clientUuid(AwsSide.CLIENT_ID), production + "/Support", production + "/ReadOnly");
            Visitor visitor = Visitor.at(aws, context).open(aws.signIn()).password(user);
            visitor.unfold("virtual-mfa-qr-code");
            Phone phone = visitor.copyTheKey();
            visitor.page().click("#virtual-mfa-secret-key > summary");
            showTheDemosSecret(visitor.page());
            // The theme's pattern alone would make the file four times as large.
            visitor.page().evaluate("document.body.style.background = '#2b2b2b'");
            save(visitor.page(), "wizard.png");

            visitor.pair(phone).page().click("#kc-continue");
            visitor.page().waitForURL(aws.aws().samlEndpoint().toString());
            visitor.page().setViewportSize(1280, 720);
            visitor.page().check("input[name=roleIndex] >> nth=0");
            save(visitor.page(), "role-chooser.png");
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
                List.of(QrCode.dataUri(uri, 366), SECRET.replaceAll("(.{4})(?!$)", "$1 ")));
    }

    private static void save(Page page, String name) throws Exception {
        page.waitForLoadState(LoadState.NETWORKIDLE);
        Path file = IMAGES.resolve(name);
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
        assertThat(Files.size(file)).isLessThan(MAX_BYTES);
    }
}
