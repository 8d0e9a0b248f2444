package io.github.keycloakawsmfa.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.RequestOptions;
import io.github.keycloakawsmfa.fixture.ChromiumBrowser;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How each page looks on a desktop and on a phone: axe finds nothing against WCAG 2 A and AA in it, nothing sticks out at its side, and a
 * picture of it lies in {@code target/screenshots} for people to look at.
 */
class PageLookIT {

    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    /** Keycloak's template shows who is signing in, in a field without a label. */
    private static final String KEYCLOAKS_OWN = "#kc-attempted-username";

    @RegisterExtension
    static final TestRealm realm =
            TestRealm.create(json -> json.put("displayName", "Example Corp.").put("accessCodeLifespanLogin", 36_000));

    private static AwsRealm aws;

    private String language;

    @BeforeAll
    static void setUpForAws() {
        aws = AwsRealm.of(realm);
        realm.app("app");
    }

    @AfterAll
    static void closeTheStandIn() {
        aws.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ja"})
    void everyPage(String newLanguage) {
        language = newLanguage;
        TestUser user = aws.user("look-" + language, "Admin", "ReadOnly");
        try (BrowserContext context = ChromiumBrowser.context(language, 1280, 900)) {
            Visitor visitor = Visitor.at(aws, context).open(aws.signIn()).password(user);
            Phone phone = wizard(visitor);
            look(visitor, "assigned");
            visitor.page().click("#kc-continue");
            visitor.page().waitForURL(aws.aws().samlEndpoint().toString());
            code(visitor.signOut().open(aws.signIn()).password(user), phone);
            signInAgain(visitor, aws.user("again-" + language));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ja"})
    void everyPageOfDevices(String newLanguage) {
        language = newLanguage;
        TestUser user = aws.user("devices-" + language);
        try (BrowserContext context = ChromiumBrowser.context(language, 1280, 900)) {
            Visitor visitor = Visitor.at(aws, context)
                    .open(realm.actionAt("app", "virtual-mfa-devices"))
                    .password(user);
            look(visitor, "devices-none");
            ticket(visitor);
            visitor.page().click("#virtual-mfa-add");
            Phone phone = visitor.copyTheKey();
            visitor.pair(phone).page().click("#kc-continue");
            look(visitor, "devices-one");
            next(visitor, phone);
            look(visitor, "devices-two");
            rename(visitor);
            resync(visitor, phone);
            deactivate(visitor, phone);
        }
    }

    private void ticket(Visitor visitor) {
        firstDevice("ticket");
        try {
            visitor.page().click("#virtual-mfa-add");
            look(visitor, "wizard-ticket");
            Phone phone = visitor.copyTheKey();
            visitor.page().fill("#ticket", "ABCD-EFGH-IJKL-MNOP");
            visitor.pair(phone);
            look(visitor, "wizard-ticket-refused");
            visitor.page().click("#virtual-mfa-leave");
        } finally {
            firstDevice("password");
        }
    }

    private void firstDevice(String value) {
        realm.change(json -> json.withObject("attributes").put("aws-mfa.first-device", value));
    }

    private void next(Visitor visitor, Phone phone) {
        realm.clock().advance(Duration.ofMinutes(1));
        visitor.page().click("#virtual-mfa-add");
        look(visitor, "wizard-next");
        visitor.page().fill("#deviceName", "Tablet");
        Phone tablet = visitor.copyTheKey();
        visitor.page().fill("#currentCode", visitor.wrongCodes(phone).code1());
        visitor.pair(tablet);
        look(visitor, "wizard-next-refused");
        visitor.page().fill("#currentCode", phone.codeAt(realm.clock().now()));
        visitor.page().click("#saveTOTPBtn");
        look(visitor, "assigned-next");
        visitor.page().click("#kc-continue");
    }

    private void rename(Visitor visitor) {
        visitor.page().click("#virtual-mfa-rename-1");
        look(visitor, "device-rename");
        visitor.page().fill("#deviceName", "a/b");
        visitor.page().click("#virtual-mfa-save");
        look(visitor, "device-rename-refused");
        visitor.page().fill("#deviceName", "A tablet with a name of just so many letters as there may be 64");
        visitor.page().click("#virtual-mfa-save");
        look(visitor, "devices-renamed");
    }

    private void resync(Visitor visitor, Phone phone) {
        realm.clock().advance(Duration.ofMinutes(11));
        visitor.page().click("#virtual-mfa-resync-0");
        look(visitor, "device-resync");
        twoCodes(visitor, visitor.wrongCodes(phone));
        look(visitor, "device-resync-refused");
        twoCodes(visitor, phone.slowBy(Duration.ofMinutes(4)).pair(realm.clock().now()));
        look(visitor, "device-confirm");
        visitor.page().click("#virtual-mfa-leave");
    }

    private void deactivate(Visitor visitor, Phone phone) {
        visitor.page().click("#virtual-mfa-deactivate-1");
        look(visitor, "device-deactivate");
        visitor.page().fill("#currentCode", visitor.wrongCodes(phone).code1());
        visitor.page().click("#virtual-mfa-save");
        look(visitor, "device-deactivate-refused");
        visitor.page().fill("#currentCode", phone.codeAt(realm.clock().now()));
        visitor.page().click("#virtual-mfa-save");
        look(visitor, "devices-deactivated");
    }

    private static void twoCodes(Visitor visitor, Phone.Pair pair) {
        visitor.page().fill("#code1", pair.code1());
        visitor.page().fill("#code2", pair.code2());
        visitor.page().click("#virtual-mfa-save");
    }

    private Phone wizard(Visitor visitor) {
        look(visitor, "wizard");
        visitor.unfold("virtual-mfa-qr-code");
        Phone phone = visitor.copyTheKey();
        look(visitor, "wizard-unfolded");
        visitor.page().fill("#deviceName", "");
        visitor.pair("12345", "");
        look(visitor, "wizard-incomplete");
        visitor.page().fill("#deviceName", "Work phone");
        String code = phone.codeAt(realm.clock().now());
        visitor.pair(code, code);
        look(visitor, "wizard-same-code-twice");
        Phone.Pair wrong = visitor.wrongCodes(phone);
        visitor.pair(wrong.code1(), wrong.code2());
        look(visitor, "wizard-wrong-codes");
        visitor.pair(phone);
        return phone;
    }

    private void code(Visitor visitor, Phone phone) {
        look(visitor, "code");
        visitor.code(visitor.wrongCodes(phone).code1());
        look(visitor, "code-refused");
        visitor.page().click("#virtual-mfa-two-codes");
        look(visitor, "code-pair");
        Phone.Pair wrong = visitor.wrongCodes(phone);
        visitor.codes(wrong.code1(), wrong.code2());
        look(visitor, "code-pair-refused");
        offset(visitor, phone.slowBy(Duration.ofMinutes(4)));
        look(visitor, "code-clock-slow");
        visitor.code(wrong.code1());
        visitor.page().click("#virtual-mfa-two-codes");
        offset(visitor, phone.fastBy(Duration.ofMinutes(6)));
        look(visitor, "code-clock-fast");
        for (int i = 0; i < 3; i++) {
            visitor.code(wrong.code1());
        }
        look(visitor, "code-waiting");
        visitor.open(URI.create(visitor.page().url()));
        look(visitor, "code-waiting-opened");
        for (int i = 0; i < 15; i++) {
            realm.clock().advance(Duration.ofMinutes(15));
            visitor.code(wrong.code1());
        }
        look(visitor, "code-pair-needed");
        visitor.open(URI.create(visitor.page().url()));
        look(visitor, "code-pair-needed-opened");
    }

    /** Types the pair of a clock that is off, at a time at which none of its codes is spent. */
    private void offset(Visitor visitor, Phone phone) {
        realm.clock().advance(Duration.ofMinutes(15));
        Phone.Pair pair = phone.pair(realm.clock().now());
        visitor.codes(pair.code1(), pair.code2());
        visitor.find("#virtual-mfa-info").waitFor();
    }

    /** Impersonated, a session proves nothing: the user is asked to sign in. */
    private void signInAgain(Visitor visitor, TestUser user) {
        visitor.page().context().clearCookies();
        visitor.page()
                .context()
                .request()
                .post(
                        realm.server().baseUrl() + "/admin/realms/" + realm.name() + "/users/" + user.id()
                                + "/impersonation",
                        RequestOptions.create()
                                .setHeader(
                                        "Authorization",
                                        "Bearer " + realm.admin().token()));
        visitor.open(aws.signIn());
        look(visitor, "sign-in-again");
        visitor.find("#kc-sign-in-again").waitFor();
    }

    /** axe reads each size once, and each colour scheme once: it takes as long as all the rest. */
    private void look(Visitor visitor, String name) {
        Page page = visitor.page();
        page.waitForLoadState(LoadState.NETWORKIDLE);
        assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
        show(page, name + "-" + language + "-1280", 1280, 900);
        show(page, name + "-" + language + "-390", 390, 844);
        expectNoViolation(page, name);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        show(page, name + "-" + language + "-dark", 1280, 900);
        expectNoViolation(page, name + ", dark");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    private static void show(Page page, String name, int width, int height) {
        page.setViewportSize(width, height);
        ChromiumBrowser.screenshot(page, name);
        assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .as("%s: pixels that stick out", name)
                .isEqualTo(0);
    }

    private static void expectNoViolation(Page page, String name) {
        assertThat(new AxeBuilder(page)
                        .withTags(WCAG)
                        .exclude(KEYCLOAKS_OWN)
                        .analyze()
                        .getViolations())
                .as(name)
                .extracting(rule -> rule.getId() + " at "
                        + rule.getNodes().stream().map(CheckedNode::getHtml).toList())
                .isEmpty();
    }
}
