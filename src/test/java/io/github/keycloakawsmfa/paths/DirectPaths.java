package io.github.keycloakawsmfa.paths;

import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.walk.AuthnRequest;
import io.github.keycloakawsmfa.walk.AwsSide;

/** Paths on which a browser goes to AWS's client, with a password or with the cookie of an earlier sign-in. */
final class DirectPaths {

    private DirectPaths() {}

    static PathResult idpInitiated(PathContext given) {
        return PathResult.at(
                given.person().password(given.browser().open(given.aws().console())));
    }

    static PathResult spInitiatedByPost(PathContext given) {
        return PathResult.at(given.person().password(request(given, "").post(given.browser())));
    }

    static PathResult spInitiatedByRedirect(PathContext given) {
        return PathResult.at(given.person().password(request(given, "").redirect(given.browser())));
    }

    static PathResult ssoCookie(PathContext given) {
        given.signInElsewhere();
        return PathResult.at(given.browser().open(given.aws().console()));
    }

    static PathResult passive(PathContext given) {
        given.signInElsewhere();
        return PathResult.at(request(given, "IsPassive=\"true\"").post(given.browser()));
    }

    /** Signed in elsewhere with the box ticked, and the browser was closed since. */
    static PathResult rememberMe(PathContext given) {
        Page form = given.browser().open(given.realm().signInAt(given.app()));
        given.arrivedElsewhere(form.form("#kc-form-login")
                .set("username", given.person().user().username())
                .set("password", given.person().user().password())
                .set("rememberMe", "")
                .submit());
        given.browser().restart();
        return PathResult.at(given.browser().open(given.aws().console()));
    }

    static PathResult forceAuthn(PathContext given) {
        return PathResult.at(given.person().password(forced(given).post(given.browser())));
    }

    /** Keycloak asks who is there only where it sees the cookie. */
    static PathResult forceAuthnWithTheIdentityCookieDeleted(PathContext given) {
        given.browser().forgetCookie("KEYCLOAK_IDENTITY");
        return PathResult.at(given.person().password(forced(given).post(given.browser())));
    }

    /** Keycloak forgets ForceAuthn there, and lets the cookie sign in. */
    static PathResult forceAuthnRestarted(PathContext given) {
        Page password = forced(given).post(given.browser());
        return PathResult.at(given.browser().open(restart(given, password) + "&skip_logout=true"));
    }

    /** As the page's own link does it: the session ends there, and its evidence with it. */
    static PathResult forceAuthnRestartedByTheLink(PathContext given) {
        Page password = forced(given).post(given.browser());
        return PathResult.at(given.person().password(given.browser().open(restart(given, password))));
    }

    static AuthnRequest forced(PathContext given) {
        return request(given, "ForceAuthn=\"true\"");
    }

    /** The address that starts this sign-in form's authentication anew. */
    static String restart(PathContext given, Page form) {
        String tab = form.form("#kc-form-login").action().toString().replaceAll(".*[?&](tab_id=[^&]+).*", "$1");
        return given.realm()
                .url("/login-actions/restart?client_id=" + AwsSide.CLIENT_ID + "&" + tab)
                .toString();
    }

    static AuthnRequest request(PathContext given, String attributes) {
        return new AuthnRequest(given.realm(), AwsSide.CLIENT_ID, given.aws().acs(), attributes);
    }
}
