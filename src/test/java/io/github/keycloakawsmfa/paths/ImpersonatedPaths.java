package io.github.keycloakawsmfa.paths;

import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.TestUser;
import io.github.keycloakawsmfa.walk.Broker;
import io.github.keycloakawsmfa.walk.Impersonator;
import java.net.URI;

/** Paths of an administrator who impersonates the user, has a browser of his own, and knows neither password nor phone. */
final class ImpersonatedPaths {

    private ImpersonatedPaths() {}

    static PathResult atOnce(PathContext given) {
        impersonator(given).impersonate();
        return toAws(given);
    }

    static PathResult pageOfAwsOpenBefore(PathContext given) {
        given.browser().open(given.aws().console());
        impersonator(given).impersonate();
        return toAws(given);
    }

    static PathResult laundered(PathContext given) {
        impersonator(given).launder();
        return toAws(given);
    }

    static PathResult launderedWithAPageOfAwsOpen(PathContext given) {
        given.browser().open(given.aws().console());
        impersonator(given).launder();
        return toAws(given);
    }

    /** Keycloak makes a new session then, and leaves the impersonator's alone. */
    static PathResult launderedWithTheIdentityCookieDeleted(PathContext given) {
        Impersonator impersonator = impersonator(given);
        Page between = impersonator.pageInBetween();
        given.browser().forgetCookie("KEYCLOAK_IDENTITY");
        impersonator.arrived(between.form("#kc-update-profile-form").submit());
        return toAws(given);
    }

    /** The page in between is passed over by what the consent page would post. */
    static PathResult pagePassedOver(PathContext given) {
        Impersonator impersonator = impersonator(given);
        LinkPaths.consent(given, impersonator.pageInBetween());
        LinkPaths.ask(given);
        given.realm().clearEvents();
        return toAws(given);
    }

    /** The page that asks whether to link an account of his own is passed over likewise. */
    static PathResult linkPagePassedOver(PathContext given) {
        Impersonator impersonator = impersonator(given);
        Broker broker = BrokeredPaths.connectedByOidc(given);
        given.realm().maxAuthAge("idp_link", "2000000000");
        try {
            impersonator.launder();
            String link = given.realm().signInAt(impersonator.app()) + "&kc_action=idp_link:" + broker.alias();
            Page asked = given.browser().open(link);
            asked.element("#kc-continue");
            LinkPaths.consent(given, asked);
        } finally {
            given.realm().maxAuthAge("idp_link", "300");
        }
        given.realm().clearEvents();
        return toAws(given);
    }

    /** A higher level wants the password, which he has not: he leaves that page alone and tries the cookie. */
    static PathResult launderedThenStepUp(PathContext given) {
        Impersonator impersonator = impersonator(given);
        Levels.of(given.realm()).inUseAt(impersonator.app());
        impersonator.launder();
        given.browser()
                .open(given.realm().signInAt(impersonator.app()) + "&acr_values=2")
                .form("#kc-form-login");
        return toAws(given);
    }

    /** The realm lets applications link accounts without asking for the password: he links one of his own. */
    static PathResult launderedThenLinked(PathContext given) {
        Impersonator impersonator = impersonator(given);
        Broker broker = BrokeredPaths.connectedByOidc(given);
        TestUser own = given.home().user("intruder-" + given.id());
        given.realm().maxAuthAge("idp_link", "2000000000");
        try {
            impersonator.launder();
            String link = given.realm().signInAt(impersonator.app()) + "&kc_action=idp_link:" + broker.alias();
            Page atHome =
                    given.browser().open(link).form("form:has(#kc-continue)").press("#kc-continue");
            Page linked = broker.atHome(atHome, own);
            impersonator.arrived(linked);
            linked.query("kc_action_status").filter("success"::equals).orElseThrow();
        } finally {
            given.realm().maxAuthAge("idp_link", "300");
        }
        return toAws(given);
    }

    /** The sign-in form, which ForceAuthn brings, stays open in a tab. */
    static PathResult forceAuthn(PathContext given) {
        impersonator(given).impersonate();
        DirectPaths.forced(given).post(given.browser()).form("#kc-form-login");
        return toAws(given);
    }

    static PathResult launderedThenForceAuthnRestarted(PathContext given) {
        impersonator(given).launder();
        Page password = DirectPaths.forced(given).post(given.browser());
        return PathResult.at(given.browser().open(DirectPaths.restart(given, password) + "&skip_logout=true"));
    }

    private static Impersonator impersonator(PathContext given) {
        return new Impersonator(given.realm(), given.browser(), given.person().user(), given.app());
    }

    private static PathResult toAws(PathContext given) {
        URI console = given.aws().console();
        return PathResult.at(given.browser().open(console));
    }
}
