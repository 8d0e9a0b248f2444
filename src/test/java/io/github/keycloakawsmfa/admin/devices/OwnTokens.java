package io.github.keycloakawsmfa.admin.devices;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Browser;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An ordinary application's access tokens, and the calls for users as who has one sees them. */
public record OwnTokens(TestRealm realm, String app) {

    /** Makes the application. */
    public static OwnTokens of(TestRealm realm, String app) {
        realm.app(app);
        return new OwnTokens(realm, app);
    }

    /** After a sign-in with the password, in the person's browser. */
    public AdminApi of(Person person) {
        return at(person.signIn(realm.signInAt(app)));
    }

    /** Of the session that this browser has. */
    AdminApi of(Browser browser) {
        return at(browser.open(realm.signInAt(app)));
    }

    /** The access token itself, after a sign-in with the password. */
    public String accessToken(Person person) {
        return grant(person).get("access_token");
    }

    /** All tokens that the application gets. */
    Map<String, String> grant(Person person) {
        return grant(person.signIn(realm.signInAt(app)));
    }

    private AdminApi at(Page arrived) {
        return bearing(grant(arrived).get("access_token"));
    }

    /** @param arrived the page at which the application gets its code */
    private Map<String, String> grant(Page arrived) {
        String code = arrived.query("code").orElseThrow(() -> new AssertionError(arrived.toString()));
        return tokens(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                TestRealm.APP.toString(),
                "client_id",
                app));
    }

    /** The calls for the users of this realm, with this token. */
    AdminApi bearing(String token) {
        return realm.admin().outside(realm.name()).bearing(token);
    }

    /** @param arrived the page at which the application gets its code */
    public String accessToken(Page arrived) {
        return grant(arrived).get("access_token");
    }

    /** What the token endpoint answers as access token. */
    public String token(Map<String, String> parameters) {
        return tokens(parameters).get("access_token");
    }

    private Map<String, String> tokens(Map<String, String> parameters) {
        Map<String, String> tokens = new HashMap<>();
        answer("/token", parameters, Map.of())
                .properties()
                .forEach(field -> tokens.put(field.getKey(), field.getValue().asText()));
        return tokens;
    }

    /** @param endpoint below the one of OpenID Connect; asked as by a program, for a browser gets a page there */
    JsonNode answer(String endpoint, Map<String, String> client, Map<String, String> parameters) {
        String body = Stream.of(client, parameters)
                .flatMap(some -> some.entrySet().stream())
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(realm.url("/protocol/openid-connect" + endpoint))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(answer + " " + answer.body());
            }
            return AdminApi.JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
