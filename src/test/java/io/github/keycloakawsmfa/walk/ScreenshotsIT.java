package io.github.keycloakawsmfa.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.LoadState;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.ChromiumBrowser;
import io.github.keycloakawsmfa.fixture.ChromiumPerson;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import io.github.keycloakawsmfa.qr.OtpAuthUri;
import io.github.keycloakawsmfa.qr.QrCode;
import io.github.keycloakawsmfa.totp.TotpParameters;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Makes the pictures of README and docs: {@code ./mvnw -Pscreenshots verify}. */
@Tag("screenshots")
class ScreenshotsIT {

    private static final Path IMAGES = Path.of("docs", "images");
    private static final int MAX_BYTES = 150_000;

    private static final int DESKTOP = 1280;
    private static final int PHONE = 360;
    private static final String TIME = "Nov 29, 2026, 9:41 AM";

    /** Nobody can take it for a secret that somebody uses. */
    private static final String SECRET = "DEMO".repeat(8);

    @RegisterExtension
    static final AwsSide aws = AwsSide.of(
            TestRealm.create(json -> json.put("displayName", "Demo").put("accessCodeLifespanLogin", 36_000)));

    private static final TestRealm realm = aws.realm();

    @Test
    void pagesOnADesktopAndOnAPhone() throws Exception {
        try (BrowserContext context = ChromiumBrowser.context("en-US", DESKTOP, 720)) {
            Person user = aws.person("test-admin1", "Admin", "ReadOnly");
            String production = "210987654321";
            realm.admin()
                    .post("/aws-mfa/setup", Map.of("accounts", Map.of(production, List.of("Support", "ReadOnly"))));
            realm.grant(
                    user.user(),
                    realm.clientUuid(AwsSide.CLIENT_ID),
                    production + "/Support",
                    production + "/ReadOnly");
            realm.app("app");
            ChromiumPerson person =
                    new ChromiumPerson(user, context).open(aws.console()).password();
            person.unfold("virtual-mfa-qr-code");
            person.scan();
            showTheDemosSecret(person.page());
            save(person, "wizard");

            person.page().fill("#deviceName", "Work phone");
            person.pair(person.codes()).page().click("#kc-continue");
            person.page().waitForURL(aws.acs());
            person.page().check("input[name=roleIndex] >> nth=0");
            save(person, "role-chooser");

            realm.clock().advance(Duration.ofMinutes(1));
            person.signOut().open(aws.console()).password().find("#otp").waitFor();
            save(person, "code");

            person.code(person.code()).page().waitForURL(aws.acs());
            realm.clock().advance(Duration.ofMinutes(1));
            person.open(realm.actionAt("app", "virtual-mfa-devices"));
            person.page().click("#virtual-mfa-add");
            person.page().fill("#deviceName", "Tablet");
            person.page().fill("#currentCode", person.code());
            person.pair(person.copyTheKey().pair(realm.clock().now())).page().click("#kc-continue");
            person.page()
                    .evaluate("for (const at of document.querySelectorAll('time')) at.textContent = '" + TIME + "'");
            save(person, "devices");
        }
        realm.admin().post("/aws-mfa/setup", Map.of("scope", "realm", "adopt", true));
        try {
            wizardThatMayBePutOff();
        } finally {
            // Other pictures are of pages that ask for no code.
            realm.change(json -> json.put("browserFlow", "browser"));
        }
    }

    private static void wizardThatMayBePutOff() throws Exception {
        String group = realm.admin()
                .create(
                        "/groups",
                        Map.of("name", "later", "attributes", Map.of("aws-mfa.required-from", List.of("2027-01-15"))));
        Person later = aws.person("test-user1");
        realm.admin().put("/users/" + later.user().id() + "/groups/" + group, Map.of());
        try (BrowserContext context = ChromiumBrowser.context("en-US", DESKTOP, 720)) {
            ChromiumPerson person = new ChromiumPerson(later, context)
                    .open(realm.signInAt("app"))
                    .password();
            person.find("#virtual-mfa-not-now").waitFor();
            showTheDemosSecret(person.page());
            save(person, "wizard-not-now");
        }
    }

