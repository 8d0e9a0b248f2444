package io.github.keycloakawsmfa.walk;

import io.github.keycloakawsmfa.fixture.Browser;
import io.github.keycloakawsmfa.fixture.Browser.Field;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.TestUser;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;

/**
 * The command line saml2aws with its provider KeyCloak, step by step as its {@code keycloak.go} (commit 65195ee) goes: which inputs it fills,
 * which form it posts, what it takes for a code page, when it starts all over. One object is one run of {@code saml2aws login}. It follows
 * redirects as Go's HTTP client does, asks for no language, and keeps its cookies in memory.
 *
 * <p>An endless run is a failed test, which tells the pages. Security keys are not followed.
 */
public final class Saml2Aws {

    /** How a run ends. */
    public sealed interface Result {}

    /** With the value of the field {@code SAMLResponse}. */
    public record Assertion(String base64) implements Result {}

    /** With what is printed. */
    public record Failure(String error) implements Result {}

    /** Where the sentence that ends the retries is looked for, and what it is: {@code kc_auth_error_element} and {@code …_message}. */
    public record Ending(String element, String message) {

        public static final Ending DEFAULT =
                new Ending("span#input-error, div#input-error-username", "Invalid username or password.");
    }

    /** Whatever went wrong after the password: told of a wrong password and of a wrong code alike. */
    public static final Failure NO_RESPONSE = failure("unable to locate saml response field");

    /** The first page has nothing to fill in. */
    public static final Failure NO_LOGIN_FORM = failure("error retrieving login form from idp: "
            + "unable to locate IDP authentication form submit URL: unable to locate form submit URL");

    static final String USER_AGENT = "saml2aws/1.0 (linux amd64) Versent";

    /** More requests than any run that ends may take: with eight devices, each tried alone, there would be 24. */
    private static final int ENDLESS = 30;

    private final Browser browser;
    private final TestUser user;
    private final Ending ending;
    private final String broker;
    private final List<Page> pages = new ArrayList<>();
    private URI url;
    private int logins;
    private String code;
    private int device;
    private boolean maybeAnotherDevice = true;

    private Saml2Aws(URI url, TestUser user, Ending ending, String broker, Browser browser) {
        this.url = url;
        this.user = user;
        this.ending = ending;
        this.broker = broker;
        this.browser = browser.userAgent(USER_AGENT).language(null);
    }

    /** Set up with this address, and nothing else. */
    public static Saml2Aws at(URI url, TestUser user) {
        return new Saml2Aws(url, user, Ending.DEFAULT, null, Browser.create());
    }

    /** With these two settings as well. */
    public Saml2Aws with(Ending newEnding) {
        return new Saml2Aws(url, user, newEnding, broker, browser);
    }

    /** With {@code kc_broker}. */
    public Saml2Aws through(String alias) {
        return new Saml2Aws(url, user, ending, alias, browser);
    }

    /** With the cookies of another run or of a browser, which the real one never has. */
    public Saml2Aws withCookiesOf(Browser other) {
        return new Saml2Aws(url, user, ending, broker, other.copy());
    }

    /** Runs with this code, as {@code --mfa-token} gives it or as it is typed. */
    public Result login(String typed) {
        return login(() -> typed);
    }

    /** @param prompt asked for the code at the first code page, and never again */
    public Result login(Supplier<String> prompt) {
        try {
            while (true) {
                Page page = once(prompt);
                Optional<String> response = samlResponse(page);
                if (response.isPresent()) {
                    return new Assertion(response.get());
                }
                if (!maybeAnotherDevice || saysPasswordIsWrong(page)) {
                    return NO_RESPONSE;
                }
            }
        } catch (Ended e) {
            return failure(e.getMessage());
        }
    }

    /** How many times a page was asked for, redirects not counted. */
    public int requests() {
        return pages.size();
    }

    /** How many times the password was posted. */
    public int logins() {
        return logins;
    }

    /** Whether it asked for a code. */
    public boolean askedForCode() {
        return code != null;
    }

    /** The page with which it ended: {@code DUMP_CONTENT=true saml2aws --verbose} shows it. */
    public Page last() {
        return pages.get(pages.size() - 1);
    }

