package io.github.keycloakawsmfa.walk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.github.keycloakawsmfa.fixture.ChromiumPerson;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import io.github.keycloakawsmfa.walk.Look.Screen;
import io.github.keycloakawsmfa.walk.Look.Scripts;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each page of ours, looked at in many ways: see {@link Look}. In all pairs of them: {@code ./mvnw -Plooks verify}. */
class PageLookIT {

    private static final AtomicInteger COUNT = new AtomicInteger();

    @RegisterExtension
    static final AwsSide aws = AwsSide.of(TestRealm.create(json -> {
        json.put("displayName", "Example Corp.").put("accessCodeLifespanLogin", 36_000);
        Look.LANGUAGES.forEach(json.putArray("supportedLocales")::add);
    }));

    private static final TestRealm realm = aws.realm();

    private Look look;

    @BeforeAll
    static void setUpForAws() {
        realm.app("app");
        // Its users are asked for a device, and have time.
        String asking = realm.app("asking");
        String flow = StreamSupport.stream(
                        realm.admin().get("/authentication/flows").spliterator(), false)
                .filter(known -> known.get("alias").asText().equals("aws-mfa browser"))
                .findFirst()
                .orElseThrow()
                .get("id")
                .asText();
        ObjectNode client = (ObjectNode) realm.admin().get("/clients/" + asking);
        client.putObject("authenticationFlowBindingOverrides").put("browser", flow);
        realm.admin().put("/clients/" + asking, client);
        realm.admin().post("/aws-mfa/tokens", Map.of("file", "LOOK-1," + "31".repeat(20) + ",totp\n"));
        realm.admin()
                .create(
                        "/groups",
                        Map.of("name", "later", "attributes", Map.of("aws-mfa.required-from", List.of("2999-01-01"))));
    }

    /** Each colour, policy and theme at least once, on the largest and the smallest screen; all pairs of them take long. */
    static Stream<Look> some() {
        return Stream.of(
                new Look("en", Screen.DESKTOP, ColorScheme.LIGHT, Scripts.ALL, Look.NEW_THEME),
                new Look("ja", Screen.SMALL_PHONE, ColorScheme.DARK, Scripts.NOT_INLINE, Look.OLD_THEME),
                new Look("ar", Screen.ZOOMED, ColorScheme.LIGHT, Scripts.NONE, Look.PLAIN_THEME));
    }

    /** In each build each page once, and each look. */
    @Test
    void everyPage() {
        List<Look> looks = some().toList();
        in(looks.get(0), this::devices);
        in(looks.get(1), this::signIn);
        in(looks.get(2), this::notNow);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("some")
    void everyPageInEachLook(Look look) {
        walk(look);
    }

    @Tag("looks")
    @ParameterizedTest
    @MethodSource("io.github.keycloakawsmfa.walk.Look#allPairs")
    void everyPageInAllPairs(Look look) {
        walk(look);
    }

    private void walk(Look newLook) {
        in(newLook, this::devices);
        in(newLook, this::signIn);
        in(newLook, this::notNow);
    }

    private void in(Look newLook, Consumer<BrowserContext> pages) {
        look = newLook;
        realm.change(json -> {
            json.put("loginTheme", look.theme());
            json.withObject("browserSecurityHeaders")
                    .put("contentSecurityPolicy", look.scripts().policy());
        });
        try (BrowserContext context = look.open()) {
            pages.accept(context);
        }
    }

    private void signIn(BrowserContext context) {
        ChromiumPerson person = new ChromiumPerson(aws.person(name("look"), "Admin", "ReadOnly"), context)
                .open(aws.console())
                .password();
        token(person);
        wizard(person);
        look(person, "assigned");
        person.page().click("#kc-continue");
        goOn(person);
        person.page().waitForURL(aws.acs());
        code(person.signOut().open(aws.console()).password());
        signInAgain(person, aws.person(name("again")).user());
    }

    /** The second time, it says how often it was put off. */
    private void notNow(BrowserContext context) {
        Person later = aws.person(name("later"));
        String group = realm.admin().get("/group-by-path/later").get("id").asText();
        realm.admin().put("/users/" + later.user().id() + "/groups/" + group, Map.of());
        later.signIn(realm.signInAt("asking")).form(Person.WIZARD).press("#virtual-mfa-not-now");
        ChromiumPerson person = new ChromiumPerson(later, context)
                .open(realm.signInAt("asking"))
                .password();
        person.find("#virtual-mfa-skips").waitFor();
        look(person, "wizard-not-now");
    }

    private void devices(BrowserContext context) {
        ChromiumPerson person = new ChromiumPerson(aws.person(name("devices")), context)
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

    private static String name(String what) {
        return what + "-" + COUNT.incrementAndGet();
    }

    /** Keycloak's page to AWS goes on by an inline script, and has a button only where a browser has no JavaScript. */
    private void goOn(ChromiumPerson person) {
        if (look.scripts() != Scripts.ALL) {
            person.find("form[name=saml-post-binding]")
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
            person.page().evaluate("document.forms['saml-post-binding'].submit()");
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

    private void token(ChromiumPerson person) {
        person.page().click("#virtual-mfa-use-token");
        look(person, "token");
        person.page().fill("#code1", "12345");
        person.page().click("#saveTOTPBtn");
        look(person, "token-incomplete");
        person.page().click("#virtual-mfa-use-app");
    }

    private void code(ChromiumPerson person) {
        look(person, "code");
        person.unfold("virtual-mfa-lost");
        look(person, "code-lost");
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

    private void look(ChromiumPerson person, String name) {
        look.at(person.page(), name);
    }
}
