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
import io.github.keycloakawsmfa.fixture.ChromiumPerson;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import java.net.URI;
import java.time.Duration;
import java.util.List;
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
    static final AwsSide aws = AwsSide.of(
            TestRealm.create(json -> json.put("displayName", "Example Corp.").put("accessCodeLifespanLogin", 36_000)));

    private static final TestRealm realm = aws.realm();

    private String language;

    @BeforeAll
    static void setUpForAws() {
        realm.app("app");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ja"})
    void everyPage(String newLanguage) {
        language = newLanguage;
        Person user = aws.person("look-" + language, "Admin", "ReadOnly");
        try (BrowserContext context = ChromiumBrowser.context(language, 1280, 900)) {
            ChromiumPerson person =
                    new ChromiumPerson(user, context).open(aws.console()).password();
            wizard(person);
            look(person, "assigned");
            person.page().click("#kc-continue");
            person.page().waitForURL(aws.acs());
            code(person.signOut().open(aws.console()).password());
            signInAgain(person, aws.person("again-" + language).user());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ja"})
    void everyPageOfDevices(String newLanguage) {
        language = newLanguage;
        Person user = aws.person("devices-" + language);
        try (BrowserContext context = ChromiumBrowser.context(language, 1280, 900)) {
            ChromiumPerson person = new ChromiumPerson(user, context)
                    .open(realm.actionAt("app", "virtual-mfa-devices"))
                    .password();
            look(person, "devices-none");
            ticket(person);
            person.page().click("#virtual-mfa-add");
            person.scan();
            person.pair(person.codes()).page().click("#kc-continue");
            look(person, "devices-one");
            next(person);
            look(person, "devices-two");
            rename(person);
            resync(person);
            deactivate(person);
        }
    }

    private void ticket(ChromiumPerson person) {
        firstDevice("ticket");
        try {
            person.page().click("#virtual-mfa-add");
            look(person, "wizard-ticket");
            Phone pending = person.copyTheKey();
            person.page().fill("#ticket", "ABCD-EFGH-IJKL-MNOP");
            person.pair(pending.pair(realm.clock().now()));
            look(person, "wizard-ticket-refused");
            person.page().click("#virtual-mfa-leave");
        } finally {
            firstDevice("password");
        }
    }

    private void firstDevice(String value) {
        realm.change(json -> json.withObject("attributes").put("aws-mfa.first-device", value));
    }

    private void next(ChromiumPerson person) {
        realm.clock().advance(Duration.ofMinutes(1));
        person.page().click("#virtual-mfa-add");
        look(person, "wizard-next");
        person.page().fill("#deviceName", "Tablet");
        Phone tablet = person.copyTheKey();
        person.page().fill("#currentCode", person.wrongPair().code1());
        person.pair(tablet.pair(realm.clock().now()));
        look(person, "wizard-next-refused");
        person.page().fill("#currentCode", person.code());
        person.page().click("#saveTOTPBtn");
        look(person, "assigned-next");
        person.page().click("#kc-continue");
    }

    private void rename(ChromiumPerson person) {
        person.page().click("#virtual-mfa-rename-1");
        look(person, "device-rename");
        person.page().fill("#deviceName", "a/b");
        person.page().click("#virtual-mfa-save");
        look(person, "device-rename-refused");
        person.page().fill("#deviceName", "A tablet with a name of just so many letters as there may be 64");
        person.page().click("#virtual-mfa-save");
        look(person, "devices-renamed");
    }

    private void resync(ChromiumPerson person) {
        realm.clock().advance(Duration.ofMinutes(11));
        person.page().click("#virtual-mfa-resync-0");
        look(person, "device-resync");
        twoCodes(person, person.wrongPair());
        look(person, "device-resync-refused");
        twoCodes(
                person,
                person.phone().slowBy(Duration.ofMinutes(4)).pair(realm.clock().now()));
        look(person, "device-confirm");
        person.page().click("#virtual-mfa-leave");
    }

    private void deactivate(ChromiumPerson person) {
        person.page().click("#virtual-mfa-deactivate-1");
        look(person, "device-deactivate");
        person.page().fill("#currentCode", person.wrongPair().code1());
        person.page().click("#virtual-mfa-save");
        look(person, "device-deactivate-refused");
        person.page().fill("#currentCode", person.code());
        person.page().click("#virtual-mfa-save");
        look(person, "devices-deactivated");
    }

    private static void twoCodes(ChromiumPerson person, Phone.Pair pair) {
        person.page().fill("#code1", pair.code1());
        person.page().fill("#code2", pair.code2());
        person.page().click("#virtual-mfa-save");
    }

    private void wizard(ChromiumPerson person) {
        look(person, "wizard");
        person.unfold("virtual-mfa-qr-code");
        person.scan();
        look(person, "wizard-unfolded");
        person.page().fill("#deviceName", "");
        person.pair("12345", "");
        look(person, "wizard-incomplete");
        person.page().fill("#deviceName", "Work phone");
        String code = person.code();
        person.pair(code, code);
        look(person, "wizard-same-code-twice");
        Phone.Pair wrong = person.wrongPair();
        person.pair(wrong);
        look(person, "wizard-wrong-codes");
        person.pair(person.codes());
    }

    private void code(ChromiumPerson person) {
        look(person, "code");
        person.code(person.wrongPair().code1());
        look(person, "code-refused");
        person.page().click("#virtual-mfa-two-codes");
        look(person, "code-pair");
        Phone.Pair wrong = person.wrongPair();
        person.codes(wrong);
        look(person, "code-pair-refused");
        offset(person, person.phone().slowBy(Duration.ofMinutes(4)));
        look(person, "code-clock-slow");
        person.code(wrong.code1());
        person.page().click("#virtual-mfa-two-codes");
        offset(person, person.phone().fastBy(Duration.ofMinutes(6)));
        look(person, "code-clock-fast");
        for (int i = 0; i < 3; i++) {
            person.code(wrong.code1());
        }
        look(person, "code-waiting");
        person.open(URI.create(person.page().url()));
        look(person, "code-waiting-opened");
        for (int i = 0; i < 15; i++) {
            realm.clock().advance(Duration.ofMinutes(15));
            person.code(wrong.code1());
        }
        look(person, "code-pair-needed");
        person.open(URI.create(person.page().url()));
        look(person, "code-pair-needed-opened");
    }

    /** Types the pair of a clock that is off, at a time at which none of its codes is spent. */
    private void offset(ChromiumPerson person, Phone phone) {
        realm.clock().advance(Duration.ofMinutes(15));
        person.codes(phone.pair(realm.clock().now()));
        person.find("#virtual-mfa-info").waitFor();
    }

    /** Impersonated, a session proves nothing: the user is asked to sign in. */
    private void signInAgain(ChromiumPerson person, TestUser user) {
        person.page().context().clearCookies();
        person.page()
                .context()
                .request()
                .post(
                        realm.server().baseUrl() + "/admin/realms/" + realm.name() + "/users/" + user.id()
                                + "/impersonation",
                        RequestOptions.create()
                                .setHeader(
                                        "Authorization",
                                        "Bearer " + realm.admin().token()));
        person.open(aws.console());
        look(person, "sign-in-again");
        person.find("#kc-sign-in-again").waitFor();
    }

    /** axe reads each size once, and each colour scheme once: it takes as long as all the rest. */
    private void look(ChromiumPerson person, String name) {
        Page page = person.page();
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
