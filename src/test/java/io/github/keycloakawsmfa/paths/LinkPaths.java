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

    static PathResult passwordReset(PathContext given) {
        askForReset(given);
        return PathResult.at(newPassword(given.browser().open(mailedLink(given))));
    }

    static PathResult passwordResetElsewhere(PathContext given) {
        askForReset(given);
        return PathResult.at(newPassword(Browser.create().open(mailedLink(given))));
    }

    private static void askForReset(PathContext given) {
        given.browser()
                .open(given.aws().console())
                .click("a[href*=reset-credentials]")
                .form("#kc-reset-password-form")
                .set("username", given.person().user().username())
                .submit();
    }

    /** Somebody new, who has a role at AWS by the time AWS is reached. */
    static PathResult registration(PathContext given) {
        String username = "registered-" + given.id();
        String password = username + "-password";
        Page page = given.browser()
                .open(given.aws().console())
                .click("a[href*=registration]")
                .form("#kc-register-form")
                .set("username", username)
                .set("email", username + "@example.test")
                .set("firstName", "First")
                .set("lastName", "Last")
                .set("password", password)
                .set("password-confirm", password)
                .submit();
        TestRealm realm = given.realm();
        String found = "/users?exact=true&username=" + username;
        TestUser user = new TestUser(realm.admin().get(found).path(0).path("id").asText(), username, password);
        realm.grant(user, given.aws().clientUuid(), AwsSide.ACCOUNT + "/Admin");
        return PathResult.at(page).of(new Person(realm, user).using(given.browser()));
    }

    /** Without the flow, for in it the code comes first. */
    static PathResult verifiedAddress(PathContext given) {
        askToVerify(given);
        return PathResult.at(given.browser().open(mailedLink(given)));
    }

    static PathResult verifiedAddressElsewhere(PathContext given) {
        askToVerify(given);
        return PathResult.at(confirmed(Browser.create().open(mailedLink(given))));
    }

    private static void askToVerify(PathContext given) {
        given.aws().removeFlowOverride();
        ask(given, "VERIFY_EMAIL");
        given.person().password(given.browser().open(given.aws().console()));
    }

    /** From now on Keycloak asks the user for these, and for nothing else; the address is not verified. */
    static void ask(PathContext given, String... actions) {
        given.realm()
                .admin()
                .put(
                        "/users/" + given.person().user().id(),
                        Map.of("emailVerified", false, "requiredActions", List.of(actions)));
    }

    static PathResult executeActions(PathContext given) {
        return PathResult.at(follow(given, "UPDATE_PROFILE"));
    }

    static PathResult executeActionsWithPassword(PathContext given) {
        return PathResult.at(follow(given, "UPDATE_PASSWORD"));
    }

    static PathResult executeActionsWithDevice(PathContext given) {
        return PathResult.at(follow(given, "UPDATE_PASSWORD", "virtual-mfa"));
    }

    /** A link of AWS's client, and then that client's address in the same browser. */
    static PathResult executeActionsThenConsole(PathContext given) {
        follow(given, "UPDATE_PASSWORD");
        return PathResult.at(given.browser().open(given.aws().console()));
    }

    /** The link is opened, and its actions are passed over by the consent page's POST (CVE-2026-133221). */
    static Walk executeActionsPassedOver(String... actions) {
        return given -> {
            mail(given, given.app(), TestRealm.APP.toString(), actions);
            return passedOver(given, confirmed(given.browser().open(mailedLink(given))));
        };
    }

    /** The same with a link of AWS's own client. */
    static PathResult executeActionsOfAwsPassedOver(PathContext given) {
        mail(given, AwsSide.CLIENT_ID, given.aws().acs(), "UPDATE_PROFILE");
        return passedOver(given, confirmed(given.browser().open(mailedLink(given))));
    }

    static PathResult verifiedAddressElsewherePassedOver(PathContext given) {
        ask(given, "VERIFY_EMAIL", "CONFIGURE_TOTP");
        given.person().password(given.browser().open(given.realm().signInAt(given.app())));
        Person elsewhere = given.person().elsewhere();
        consent(given, confirmed(elsewhere.browser().open(mailedLink(given))));
        ask(given);
        given.realm().clearEvents();
        return PathResult.at(elsewhere.browser().open(given.aws().console())).of(elsewhere);
    }

    /** Before the new password is set. */
    static PathResult passwordResetPassedOver(PathContext given) {
        given.browser()
                .open(given.realm().signInAt(given.app()))
                .click("a[href*=reset-credentials]")
                .form("#kc-reset-password-form")
                .set("username", given.person().user().username())
                .submit();
        return passedOver(given, given.browser().open(mailedLink(given)));
    }

    private static PathResult passedOver(PathContext given, Page action) {
        consent(given, action);
        given.realm().clearEvents();
        return PathResult.at(given.browser().open(given.aws().console()));
    }

    /** What the consent page would post, in the page's authentication session, without a code of that session. */
    static void consent(PathContext given, Page action) {
        action.browser().post(given.realm().url("/login-actions/consent?" + tab(action)), Map.of());
    }

    private static String tab(Page page) {
        return tab(page.uri().toString());
    }

    private static String tab(String address) {
        return Arrays.stream(address.replaceFirst(".*\\?", "").split("&"))
                .filter(parameter -> parameter.matches("(?:client_id|tab_id|client_data)=.*"))
                .collect(Collectors.joining("&"));
    }

    private static Page follow(PathContext given, String... actions) {
        mail(given, AwsSide.CLIENT_ID, given.aws().acs(), actions);
        return PagesInBetween.passAll(confirmed(given.browser().open(mailedLink(given))));
    }

    private static void mail(PathContext given, String client, String address, String... actions) {
        given.realm()
                .admin()
                .put(
                        "/users/" + given.person().user().id() + "/execute-actions-email?client_id=" + client
                                + "&redirect_uri=" + address,
                        List.of(actions));
    }

    private static String mailedLink(PathContext given) {
        return given.realm().linkMailedTo(given.person().user());
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
