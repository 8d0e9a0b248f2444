package io.github.keycloakawsmfa.paths;

import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.TestUser;
import io.github.keycloakawsmfa.walk.Broker;
import io.github.keycloakawsmfa.walk.Intruder;
import java.net.URI;

/** Paths of an administrator who impersonates the user, has a browser of his own, and knows neither password nor phone. */
final class ImpersonatedPaths {

    private ImpersonatedPaths() {}

    static Arrival atOnce(Scene scene) {
        intruder(scene).impersonate();
        return toAws(scene);
    }

    static Arrival pageOfAwsOpenBefore(Scene scene) {
        scene.browser().open(scene.aws().console());
        intruder(scene).impersonate();
        return toAws(scene);
    }

    static Arrival laundered(Scene scene) {
        intruder(scene).launder();
        return toAws(scene);
    }

    static Arrival launderedWithAPageOfAwsOpen(Scene scene) {
        scene.browser().open(scene.aws().console());
        intruder(scene).launder();
        return toAws(scene);
    }

    /** Keycloak makes a new session then, and leaves the impersonator's alone. */
    static Arrival launderedWithTheIdentityCookieDeleted(Scene scene) {
        Intruder intruder = intruder(scene);
        Page between = intruder.pageInBetween();
        scene.browser().forgetCookie("KEYCLOAK_IDENTITY");
        intruder.arrived(between.form("#kc-update-profile-form").submit());
        return toAws(scene);
    }

    /** The page in between is passed over by what the consent page would post. */
    static Arrival pagePassedOver(Scene scene) {
        Intruder intruder = intruder(scene);
        LinkPaths.consent(scene, intruder.pageInBetween());
        LinkPaths.ask(scene);
        scene.realm().clearEvents();
        return toAws(scene);
    }

    /** The page that asks whether to link an account of his own is passed over likewise. */
    static Arrival linkPagePassedOver(Scene scene) {
        Intruder intruder = intruder(scene);
        Broker broker = BrokeredPaths.connectedByOidc(scene);
        scene.realm().maxAuthAge("idp_link", "2000000000");
        try {
            intruder.launder();
            String link = scene.realm().signInAt(intruder.app()) + "&kc_action=idp_link:" + broker.alias();
            Page asked = scene.browser().open(link);
            asked.element("#kc-continue");
            LinkPaths.consent(scene, asked);
        } finally {
            scene.realm().maxAuthAge("idp_link", "300");
        }
        scene.realm().clearEvents();
        return toAws(scene);
    }

    /** A higher level wants the password, which he has not: he leaves that page alone and tries the cookie. */
    static Arrival launderedThenStepUp(Scene scene) {
        Intruder intruder = intruder(scene);
        Levels.of(scene.realm()).inUseAt(intruder.app());
        intruder.launder();
        scene.browser()
                .open(scene.realm().signInAt(intruder.app()) + "&acr_values=2")
                .form("#kc-form-login");
        return toAws(scene);
    }

    /** The realm lets applications link accounts without asking for the password: he links one of his own. */
    static Arrival launderedThenLinked(Scene scene) {
        Intruder intruder = intruder(scene);
        Broker broker = BrokeredPaths.connectedByOidc(scene);
        TestUser own = scene.home().user("intruder-" + scene.id());
        scene.realm().maxAuthAge("idp_link", "2000000000");
        try {
            intruder.launder();
            String link = scene.realm().signInAt(intruder.app()) + "&kc_action=idp_link:" + broker.alias();
            Page atHome =
                    scene.browser().open(link).form("form:has(#kc-continue)").press("#kc-continue");
            Page linked = broker.atHome(atHome, own);
            intruder.arrived(linked);
            linked.query("kc_action_status").filter("success"::equals).orElseThrow();
        } finally {
            scene.realm().maxAuthAge("idp_link", "300");
        }
        return toAws(scene);
    }

    /** The sign-in form, which ForceAuthn brings, stays open in a tab. */
    static Arrival forceAuthn(Scene scene) {
        intruder(scene).impersonate();
        DirectPaths.forced(scene).post(scene.browser()).form("#kc-form-login");
        return toAws(scene);
    }

    static Arrival launderedThenForceAuthnRestarted(Scene scene) {
        intruder(scene).launder();
        Page password = DirectPaths.forced(scene).post(scene.browser());
        return Arrival.at(scene.browser().open(DirectPaths.restart(scene, password) + "&skip_logout=true"));
    }

    private static Intruder intruder(Scene scene) {
        return new Intruder(scene.realm(), scene.browser(), scene.person().user(), scene.app());
    }

    private static Arrival toAws(Scene scene) {
        URI console = scene.aws().console();
        return Arrival.at(scene.browser().open(console));
    }
}
