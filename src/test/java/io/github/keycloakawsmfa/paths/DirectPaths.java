package io.github.keycloakawsmfa.paths;

import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.walk.AuthnRequest;
import io.github.keycloakawsmfa.walk.AwsSide;

/** Paths on which a browser goes to AWS's client, with a password or with the cookie of an earlier sign-in. */
final class DirectPaths {

    private DirectPaths() {}

    static Arrival idpInitiated(Scene scene) {
        return Arrival.at(
                scene.person().password(scene.browser().open(scene.aws().console())));
    }

    static Arrival spInitiatedByPost(Scene scene) {
        return Arrival.at(scene.person().password(request(scene, "").post(scene.browser())));
    }

    static Arrival spInitiatedByRedirect(Scene scene) {
        return Arrival.at(scene.person().password(request(scene, "").redirect(scene.browser())));
    }

    static Arrival ssoCookie(Scene scene) {
        scene.signInElsewhere();
        return Arrival.at(scene.browser().open(scene.aws().console()));
    }

    static Arrival passive(Scene scene) {
        scene.signInElsewhere();
        return Arrival.at(request(scene, "IsPassive=\"true\"").post(scene.browser()));
    }

    /** Signed in elsewhere with the box ticked, and the browser was closed since. */
    static Arrival rememberMe(Scene scene) {
        Page form = scene.browser().open(scene.realm().signInAt(scene.app()));
        scene.arrivedElsewhere(form.form("#kc-form-login")
                .set("username", scene.person().user().username())
                .set("password", scene.person().user().password())
                .set("rememberMe", "")
                .submit());
        scene.browser().restart();
        return Arrival.at(scene.browser().open(scene.aws().console()));
    }

    static Arrival forceAuthn(Scene scene) {
        return Arrival.at(scene.person().password(forced(scene).post(scene.browser())));
    }

    /** Keycloak asks who is there only where it sees the cookie. */
    static Arrival forceAuthnWithTheIdentityCookieDeleted(Scene scene) {
        scene.browser().forgetCookie("KEYCLOAK_IDENTITY");
        return Arrival.at(scene.person().password(forced(scene).post(scene.browser())));
    }

    /** Keycloak forgets ForceAuthn there, and lets the cookie sign in. */
    static Arrival forceAuthnRestarted(Scene scene) {
        Page password = forced(scene).post(scene.browser());
        return Arrival.at(scene.browser().open(restart(scene, password) + "&skip_logout=true"));
    }

    /** As the page's own link does it: the session ends there, and its evidence with it. */
    static Arrival forceAuthnRestartedByTheLink(Scene scene) {
        Page password = forced(scene).post(scene.browser());
        return Arrival.at(scene.person().password(scene.browser().open(restart(scene, password))));
    }

    static AuthnRequest forced(Scene scene) {
        return request(scene, "ForceAuthn=\"true\"");
    }

    /** The address that starts this sign-in form's authentication anew. */
    static String restart(Scene scene, Page form) {
        String tab = form.form("#kc-form-login").action().toString().replaceAll(".*[?&](tab_id=[^&]+).*", "$1");
        return scene.realm()
                .url("/login-actions/restart?client_id=" + AwsSide.CLIENT_ID + "&" + tab)
                .toString();
    }

    static AuthnRequest request(Scene scene, String attributes) {
        return new AuthnRequest(scene.realm(), AwsSide.CLIENT_ID, scene.aws().acs(), attributes);
    }
}
