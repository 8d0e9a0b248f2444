package io.github.keycloakawsmfa.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.github.keycloakawsmfa.fixture.ChromiumBrowser;
import io.github.keycloakawsmfa.fixture.ChromiumPerson;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.QrPng;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.Zbar;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The wizard as people walk it: on the phone that has the app, by keyboard alone, and with names of any length. */
@DisplayName("Enrolling")
class EnrollingIT {

    private static final String DISPLAY_NAME = "Example Corp.";
    private static final String LINK = "#virtual-mfa-open-app";
    private static final String PICTURE = "#kc-totp-secret-qr-code";
    private static final String KEY = "#kc-totp-secret-key";

    @RegisterExtension
    static final AwsSide aws = AwsSide.of(TestRealm.create(json -> json.put("displayName", DISPLAY_NAME)));

    private static final TestRealm realm = aws.realm();

    @AfterEach
    void usualName() {
        displayName(DISPLAY_NAME);
    }

    @Test
    void onThePhoneThatHasTheApp() {
        try (BrowserContext context = ChromiumBrowser.context(new Browser.NewContextOptions()
                .setLocale("en-US")
                .setViewportSize(360, 740)
                .setHasTouch(true)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setIsMobile(true))) {
            // As on a page that came by HTTP from another host.
            context.addInitScript("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
            ChromiumPerson person = signIn("phone", context);
            Page page = person.page();
            assertThat(page.locator(LINK).isVisible()).isTrue();
            assertThat(page.evaluate("scrollY")).as("read from its top").isEqualTo(0);
            String link = page.locator(LINK).getAttribute("href");
            person.phone(Phone.of(link.replaceAll(".*[?&]secret=([^&]*).*", "$1")));

            assertThat(person.text("#virtual-mfa-next-code")).matches("Next code in 0:(05|10|15|20|25|30)");

            page.tap("#virtual-mfa-secret-key > summary");
            page.tap("#virtual-mfa-copy");
            person.find("#virtual-mfa-copied:not(:empty)").waitFor();
            assertThat(person.text("#virtual-mfa-copied")).isEqualTo("The key is selected: copy it now.");
            assertThat(page.evaluate("getSelection().toString()")).isEqualTo(person.text(KEY));

            String code = person.code();
            person.pair(code, code).find("#input-error-code2").waitFor();
            assertThat(page.inputValue("#code1")).isEqualTo(code);
            expectSelected(page, "code2", code);
            assertOpen(page, "virtual-mfa-secret-key");
            page.fill("#code2", person.nextCode());
            page.tap("#saveTOTPBtn");
            person.find("#virtual-mfa-assigned [role=status]").waitFor();
            page.tap("#kc-continue");
            page.waitForURL(aws.acs());
        }
    }

    @Test
    void byKeyboardAlone() throws Exception {
        try (BrowserContext context = ChromiumBrowser.context()) {
            context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
            ChromiumPerson person = signIn("keys", context);
            Page page = person.page();
            String link = page.locator(LINK).getAttribute("href");
            assertThat(page.locator(LINK).isVisible())
                    .as("the app is on another device")
                    .isFalse();
            tabTo(page, "#virtual-mfa-another-account");
            tabTo(page, "#virtual-mfa-qr-code > summary");
            page.keyboard().press("Enter");
            tabTo(page, "#virtual-mfa-secret-key > summary");
            page.keyboard().press("Space");
            tabTo(page, "#virtual-mfa-copy");
            page.keyboard().press("Enter");
            person.find("#virtual-mfa-copied:not(:empty)").waitFor();
            assertThat(person.text("#virtual-mfa-copied")).isEqualTo("Copied.");
            assertThat(page.evaluate("navigator.clipboard.readText()"))
                    .isEqualTo(person.text(KEY).replace(" ", ""));
            person.phone(Phone.of(person.text(KEY)));
            expectQrCode(page, link, "enrolling", 1280, 6);
            expectQrCode(page, link, "enrolling", 360, 6);
            // 57 modules do not fit at more.
            expectQrCode(page, link, "enrolling", 320, 5);

            Phone.Pair wrong = person.wrongPair();
            tabTo(page, "#deviceName");
            tabTo(page, "#code1");
            type(page, wrong);
            person.find("#input-error-codes").waitFor();
            expectSelected(page, "code1", wrong.code1());
            assertThat(page.inputValue("#code2")).isEqualTo(wrong.code2());
            assertOpen(page, "virtual-mfa-qr-code", "virtual-mfa-secret-key");
            expectCountdown(page);
            type(page, person.codes());
            person.find("#virtual-mfa-assigned [role=status]").waitFor();
            tabTo(page, "#kc-continue");
            page.keyboard().press("Enter");
            page.waitForURL(aws.acs());
        }
    }

    /** 113 modules: more than the card is wide at six pixels each, and twice a phone's screen. */
    @Test
    void withNamesAsLongAsTheyMayBe() throws Exception {
        displayName("例".repeat(32));
        try (BrowserContext context = ChromiumBrowser.context()) {
            ChromiumPerson person = signIn("a-user-whose-name-is-longer-than-that-of-any-other", context);
            person.unfold("virtual-mfa-qr-code");
            String link = person.find(LINK).getAttribute("href");

            expectQrCode(person.page(), link, "enrolling-long", 1280, 6);
            expectQrCode(person.page(), link, "enrolling-long", 360, 3);
        }
    }

    private static ChromiumPerson signIn(String name, BrowserContext context) {
        ChromiumPerson person = new ChromiumPerson(aws.person(name, "Admin", "ReadOnly"), context)
                .open(aws.console())
                .password();
        person.find(PICTURE).waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        return person;
    }

    private static void displayName(String name) {
        realm.change(json -> json.put("displayName", name));
    }

    /** Both readers read it off the screen, in both colour schemes; each module has that many pixels. */
    private static void expectQrCode(Page page, String link, String name, int width, int modulePixels)
            throws Exception {
        Optional<Zbar> zbar = Zbar.installed();
        page.setViewportSize(width, 740);
        page.waitForFunction(
                "([css, pixels]) => { const image = document.querySelector(css);"
                        + " return image.getBoundingClientRect().width === image.naturalWidth / 6 * pixels; }",
                List.of(PICTURE, modulePixels));
        for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            Path shot = ChromiumBrowser.screenshot(page, name + "-" + width + "-" + scheme);
            if (zbar.isPresent()) {
                assertThat(zbar.get().read(shot)).as(shot.toString()).isEqualTo(link);
            }
            assertThat(QrPng.read(withoutEdge(page.locator(PICTURE).screenshot()))
                            .getText())
                    .as(shot.toString())
                    .isEqualTo(link);
        }
        assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .as("pixels that stick out at %d", width)
                .isEqualTo(0);
    }

