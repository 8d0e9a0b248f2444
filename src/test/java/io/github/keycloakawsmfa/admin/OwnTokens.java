package io.github.keycloakawsmfa.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Browser;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.util.Map;

/** An ordinary application's access tokens, and the admin REST API as who has one sees it. */
record OwnTokens(TestRealm realm, String app) {

    /** Makes the application. */
    static OwnTokens of(TestRealm realm, String app) {
        realm.app(app);
        return new OwnTokens(realm, app);
    }

    /** After a sign-in with the password, in the person's browser. */
    AdminApi of(Person person) {
        return at(person.signIn(realm.signInAt(app)));
    }

    /** Of the session that this browser has. */
    AdminApi of(Browser browser) {
        return at(browser.open(realm.signInAt(app)));
    }

    /** @param arrived the page at which the application gets its code */
    private AdminApi at(Page arrived) {
        String code = arrived.query("code").orElseThrow(() -> new AssertionError(arrived.toString()));
        return realm.admin()
                .bearing(token(Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        TestRealm.APP.toString(),
                        "client_id",
                        app)));
    }

    /** What the token endpoint answers as access token. */
    String token(Map<String, String> parameters) {
        Page answer = Browser.create().post(realm.url("/protocol/openid-connect/token"), parameters);
        try {
            return AdminApi.JSON.readTree(answer.source()).get("access_token").asText();
        } catch (JsonProcessingException | NullPointerException e) {
            throw new AssertionError(answer + " " + answer.source(), e);
        }
    }
}
