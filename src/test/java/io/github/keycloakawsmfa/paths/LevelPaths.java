package io.github.keycloakawsmfa.paths;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.walk.AuthnRequest;
import io.github.keycloakawsmfa.walk.AwsSide;

/** Paths on which Keycloak's own levels of authentication have a say. What they say is no evidence. */
final class LevelPaths {

    private static final String LEVEL_2 = "https://refeds.org/profile/mfa";

    private LevelPaths() {}

    /** The request names a level that AWS's flow does not know. */
    static PathResult requested(PathContext given) {
        given.signInElsewhere();
        withLevels(given);
        try {
            return PathResult.at(given.person().password(request(given).post(given.browser())));
        } finally {
            withoutLevels(given);
        }
    }

    /** The client wants that level of everybody. */
    static PathResult leastOfTheClient(PathContext given) {
        given.signInElsewhere();
        withLevels(given);
        given.aws().change(client -> attributes(client).put("minimum.acr.value", LEVEL_2));
        try {
            return PathResult.at(
                    given.person().password(DirectPaths.request(given, "").post(given.browser())));
        } finally {
            withoutLevels(given);
        }
    }

    /** AWS's flow is one with levels, and the session has reached the highest without a code of ours. */
    static PathResult reachedBefore(PathContext given) {
        Levels levels = Levels.of(given.realm());
        levels.inUseAt(given.app());
        Page password = given.browser().open(given.realm().signInAt(given.app()) + "&acr_values=2");
        given.arrivedElsewhere(given.person().password(password));
        levels.inUseAt(AwsSide.CLIENT_ID);
        withLevels(given);
        try {
            return PathResult.at(request(given).post(given.browser()));
        } finally {
            withoutLevels(given);
        }
    }

    /** The same flow, and nobody asks for a level. */
    static PathResult flowWithLevels(PathContext given) {
        Levels.of(given.realm()).inUseAt(AwsSide.CLIENT_ID);
        return DirectPaths.idpInitiated(given);
    }

    private static AuthnRequest request(PathContext given) {
        return new AuthnRequest(given.realm(), AwsSide.CLIENT_ID, given.aws().acs(), "", """
                <samlp:RequestedAuthnContext Comparison="minimum"><saml:AuthnContextClassRef>%s</saml:AuthnContextClassRef>
                </samlp:RequestedAuthnContext>""".formatted(LEVEL_2));
    }

    private static void withLevels(PathContext given) {
        given.aws().change(client -> attributes(client).put("acr.loa.map", "{\"" + LEVEL_2 + "\":2}"));
    }

    private static void withoutLevels(PathContext given) {
        given.aws().change(client -> attributes(client).put("acr.loa.map", "").put("minimum.acr.value", ""));
    }

    private static ObjectNode attributes(ObjectNode client) {
        return client.withObject("/attributes");
    }
}