    private Page once(Supplier<String> prompt) {
        Page login = loginPage();
        List<Field> fields = login.html().select("input").stream()
                .flatMap(input -> loginField(input).stream())
                .toList();
        Page page = post(
                lastForm(login)
                        .orElseThrow(() -> new Ended("error retrieving login form from idp: "
                                + "unable to locate IDP authentication form submit URL: "
                                + "unable to locate form submit URL")),
                fields,
                "error submitting login form");
        logins++;
        if (page.has("input#totp") || page.has("input#otp")) {
            return postCode(page, prompt);
        }
        if (page.has("form#webauth")) {
            throw new Ended("could not extract Webauthn parameters: no credentialID found on page");
        }
        return page;
    }

    private Page loginPage() {
        Page page = seen(browser.open(url));
        if (broker != null) {
            page = seen(browser.open(atBroker(page)));
        }
        if (page.status() != 401) {
            return page;
        }
        url = lastForm(page)
                .map(URI::create)
                .orElseThrow(() -> new Ended("error retrieving login form from idp: "
                        + "unable to locate IDP authentication form submit URL: unable to locate form submit URL"));
        return loginPage();
    }

    /** The real one puts {@code https://} and the host alone before the link's path; here the port stays. */
    private URI atBroker(Page page) {
        String path = page.html().select("#social-" + broker).stream()
                .filter(link -> link.hasAttr("href"))
                .map(link -> link.attr("href"))
                .reduce("", (before, last) -> last);
        return URI.create(url.getScheme() + "://" + url.getAuthority() + path);
    }

    private Optional<Field> loginField(Element input) {
        if (!input.hasAttr("name")) {
            return Optional.empty();
        }
        String name = input.attr("name");
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.contains("username")) {
            return Optional.of(new Field(name, user.username()));
        }
        if (lower.contains("password")) {
            return Optional.of(new Field(name, user.password()));
        }
        return lower.contains("tryanotherway") || !input.hasAttr("value")
                ? Optional.empty()
                : Optional.of(new Field(name, input.attr("value")));
    }

    private Page postCode(Page page, Supplier<String> prompt) {
        String action = lastForm(page)
                .orElseThrow(
                        () -> new Ended("unable to locate IDP totp form submit URL: unable to locate form submit URL"));
        code = code == null ? Objects.requireNonNull(prompt.get()) : code;
        List<Field> fields = page.html().select("input[name]").stream()
                .flatMap(input -> codeField(input).stream())
                .toList();
        device++;
        maybeAnotherDevice =
                page.html().select("input#kc-otp-credential-" + device).size() == 1;
        return post(action, fields, "error posting totp form: error retrieving content");
    }

    private Optional<Field> codeField(Element input) {
        String name = input.attr("name");
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.contains("otp")) {
            return Optional.of(new Field(name, code));
        }
        boolean picked = lower.contains("selectedcredentialid") && input.id().equals("kc-otp-credential-" + device);
        return picked && input.hasAttr("value") ? Optional.of(new Field(name, input.attr("value"))) : Optional.empty();
    }

    /** The address of the last form that has one, as it stands there: it is not taken relative to the page's. */
    private static Optional<String> lastForm(Page page) {
        return page.html().select("form[action]").stream()
                .map(form -> form.attr("action"))
                .reduce((before, last) -> last)
                .filter(action -> !action.isEmpty());
    }

    private Page post(String action, List<Field> fields, String otherwise) {
        URI address = URI.create(action);
        if (!address.isAbsolute()) {
            throw new Ended(otherwise);
        }
        return seen(browser.post(address, fields));
    }

    private Page seen(Page page) {
        pages.add(page);
        if (pages.size() > ENDLESS) {
            throw new AssertionError("saml2aws never ends. It saw:\n"
                    + pages.stream().map(Page::toString).collect(Collectors.joining("\n")));
        }
        return page;
    }

    private static Optional<String> samlResponse(Page page) {
        return page.html().select("input[name=SAMLResponse][value]").stream()
                .map(Element::val)
                .reduce((before, last) -> last);
    }

    private boolean saysPasswordIsWrong(Page page) {
        Pattern message = Pattern.compile(ending.message());
        return page.html().select(ending.element()).stream()
                .anyMatch(element -> message.matcher(element.wholeText()).find());
    }

    private static Failure failure(String error) {
        return new Failure("Error authenticating to IdP.: " + error);
    }

    /** Ends a run; its message is what the real one's error says. */
    private static final class Ended extends RuntimeException {

        private static final long serialVersionUID = 1;

        Ended(String error) {
            super(error);
        }
    }
}
