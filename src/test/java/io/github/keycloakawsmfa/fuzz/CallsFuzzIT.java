package io.github.keycloakawsmfa.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.admin.devices.OwnTokens;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Settings;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.openapi.OpenApi;
import io.github.keycloakawsmfa.fixture.openapi.Operation;
import io.github.keycloakawsmfa.fixture.openapi.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With parameters, bodies and headers of all kinds. For those that cannot be meant see BadCallsIT, for long ones HugeInputIT. */
@Tag("fuzz")
@DisplayName("Every call that is described, however it is made,")
class CallsFuzzIT {

    /** Of each call, with seeds that never change. */
    private static final int ROUNDS = 8;

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    /**
     * None that cannot be read at all, such as "x": for it Keycloak 26.7.3 has a fault in answers of its own calls too
     * (DefaultSecurityHeadersProvider).
     */
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/json; charset=utf-16",
            "text/plain",
            "application/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "multipart/form-data",
            "*/*");

    private static final List<String> READ = List.of(
            "Accept-Language",
            "User-Agent",
            "Origin",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "Forwarded",
            "Referer",
            "Cookie",
            "If-None-Match",
            "DPoP");

    /** 26.4.7 answers one that is no media type with 500, at all of its own addresses too (RESTEasy Reactive). */
    private static final boolean ODD_ACCEPT = Settings.isSince("26.7.0");

    @RegisterExtension
    static final TestRealm realm = TestRealm.create(json -> json.put("accessTokenLifespan", 36000));

    private static Person person;
    private static Person bystander;
    private static String own;
    private static Secrets secrets;

    @BeforeAll
    static void setUp() {
        People people = People.of(realm);
        person = people.withDevice();
        bystander = people.withDevice();
        own = OwnTokens.of(realm, "app").accessToken(person);
        realm.admin().post("/aws-mfa/setup", Map.of("adminPage", true, "iamApi", true));
        secrets = Secrets.of(realm, List.of(person, bystander));
        secrets.and(own);
    }

    @Test
    void answersWithoutAFaultAndChangesNothingElse() {
        JsonNode before = realm.admin().get("");
        JsonNode clients = realm.admin().get("/clients");

        FuzzRun.of(ROUNDS, input -> {
            String token = realm.admin().token();
            secrets.and(token);
            for (Operation call : OpenApi.packed().operations()) {
                send(call, input, token);
            }
        });

        assertThat(realm.admin().get("")).isEqualTo(before);
        // Keycloak lists the scopes of a client in any order.
        assertThat(AdminApi.JSON.convertValue(realm.admin().get("/clients"), Object.class))
                .usingRecursiveComparison()
                .ignoringCollectionOrder()
                .isEqualTo(AdminApi.JSON.convertValue(clients, Object.class));
        assertThat(bystander.deviceNames()).hasSize(1);
        assertThat(Person.atAws(bystander.elsewhere().code(bystander.elsewhere().signIn())))
                .isTrue();
        secrets.areNotInLog(realm.server().log());
    }

    private static void send(Operation call, HostileInput input, String token) throws IOException {
        String target = path(call, input) + query(call, input);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Authorization", input.oneIn(20) ? input.header() : "Bearer " + (call.isForUsers() ? own : token));
        headers.put(
                "Accept",
                ODD_ACCEPT && input.oneIn(6) ? input.header() : input.oneOf(List.of("*/*", "application/json")));
        for (int more = 0; more < 2; more++) {
            headers.put(input.oneOf(READ), input.header());
        }
        byte[] body = new byte[0];
        if (call.takesBody() || input.oneIn(20)) {
            body = input.body(call.body()).getBytes(StandardCharsets.UTF_8);
            if (input.oneIn(20)) {
                body[body.length / 2] = (byte) 0xff;
            }
            headers.put("Content-Type", input.oneIn(6) ? input.oneOf(TYPES) : "application/json");
        }
        String what =
                call.method() + " " + target + " " + headers.keySet() + " " + new String(body, StandardCharsets.UTF_8);
        RawHttp.Answer answer = RawHttp.send(realm.server().baseUrl(), call.method(), target, headers, body);
        secrets.areNotIn(what, answer.status(), answer.head() + "\n" + answer.body());
    }

    /** Nobody's device is deleted but by chance: its call names none that there is. */
    private static String path(Operation call, HostileInput input) {
        Map<String, String> known = Map.of(
                "realm",
                realm.name(),
                "userId",
                person.user().id(),
                "deviceId",
                call.method().equals("DELETE") ? "none" : deviceId(),
                "file",
                "app.js");
        Matcher variables = VARIABLE.matcher(call.template());
        return variables.replaceAll(variable -> {
            String name = variable.group(1);
            boolean hostile = input.oneIn(name.equals("realm") ? 12 : 4) || !known.containsKey(name);
            return Matcher.quoteReplacement(hostile ? input.inAddress() : known.get(name));
        });
    }

    /** A call that knows dryRun is always made with dryRun=true, so that it changes nothing. */
    private static String query(Operation call, HostileInput input) {
        List<String> parameters = new ArrayList<>();
        call.parameters("query").forEach(parameter -> {
            String name = parameter.node().path("name").asText();
            if (name.equals("dryRun")) {
                parameters.add("dryRun=true");
            } else if (input.oneIn(2)) {
                parameters.add(name + "=" + value(parameter, input));
            }
        });
        if (input.oneIn(8)) {
            parameters.add(input.inAddress() + (input.oneIn(2) ? "" : "=" + input.inAddress()));
        }
        if (input.oneIn(8) && !parameters.isEmpty()) {
            parameters.add(input.oneOf(parameters));
        }
        return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
    }

    private static String value(Part parameter, HostileInput input) {
        JsonNode schema = parameter.of("schema").node();
        if (schema.path("type").asText().equals("boolean") && input.oneIn(2)) {
            return "true";
        }
        if (schema.path("type").asText().equals("integer") && input.oneIn(2)) {
            return "10";
        }
        JsonNode example = parameter.node().path("example");
        return example.isTextual() && input.oneIn(2) ? example.asText().replace("/", "%2F") : input.inAddress();
    }

    private static String deviceId() {
        return person.devices().stream()
                .map(device -> device.get("id").asText())
                .findFirst()
                .orElse("none");
    }
}
