package io.github.keycloakawsmfa.walk;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.ServerClock;
import io.github.keycloakawsmfa.fixture.TestUser;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A person at a real browser: clicks what is on the page, and types what the phone shows. */
final class Visitor {

    private final AwsRealm realm;
    private final Page page;

    private Visitor(AwsRealm realm, Page page) {
        this.realm = realm;
        this.page = page;
    }

    static Visitor at(AwsRealm realm, BrowserContext context) {
        return new Visitor(realm, context.newPage());
    }

    Page page() {
        return page;
    }

    Locator find(String css) {
        return page.locator(css);
    }

    String text(String css) {
        return find(css).innerText().strip();
    }

    Visitor open(URI uri) {
        page.navigate(uri.toString());
        return this;
    }

    Visitor password(TestUser user) {
        page.fill("#username", user.username());
        page.fill("#password", user.password());
        page.click("#kc-login");
        return this;
    }

    /** Opens a {@code details} element as a person does, and waits until its content is to be seen. */
    Visitor unfold(String id) {
        page.click("#" + id + " > summary");
        find("#" + id + "[open]").waitFor();
        return this;
    }

    /** Takes the secret key from the page, as it is written there. */
    Phone copyTheKey() {
        unfold("virtual-mfa-secret-key");
        return Phone.of(text("#kc-totp-secret-key"));
    }

    Visitor pair(Phone phone) {
        Phone.Pair pair = phone.pair(clock().now());
        return pair(pair.code1(), pair.code2());
    }

    Visitor pair(String code1, String code2) {
        page.fill("#code1", code1);
        page.fill("#code2", code2);
        page.click("#saveTOTPBtn");
        return this;
    }

    Visitor code(String code) {
        page.fill("#otp", code);
        page.click("#kc-login");
        return this;
    }

    /** Two consecutive codes on the code page. */
    Visitor codes(String code1, String code2) {
        page.fill("#code1", code1);
        page.fill("#code2", code2);
        page.click("#kc-login");
        return this;
    }

    /** Waits, by the clock, until the phone shows a code that was never typed. */
    Visitor nextCode(Phone phone) {
        clock().advance(Duration.ofMinutes(1));
        return code(phone.codeAt(clock().now()));
    }

    /** Two codes that this phone shows at no time near. */
    Phone.Pair wrongCodes(Phone phone) {
        List<String> wrong = Stream.of("000000", "111111", "222222", "333333", "444444")
                .filter(code -> Stream.of(-60, -30, 0, 30, 60)
                        .noneMatch(seconds ->
                                code.equals(phone.codeAt(clock().now().plusSeconds(seconds)))))
                .toList();
        return new Phone.Pair(wrong.get(0), wrong.get(1));
    }

    Visitor signOut() {
        open(realm.signOut());
        page.click("#kc-logout");
        find("#kc-logout").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        return this;
    }

    private ServerClock clock() {
        return realm.realm().clock();
    }
}
