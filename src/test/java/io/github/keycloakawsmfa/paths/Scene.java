package io.github.keycloakawsmfa.paths;

import io.github.keycloakawsmfa.fixture.Browser;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.Traveller;
import io.github.keycloakawsmfa.walk.AwsSide;

/**
 * What a path is walked with.
 *
 * @param home another realm of the same server, from which users may come
 * @param traveller the user, with a role at AWS; the phone is for those who have got a code page
 * @param id of this walk: names made of it are nobody else's
 */
record Scene(AwsSide aws, TestRealm home, Traveller traveller, String id) {

    TestRealm realm() {
        return aws.realm();
    }

    Browser browser() {
        return traveller.browser();
    }

    /** Signs in to an ordinary application, in which nobody asks for a code. Answers its client id. */
    String signInElsewhere() {
        String app = "app-" + id;
        realm().app(app);
        Page page = browser().open(realm().signInAt(app));
        Page done = page.has("#kc-form-login") ? traveller.password(page) : page;
        done.query("code").orElseThrow(() -> new AssertionError(done.toString()));
        return app;
    }
}
