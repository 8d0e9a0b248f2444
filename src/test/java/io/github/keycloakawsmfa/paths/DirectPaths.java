package io.github.keycloakawsmfa.paths;

import io.github.keycloakawsmfa.walk.AuthnRequest;
import io.github.keycloakawsmfa.walk.AwsSide;

/** Paths on which a browser goes to AWS's client, with a password or with the cookie of an earlier sign-in. */
final class DirectPaths {

    private DirectPaths() {}

    static Arrival idpInitiated(Scene scene) {
        return Arrival.at(
                scene.traveller().password(scene.browser().open(scene.aws().console())));
    }

    static Arrival spInitiatedByPost(Scene scene) {
        return Arrival.at(scene.traveller().password(request(scene, "").post(scene.browser())));
    }

    static Arrival spInitiatedByRedirect(Scene scene) {
        return Arrival.at(scene.traveller().password(request(scene, "").redirect(scene.browser())));
    }

    static Arrival ssoCookie(Scene scene) {
        scene.signInElsewhere();
        return Arrival.at(scene.browser().open(scene.aws().console()));
    }

    static Arrival passive(Scene scene) {
        scene.signInElsewhere();
        return Arrival.at(request(scene, "IsPassive=\"true\"").post(scene.browser()));
    }

    private static AuthnRequest request(Scene scene, String attributes) {
        return new AuthnRequest(scene.realm(), AwsSide.CLIENT_ID, scene.aws().acs(), attributes);
    }
}
