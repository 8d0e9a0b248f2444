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

    static PathResult consent(PathContext given) {
        given.aws().change(client -> client.put("consentRequired", true));
        return signIn(given);
    }

    static PathResult consentWithoutFlow(PathContext given) {
        given.aws().removeFlowOverride();
        return consent(given);
    }

    /** In the flow, the code comes first. */
    static Walk after(String action) {
        return given -> {
            ask(given, action);
            return signIn(given);
        };
    }

    /** Without the flow, it is a matter of the required actions' order, and ours is the last. */
    static Walk before(String action) {
        return given -> {
            given.aws().removeFlowOverride();
            ask(given, action);
            return signIn(given);
        };
    }

    private static void ask(PathContext given, String action) {
        if (action.equals(TERMS)) {
            String path = "/authentication/required-actions/" + TERMS;
            given.realm().admin().put(path, ((ObjectNode) given.realm().admin().get(path)).put("enabled", true));
        }
        given.realm().admin().put("/users/" + given.person().user().id(), Map.of("requiredActions", List.of(action)));
    }

    private static PathResult signIn(PathContext given) {
        return PathResult.at(
                passAll(given.person().password(given.browser().open(given.aws().console()))));
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
