package io.github.keycloakawsmfa.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.admin.devices.OwnTokens;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.openapi.Exchange;
import io.github.keycloakawsmfa.fixture.openapi.OpenApi;
import io.github.keycloakawsmfa.fixture.openapi.Operation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every call with a body, with each kind of body that cannot be meant. For unknown parameters and fields see OpenApiIT. */
@DisplayName("A call that cannot be meant is refused with a sentence:")
class BadCallsIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Longer than any call, shorter than what the server itself refuses (10 MB). */
    private static final String LONG = "x".repeat(2 << 20);

    @RegisterExtension
    static final TestRealm realm = TestRealm.create(json -> json.put("accessTokenLifespan", 3600));

    private static String own;
    private static Person person;

    @BeforeAll
    static void setUp() {
        person = People.of(realm).withDevice();
        own = OwnTokens.of(realm, "app").accessToken(person);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/x-www-form-urlencoded|name=phone",
                "text/plain|{}",
                "multipart/form-data; boundary=x|{}",
                "application/xml|<a/>",
                "image/png|{}",
                "application/json-patch+json|{}"
            })
    void aBodyOfAnotherType(String type, String body) throws Exception {
        for (HttpResponse<String> answer : everyCall(type, body.getBytes(StandardCharsets.UTF_8))) {
            refuses(answer, 415, "Content-Type: application/json");
        }
    }

    @Test
    void aBodyOfNoType() throws Exception {
        for (HttpResponse<String> answer : everyCall(null, "{}".getBytes(StandardCharsets.UTF_8))) {
            refuses(answer, 415, "Content-Type: application/json");
        }
    }

    /** JSON is UTF-8, whatever is said of it. */
    @Test
    void aBodyThatIsNoText() throws Exception {
        for (HttpResponse<String> answer :
                everyCall("application/json; charset=nonsense", new byte[] {'{', '"', (byte) 0xfc, '"', '}'})) {
            refuses(answer, 400, "UTF-8");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{|not valid JSON", "{} {}|not valid JSON", "[]|JSON object", "\"a\"|JSON object"})
    void aBodyThatIsNoObject(String body, String sentence) throws Exception {
        for (HttpResponse<String> answer : everyCall("application/json", body.getBytes(StandardCharsets.UTF_8))) {
            refuses(answer, 400, sentence);
        }
    }

    @Test
    void aBodyWithoutBottom() throws Exception {
        byte[] deep = "{\"name\":".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        for (HttpResponse<String> answer : everyCall("application/json", deep)) {
            refuses(answer, 400, "nested too deeply");
        }
    }

    @Test
    void aBodyWithoutEnd() throws Exception {
        // Files and lists may have eight mebibytes.
        byte[] body = ("{\"name\": \"" + "x".repeat(9 << 20) + "\"}").getBytes(StandardCharsets.UTF_8);
        for (HttpResponse<String> answer : everyCall("application/json", body)) {
            refuses(answer, 413, "bytes");
        }
    }

    /** Whatever is wrong with it, the answer does not say all of it again. */
    @Test
    void aLongFieldOrValue() throws Exception {
        String wide = "x".repeat(40_000);
        for (String body :
                List.of("{\"" + wide + "\": 1}", "{\"name\": [\"" + wide + "\"], \"hours\": \"" + wide + "\"}")) {
            for (HttpResponse<String> answer : everyCall("application/json", body.getBytes(StandardCharsets.UTF_8))) {
                refuses(answer, 400, "field");
                assertThat(answer.body()).hasSizeLessThan(1000);
            }
        }
    }

    private static List<URI> calls() {
        return OpenApi.packed().operations().stream()
                .filter(Operation::takesBody)
                .map(call -> call.template()
                        .replace("{realm}", realm.name())
                        .replace("{userId}", person.user().id())
                        .replace("{deviceId}", "none")
                        .replace("{serial}", "none"))
                .map(path -> URI.create(realm.server().baseUrl() + path))
                .toList();
    }

    private static List<HttpResponse<String>> everyCall(String type, byte[] body) throws Exception {
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (URI call : calls()) {
            answers.add(send(call, type, body));
        }
        return answers;
    }

    private static HttpResponse<String> send(URI call, String type, byte[] body) throws Exception {
        boolean ofUsers = call.getPath().startsWith("/realms/");
        HttpRequest.Builder request = HttpRequest.newBuilder(call)
                .header(
                        "Authorization",
                        "Bearer " + (ofUsers ? own : realm.admin().token()))
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        if (type != null) {
            request.header("Content-Type", type);
        }
        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
        Exchange.of(new String(body, StandardCharsets.ISO_8859_1), answer).mustBeDescribed();
        return answer;
    }

    private static void refuses(HttpResponse<String> answer, int status, String sentence) throws Exception {
        assertThat(answer.statusCode()).as(answer.uri() + " " + answer.body()).isEqualTo(status);
        JsonNode why = AdminApi.JSON.readTree(answer.body()).path("errorMessage");
        assertThat(why.asText()).as(answer.uri() + " " + answer.body()).contains(sentence);
    }
}
