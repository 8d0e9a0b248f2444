package io.github.keycloakawsmfa.paths;

import io.github.keycloakawsmfa.fixture.Browser;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import io.github.keycloakawsmfa.fixture.Traveller;
import io.github.keycloakawsmfa.walk.AwsSide;
import java.util.List;
import java.util.Map;

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
                .set("username", scene.traveller().user().username())
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
        return Arrival.at(page).of(new Traveller(realm, user).at(scene.browser()));
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
        scene.realm()
                .admin()
                .put(
                        "/users/" + scene.traveller().user().id(),
                        Map.of("emailVerified", false, "requiredActions", List.of("VERIFY_EMAIL")));
        scene.traveller().password(scene.browser().open(scene.aws().console()));
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

    private static Page follow(Scene scene, String... actions) {
        scene.realm()
                .admin()
                .put(
                        "/users/" + scene.traveller().user().id() + "/execute-actions-email?client_id="
                                + AwsSide.CLIENT_ID + "&redirect_uri="
                                + scene.aws().acs(),
                        List.of(actions));
        return PagesInBetween.passAll(confirmed(scene.browser().open(mailedLink(scene))));
    }

    private static String mailedLink(Scene scene) {
        return scene.realm().linkMailedTo(scene.traveller().user());
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
