package io.github.keycloakawsmfa.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.admin.devices.OwnTokens;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.openapi.OpenApi;
import io.github.keycloakawsmfa.fixture.openapi.Operation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a call knows, it says itself where it refuses what it does not know: that is compared with the description. */
@DisplayName("docs/openapi.yaml is what the server")
class OpenApiIT {

    private static final String UNKNOWN = "nonsense";

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static Person person;
    private static AdminApi own;

    @BeforeAll
    static void setUp() {
        person = People.of(realm).withDevice();
        own = OwnTokens.of(realm, "app").of(person);
    }

    @Test
    void servesToEveryAdministrator() {
        AdminApi.Answer answer = Admins.with(realm, "view-events").send("GET", "/aws-mfa/openapi", null);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(OpenApi.packed().text());
        assertThat(Admins.as(realm, person.user())
                        .send("GET", "/aws-mfa/openapi", null)
                        .status())
                .isEqualTo(403);
    }

    /** What is no call: nobody else asks for it by {@link AdminApi}, which compares it with the description. */
    @Test
    void answersToBrowsers() {
        realm.admin().post("/aws-mfa/setup", Map.of("adminPage", true));

        assertThat(own.send("GET", "/aws-mfa/manage-devices", null).status()).isEqualTo(303);
        assertThat(own.send("GET", "/aws-mfa/admin", null).status()).isEqualTo(200);
        assertThat(own.send("GET", "/aws-mfa/admin/page.css", null).status()).isEqualTo(200);
        assertThat(own.send("GET", "/aws-mfa/admin/nothing", null).status()).isEqualTo(404);
    }

    static Stream<Operation> calls() {
        // Those without a token are addresses for browsers, which may come with anything, and the one for AWS's
        // clients.
        return OpenApi.packed().operations().stream().filter(Operation::takesToken);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void takesAsQuery(Operation call) {
        String sentence = refused(call, "?" + UNKNOWN + "=1", call.takesBody() ? Map.of() : null);

        assertThat(known(sentence))
                .as(sentence)
                .containsExactlyInAnyOrderElementsOf(call.parameters("query")
                        .map(parameter -> parameter.node().path("name").asText())
                        .toList());
    }

    static Stream<Operation> callsWithBody() {
        return calls().filter(Operation::takesBody);
    }

    @ParameterizedTest
    @MethodSource("callsWithBody")
    void takesAsBody(Operation call) {
        String sentence = refused(call, "", Map.of(UNKNOWN, 1));

        assertThat(known(sentence))
                .as(sentence)
                .containsExactlyInAnyOrderElementsOf(call.body()
                        .of("properties")
                        .fields()
                        .map(Map.Entry::getKey)
                        .toList());
    }

    /** The sentence of the 400. */
    private static String refused(Operation call, String query, Object body) {
        String below = call.template()
                .replaceFirst(".*\\{realm}", "")
                .replace("{userId}", person.user().id())
                .replace("{deviceId}", "none")
                .replace("{serial}", "none");
        AdminApi.Answer answer = (call.isForUsers() ? own : realm.admin()).send(call.method(), below + query, body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        JsonNode why = answer.json().path("errorMessage");
        assertThat(why.asText()).as(answer.toString()).contains("\"" + UNKNOWN + "\"");
        return why.asText();
    }

    private static List<String> known(String sentence) {
        return Stream.of(sentence.replaceFirst(".*(This call has none|Known are:?)", "")
                        .split("[ ,.]+"))
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