    /** With the figures of a large company, which no test has. */
    @Test
    void thePageForAdministrators() throws Exception {
        realm.admin().post("/aws-mfa/setup", Map.of("adminPage", true));
        TestUser administrator = realm.user("test-admin2");
        realm.grant(administrator, realm.clientUuid("realm-management"), "realm-admin");
        try (BrowserContext context = ChromiumBrowser.context("en-US", DESKTOP, 720)) {
            Page page = context.newPage();
            page.route(
                    "**/aws-mfa/coverage",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setContentType("application/json")
                            .setBody(coverage())));
            page.navigate(realm.url("/aws-mfa/admin").toString());
            page.fill("#username", administrator.username());
            page.fill("#password", administrator.password());
            page.click("#kc-login");
            page.locator(".aws-mfa-chart canvas").waitFor();
            page.evaluate("document.querySelector('.aws-mfa-realm bdi').textContent = 'Demo'");
            save(page, "admin-page.png", DESKTOP);
        }
    }

    private static String coverage() {
        List<Map<String, Object>> weeks = IntStream.range(0, 40)
                .mapToObj(week -> {
                    long users = 60_000 + 1_000L * week;
                    long withDevice = Math.round(0.72 * users / (1 + Math.exp((18 - week) / 5.0)));
                    String begin = LocalDate.of(2026, 2, 23).plusWeeks(week).toString();
                    return Map.<String, Object>of("begin", begin, "users", users, "withDevice", withDevice);
                })
                .toList();
        return AdminApi.JSON
                .valueToTree(Map.of(
                        "users",
                        99_412,
                        "withDevice",
                        70_227,
                        "groups",
                        List.of(
                                group("/sales", 20_110, 14_002),
                                group("/finance", 8_004, 2_100),
                                group("/engineering", 42_010, 40_120),
                                group("/engineering/platform", 3_010, 3_010)),
                        "weeks",
                        weeks,
                        "notCounted",
                        List.of()))
                .toString();
    }

    private static Map<String, Object> group(String path, int users, int withDevice) {
        return Map.of("id", path, "path", path, "users", users, "withDevice", withDevice);
    }

    private static void showTheDemosSecret(Page page) {
        TotpSecret secret = TotpSecret.ofBase32(SECRET);
        String account = "test-admin1 (MFA 2026-11-29 KTRWQB)";
        String uri = new OtpAuthUri("Demo", account, secret, TotpParameters.AUTHENTICATOR_APP).value();
        page.evaluate(
                "([qr, key, account]) => { document.getElementById('kc-totp-secret-qr-code').src = qr;"
                        + " document.getElementById('kc-totp-secret-key').textContent = key;"
                        + " document.querySelector('#virtual-mfa-entry bdi:last-child').textContent = account;"
                        + " const next = document.getElementById('virtual-mfa-next-code');"
                        + " const still = next.cloneNode(); still.textContent = next.dataset.left + ' 0:24';"
                        + " next.replaceWith(still); }",
                List.of(QrCode.dataUri(uri, 6), SECRET.replaceAll("(.{4})(?!$)", "$1 "), account));
    }

    private static void save(ChromiumPerson person, String name) throws Exception {
        Page page = person.page();
        // The pattern of Keycloak's theme alone would make the file four times as large.
        page.evaluate("document.getElementById('keycloak-bg')?.style.setProperty('background', '#2b2b2b')");
        save(page, name + ".png", DESKTOP);
        save(page, name + "-phone.png", PHONE);
        page.setViewportSize(DESKTOP, 720);
    }

    private static void save(Page page, String name, int width) throws Exception {
        page.setViewportSize(width, 720);
        page.waitForLoadState(LoadState.NETWORKIDLE);
        Path file = IMAGES.resolve(name);
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
        assertThat(Files.size(file)).isLessThan(MAX_BYTES);
    }
}
