package io.github.keycloakawsmfa.paths;

import io.github.keycloakawsmfa.fixture.Browser;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import io.github.keycloakawsmfa.paths.PathToAws.Walk;
import io.github.keycloakawsmfa.walk.AwsSide;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Paths that begin with a mail or a new account, and so leave the browser flow out. */
final class LinkPaths {

    private static final String NEW_PASSWORD = "a new one";

    private LinkPaths() {}

    static Arrival passwordReset(Scene scene) {
        askForReset(scene);
        return Arrival.at(newPassword(scene.browser().open(mailedLink(scene))));
    }

    static Arrival passwordResetElsewhere(Scene scene) {
        askForReset(scene);
        return Arrival.at(newPassword(Browser.create().open(mailedLink(scene))));
    }

    private static void askForReset(Scene scene) {
        scene.browser()
                .open(scene.aws().console())
                .click("a[href*=reset-credentials]")
                .form("#kc-reset-password-form")
                .set("username", scene.person().user().username())
                .submit();
    }

    /** Somebody new, who has a role at AWS by the time AWS is reached. */
    static Arrival registration(Scene scene) {
        String username = "registered-" + scene.id();
        String password = username + "-password";
        Page page = scene.browser()
                .open(scene.aws().console())
                .click("a[href*=registration]")
                .form("#kc-register-form")
                .set("username", username)
                .set("email", username + "@example.test")
                .set("firstName", "First")
                .set("lastName", "Last")
                .set("password", password)
                .set("password-confirm", password)
                .submit();
        TestRealm realm = scene.realm();
        String found = "/users?exact=true&username=" + username;
        TestUser user = new TestUser(realm.admin().get(found).path(0).path("id").asText(), username, password);
        realm.grant(user, scene.aws().clientUuid(), AwsSide.ACCOUNT + "/Admin");
        return Arrival.at(page).of(new Person(realm, user).using(scene.browser()));
    }

    /** Without the flow, for in it the code comes first. */
    static Arrival verifiedAddress(Scene scene) {
        askToVerify(scene);
        return Arrival.at(scene.browser().open(mailedLink(scene)));
    }

    static Arrival verifiedAddressElsewhere(Scene scene) {
        askToVerify(scene);
        return Arrival.at(confirmed(Browser.create().open(mailedLink(scene))));
    }

    private static void askToVerify(Scene scene) {
        scene.aws().removeFlowOverride();
        ask(scene, "VERIFY_EMAIL");
        scene.person().password(scene.browser().open(scene.aws().console()));
    }

    /** From now on Keycloak asks the user for these, and for nothing else; the address is not verified. */
    static void ask(Scene scene, String... actions) {
        scene.realm()
                .admin()
                .put(
                        "/users/" + scene.person().user().id(),
                        Map.of("emailVerified", false, "requiredActions", List.of(actions)));
    }

    static Arrival executeActions(Scene scene) {
        return Arrival.at(follow(scene, "UPDATE_PROFILE"));
    }

    static Arrival executeActionsWithPassword(Scene scene) {
        return Arrival.at(follow(scene, "UPDATE_PASSWORD"));
    }

    static Arrival executeActionsWithDevice(Scene scene) {
        return Arrival.at(follow(scene, "UPDATE_PASSWORD", "virtual-mfa"));
    }

    /** A link of AWS's client, and then that client's address in the same browser. */
    static Arrival executeActionsThenConsole(Scene scene) {
        follow(scene, "UPDATE_PASSWORD");
        return Arrival.at(scene.browser().open(scene.aws().console()));
    }

    /** The link is opened, and its actions are passed over by the consent page's POST (CVE-2026-133221). */
    static Walk executeActionsPassedOver(String... actions) {
        return scene -> {
            mail(scene, scene.app(), TestRealm.APP.toString(), actions);
            return passedOver(scene, confirmed(scene.browser().open(mailedLink(scene))));
        };
    }

    /** The same with a link of AWS's own client. */
    static Arrival executeActionsOfAwsPassedOver(Scene scene) {
        mail(scene, AwsSide.CLIENT_ID, scene.aws().acs(), "UPDATE_PROFILE");
        return passedOver(scene, confirmed(scene.browser().open(mailedLink(scene))));
    }

    static Arrival verifiedAddressElsewherePassedOver(Scene scene) {
        ask(scene, "VERIFY_EMAIL", "CONFIGURE_TOTP");
        scene.person().password(scene.browser().open(scene.realm().signInAt(scene.app())));
        Person elsewhere = scene.person().elsewhere();
        consent(scene, confirmed(elsewhere.browser().open(mailedLink(scene))));
        ask(scene);
        scene.realm().clearEvents();
        return Arrival.at(elsewhere.browser().open(scene.aws().console())).of(elsewhere);
    }

    /** Before the new password is set. */
    static Arrival passwordResetPassedOver(Scene scene) {
        scene.browser()
                .open(scene.realm().signInAt(scene.app()))
                .click("a[href*=reset-credentials]")
                .form("#kc-reset-password-form")
                .set("username", scene.person().user().username())
                .submit();
        return passedOver(scene, scene.browser().open(mailedLink(scene)));
    }

    private static Arrival passedOver(Scene scene, Page action) {
        consent(scene, action);
        scene.realm().clearEvents();
        return Arrival.at(scene.browser().open(scene.aws().console()));
    }

    /** What the consent page would post, in the page's authentication session, without a code of that session. */
    static void consent(Scene scene, Page action) {
        action.browser().post(scene.realm().url("/login-actions/consent?" + tab(action)), Map.of());
    }

    private static String tab(Page page) {
        return tab(page.uri().toString());
    }

    private static String tab(String address) {
        return Arrays.stream(address.replaceFirst(".*\\?", "").split("&"))
                .filter(parameter -> parameter.matches("(?:client_id|tab_id|client_data)=.*"))
                .collect(Collectors.joining("&"));
    }

    private static Page follow(Scene scene, String... actions) {
        mail(scene, AwsSide.CLIENT_ID, scene.aws().acs(), actions);
        return PagesInBetween.passAll(confirmed(scene.browser().open(mailedLink(scene))));
    }

    private static void mail(Scene scene, String client, String address, String... actions) {
        scene.realm()
                .admin()
                .put(
                        "/users/" + scene.person().user().id() + "/execute-actions-email?client_id=" + client
                                + "&redirect_uri=" + address,
                        List.of(actions));
    }

    private static String mailedLink(Scene scene) {
        return scene.realm().linkMailedTo(scene.person().user());
    }

    private static Page confirmed(Page page) {
        return page.has("a[href*=action-token]") ? page.click("a[href*=action-token]") : page;
    }

    private static Page newPassword(Page page) {
        return page.form("#kc-passwd-update-form")
                .set("password-new", NEW_PASSWORD)
                .set("password-confirm", NEW_PASSWORD)
                .submit();
    }
}
