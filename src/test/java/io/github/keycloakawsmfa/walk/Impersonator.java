package io.github.keycloakawsmfa.walk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.Browser;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;

/**
 * An administrator who may impersonate wants to be somebody else at AWS (rule S13). His browser gets the identity cookie of a session
 * with IMPERSONATOR_ID, and he knows ways to shake that note off.
 *
 * @param app an ordinary application that nobody guards
 */
public record Impersonator(TestRealm realm, Browser browser, TestUser victim, String app) {

    /** As the admin console does, in another tab of this browser. */
    public void impersonate() {
        realm.impersonate(victim, browser);
    }

    /** Opens a page at the application, impersonates, and passes any other page there: the session has no IMPERSONATOR_ID then. */
    public void launder() {
        arrived(pageInBetween().form("#kc-update-profile-form").submit());
    }

    /** As far as that other page. */
    public Page pageInBetween() {
        browser.open(realm.signInAt(app));
        impersonate();
        updateProfileNext();
        return browser.open(realm.signInAt(app));
    }

    /** Fails unless the page leads to the application with a code of OAuth's. */
    public void arrived(Page page) {
        page.query("code").orElseThrow(() -> new AssertionError(page.toString()));
    }

    public void updateProfileNext() {
        String path = "/users/" + victim.id();
        ObjectNode user = (ObjectNode) realm.admin().get(path);
        user.putArray("requiredActions").add("UPDATE_PROFILE");
        realm.admin().put(path, user);
    }
}
