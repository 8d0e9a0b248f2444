package io.github.keycloakawsmfa.paths;

import io.github.keycloakawsmfa.fixture.Browser;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.walk.AwsSide;

/**
 * What a path is walked with.
 *
 * @param home another realm of the same server, from which users may come
 * @param person the user, with a role at AWS; the phone is for those who have got a code page
 * @param id of this walk: names made of it are nobody else's
 */
record PathContext(AwsSide aws, TestRealm home, Person person, String id) {

    TestRealm realm() {
        return aws.realm();
    }

    Browser browser() {
        return person.browser();
    }

    /** An ordinary application, in which nobody asks for a code: made at the first call. Answers its client id. */
    String app() {
        String app = "app-" + id;
        if (realm().clientUuid(app).isEmpty()) {
            realm().app(app);
        }
        return app;
    }

    /** Signs in to that application. */
    void signInElsewhere() {
        Page page = browser().open(realm().signInAt(app()));
        arrivedElsewhere(page.has("#kc-form-login") ? person.password(page) : page);
    }

    /** Fails unless the page leads to that application, signed in. */
    void arrivedElsewhere(Page page) {
        page.query("code").orElseThrow(() -> new AssertionError(page.toString()));
    }
}
