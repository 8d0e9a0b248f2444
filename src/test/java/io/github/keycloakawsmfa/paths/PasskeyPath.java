package io.github.keycloakawsmfa.paths;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.github.keycloakawsmfa.fixture.ChromiumBrowser;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The path of somebody with a passkey, in a real browser with a virtual authenticator: Keycloak takes it in the place of the password,
 * and holds it for two factors in one.
 */
final class PasskeyPath {

    private static final String REGISTER = "webauthn-register-passwordless";
    private static final String OURS = "#kc-otp-login-form, #kc-totp-settings-form";

    private static final String AT_AWS = "#at-aws";

    private PasskeyPath() {}

    static PathResult signIn(PathContext given) {
        allow(given.realm());
        StringBuilder posted = new StringBuilder();
        try (BrowserContext context = ChromiumBrowser.context()) {
            context.route(TestRealm.APP + "**", route -> route.fulfill());
            context.route(given.aws().acs(), route -> {
                posted.append(URLDecoder.decode(route.request().postData(), StandardCharsets.UTF_8));
                route.fulfill(new Route.FulfillOptions()
                        .setBody("<p id='at-aws'>AWS</p>")
                        .setContentType("text/html"));
            });
            Page page = context.newPage();
            register(given, page);
            context.clearCookies();

            page.navigate(given.aws().console().toString());
            // Conditional UI: the authenticator answers by itself, where a person would pick the passkey from a list.
            page.waitForSelector(OURS + ", #kc-error-message, " + AT_AWS);
            if (!page.locator(OURS).isVisible()) {
                return PathResult.with(posted + page.content());
            }
            given.browser()
                    .takeCookies(
                            given.realm().url(""),
                            context.cookies().stream()
                                    .map(cookie -> cookie.name + "=" + cookie.value + "; Path=" + cookie.path)
                                    .toList());
            return PathResult.at(given.browser().open(page.url()));
        }
    }

    private static void allow(TestRealm realm) {
        realm.change(representation -> representation
                .put("webAuthnPolicyPasswordlessPasskeysEnabled", true)
                .put("webAuthnPolicyPasswordlessRequireResidentKey", "Yes")
                .put("webAuthnPolicyPasswordlessUserVerificationRequirement", "required"));
        String action = "/authentication/required-actions/" + REGISTER;
        realm.admin().put(action, ((ObjectNode) realm.admin().get(action)).put("enabled", true));
    }

    private static void addAuthenticator(Page page) {
        JsonObject options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        for (String yes :
                List.of("hasResidentKey", "hasUserVerification", "isUserVerified", "automaticPresenceSimulation")) {
            options.addProperty(yes, true);
        }
        JsonObject parameters = new JsonObject();
        parameters.add("options", options);
        CDPSession devTools = page.context().newCDPSession(page);
        devTools.send("WebAuthn.enable");
        devTools.send("WebAuthn.addVirtualAuthenticator", parameters);
    }

    /** At an ordinary application. */
    private static void register(PathContext given, Page page) {
        TestUser user = given.person().user();
        given.realm().admin().put("/users/" + user.id(), Map.of("requiredActions", List.of(REGISTER)));
        String app = "passkey-app-" + given.id();
        given.realm().app(app);
        page.onDialog(Dialog::accept);
        page.navigate(given.realm().signInAt(app).toString());
        page.fill("#username", user.username());
        page.fill("#password", user.password());
        page.click("#kc-login");
        page.waitForSelector("#registerWebAuthn");
        // The button does nothing before the page's module has run.
        page.waitForLoadState();
        // Only now: an authenticator without a passkey would answer the sign-in page by itself, with an error.
        addAuthenticator(page);
        page.click("#registerWebAuthn");
        page.waitForURL(TestRealm.APP + "**");
    }
}
