package io.github.keycloakawsmfa.paths;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.Form;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.paths.PathToAws.Walk;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Paths on which Keycloak shows pages of its own between password and AWS, before the code or after it. */
final class PagesInBetween {

    private static final String TERMS = "TERMS_AND_CONDITIONS";

    private PagesInBetween() {}

    static Arrival consent(Scene scene) {
        scene.aws().change(client -> client.put("consentRequired", true));
        return signIn(scene);
    }

    static Arrival consentWithoutFlow(Scene scene) {
        scene.aws().removeFlowOverride();
        return consent(scene);
    }

    /** In the flow, the code comes first. */
    static Walk after(String action) {
        return scene -> {
            ask(scene, action);
            return signIn(scene);
        };
    }

    /** Without the flow, it is a matter of the required actions' order, and ours is the last. */
    static Walk before(String action) {
        return scene -> {
            scene.aws().removeFlowOverride();
            ask(scene, action);
            return signIn(scene);
        };
    }

    private static void ask(Scene scene, String action) {
        if (action.equals(TERMS)) {
            String path = "/authentication/required-actions/" + TERMS;
            scene.realm().admin().put(path, ((ObjectNode) scene.realm().admin().get(path)).put("enabled", true));
        }
        scene.realm().admin().put("/users/" + scene.person().user().id(), Map.of("requiredActions", List.of(action)));
    }

    private static Arrival signIn(Scene scene) {
        return Arrival.at(
                passAll(scene.person().password(scene.browser().open(scene.aws().console()))));
    }

    /** Passes such pages until another one comes. */
    static Page passAll(Page first) {
        Page page = first;
        for (Optional<Page> next = pass(page); next.isPresent(); next = pass(page)) {
            page = next.get();
        }
        return page;
    }

    /** The page after this one, if it is one of these. */
    private static Optional<Page> pass(Page page) {
        if (page.has("#kc-oauth")) {
            return Optional.of(page.form("#kc-oauth form").press("[name=accept]"));
        }
        if (page.has("#kc-accept")) {
            return Optional.of(page.form("form:has(#kc-accept)").press("#kc-accept"));
        }
        if (page.has("#kc-update-profile-form")) {
            return Optional.of(page.form("#kc-update-profile-form").submit());
        }
        if (page.has("#kc-passwd-update-form")) {
            Form form = page.form("#kc-passwd-update-form");
            return Optional.of(form.set("password-new", "a new one")
                    .set("password-confirm", "a new one")
                    .submit());
        }
        return Optional.empty();
    }
}
