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
    static Arrival requested(Scene scene) {
        scene.signInElsewhere();
        withLevels(scene);
        try {
            return Arrival.at(scene.person().password(request(scene).post(scene.browser())));
        } finally {
            withoutLevels(scene);
        }
    }

    /** The client wants that level of everybody. */
    static Arrival leastOfTheClient(Scene scene) {
        scene.signInElsewhere();
        withLevels(scene);
        scene.aws().change(client -> attributes(client).put("minimum.acr.value", LEVEL_2));
        try {
            return Arrival.at(
                    scene.person().password(DirectPaths.request(scene, "").post(scene.browser())));
        } finally {
            withoutLevels(scene);
        }
    }

    /** AWS's flow is one with levels, and the session has reached the highest without a code of ours. */
    static Arrival reachedBefore(Scene scene) {
        Levels levels = Levels.of(scene.realm());
        levels.inUseAt(scene.app());
        Page password = scene.browser().open(scene.realm().signInAt(scene.app()) + "&acr_values=2");
        scene.arrivedElsewhere(scene.person().password(password));
        levels.inUseAt(AwsSide.CLIENT_ID);
        withLevels(scene);
        try {
            return Arrival.at(request(scene).post(scene.browser()));
        } finally {
            withoutLevels(scene);
        }
    }

    /** The same flow, and nobody asks for a level. */
    static Arrival flowWithLevels(Scene scene) {
        Levels.of(scene.realm()).inUseAt(AwsSide.CLIENT_ID);
        return DirectPaths.idpInitiated(scene);
    }

    private static AuthnRequest request(Scene scene) {
        return new AuthnRequest(scene.realm(), AwsSide.CLIENT_ID, scene.aws().acs(), "", """
                <samlp:RequestedAuthnContext Comparison="minimum"><saml:AuthnContextClassRef>%s</saml:AuthnContextClassRef>
                </samlp:RequestedAuthnContext>""".formatted(LEVEL_2));
    }

    private static void withLevels(Scene scene) {
        scene.aws().change(client -> attributes(client).put("acr.loa.map", "{\"" + LEVEL_2 + "\":2}"));
    }

    private static void withoutLevels(Scene scene) {
        scene.aws().change(client -> attributes(client).put("acr.loa.map", "").put("minimum.acr.value", ""));
    }

    private static ObjectNode attributes(ObjectNode client) {
        return client.withObject("/attributes");
    }
}