    /** Half of the quiet zone is enough; the outermost line may be the page's. */
    private static byte[] withoutEdge(byte[] png) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        int edge = 4;
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        ImageIO.write(
                image.getSubimage(edge, edge, image.getWidth() - 2 * edge, image.getHeight() - 2 * edge), "png", inner);
        return inner.toByteArray();
    }

    private static void expectSelected(Page page, String id, String text) {
        page.waitForFunction(
                "([id, text]) => { const field = document.activeElement;"
                        + " return field.id === id && field.value === text"
                        + " && field.selectionStart === 0 && field.selectionEnd === text.length; }",
                List.of(id, text));
    }

    private static void assertOpen(Page page, String... ids) {
        assertThat(page.evaluate("[...document.querySelectorAll('details[open]')].map(part => part.id)"))
                .isEqualTo(List.of(ids));
    }

    /** It goes on. */
    private static void expectCountdown(Page page) {
        String first = page.locator("#virtual-mfa-next-code").innerText();
        assertThat(first).matches("Next code in 0:([0-2]\\d|30)");
        page.waitForFunction("text => document.querySelector('#virtual-mfa-next-code').innerText !== text", first);
    }

    private static void tabTo(Page page, String css) {
        for (int i = 0; i < 10; i++) {
            page.keyboard().press("Tab");
            if (Boolean.TRUE.equals(page.evaluate("css => document.activeElement.matches(css)", css))) {
                return;
            }
        }
        throw new AssertionError("Nobody gets to " + css + " with the key Tab");
    }

    /** Into the field that has the focus, and the one after it. */
    private static void type(Page page, Phone.Pair pair) {
        page.keyboard().type(pair.code1());
        page.keyboard().press("Tab");
        page.keyboard().type(pair.code2());
        page.keyboard().press("Enter");
    }
}
