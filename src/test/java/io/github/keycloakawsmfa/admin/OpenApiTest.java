package io.github.keycloakawsmfa.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.github.keycloakawsmfa.admin.check.FindingId.Severity;
import io.github.keycloakawsmfa.admin.devices.OwnDevicesResource;
import io.github.keycloakawsmfa.admin.devices.Reminder;
import io.github.keycloakawsmfa.admin.setup.Scope;
import io.github.keycloakawsmfa.admin.setup.SetupPlan;
import io.github.keycloakawsmfa.aws.Reminders;
import io.github.keycloakawsmfa.aws.model.AwsPartition;
import io.github.keycloakawsmfa.aws.model.AwsPreset;
import io.github.keycloakawsmfa.aws.model.SessionTag.MfaTag;
import io.github.keycloakawsmfa.device.ledger.FirstDevice;
import io.github.keycloakawsmfa.fixture.openapi.OpenApi;
import io.github.keycloakawsmfa.fixture.openapi.Operation;
import io.github.keycloakawsmfa.fixture.openapi.Part;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is not here, {@code OpenApiIT} and the fixture's {@code Exchange} compare with a server that runs. */
@DisplayName("docs/openapi.yaml")
class OpenApiTest {

    private static final String ADMIN = "/admin/realms/{realm}/aws-mfa";
    private static final String OWN = "/realms/{realm}/aws-mfa";

    /** What locators return whose type does not tell it. */
    private static final Map<String, Class<?>> LOCATED = Map.of(OWN + "/devices", OwnDevicesResource.class);

    private static final OpenApi OPEN_API = OpenApi.packed();

    @Test
    void isOpenApi() {
        SwaggerParseResult result = new OpenAPIV3Parser().readContents(OPEN_API.text(), null, new ParseOptions());

        assertThat(result.getMessages()).isEmpty();
        assertThat(result.isOpenapi31()).isTrue();
        assertThat(result.getOpenAPI().getPaths()).hasSizeGreaterThan(30);
    }

    @Test
    void isOfThisRelease() throws IOException {
        String version = OPEN_API.root().at("/info/version").asText();

        assertThat(Files.readString(java.nio.file.Path.of("pom.xml")))
                .containsPattern("<version>" + Pattern.quote(version) + "(-SNAPSHOT)?</version>\\s*<name>");
    }

    @Test
    void hasEveryCallOfTheCodeAndNoOther() {
        assertThat(OPEN_API.operations().stream().map(Operation::toString))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(calls(AwsMfaResource.class, ADMIN), calls(OwnResource.class, OWN))
                                .toList());
    }

    /** Sub-resources included. */
    private static Stream<String> calls(Class<?> resource, String prefix) {
        return Stream.of(resource.getMethods()).flatMap(method -> {
            Path path = method.getAnnotation(Path.class);
            String whole = path == null ? prefix : prefix + "/" + path.value().replaceAll("\\{(\\w+):[^}]*}", "{$1}");
            List<String> verbs = Stream.of(method.getAnnotations())
                    .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                    .filter(verb -> verb != null)
                    .map(HttpMethod::value)
                    .toList();
            if (!verbs.isEmpty()) {
                return verbs.stream().map(verb -> verb + " " + whole);
            }
            return path == null ? Stream.of() : calls(located(method, whole), whole);
        });
    }

    private static Class<?> located(Method locator, String path) {
        Class<?> type = locator.getReturnType();
        assertThat(type != Object.class || LOCATED.containsKey(path))
                .as("%s returns any object: LOCATED has to say which", locator)
                .isTrue();
        return LOCATED.getOrDefault(path, type);
    }

    static Stream<Arguments> wordLists() {
        String schemas = "/components/schemas/";
        String request = schemas + "SetupRequest/properties/";
        return Stream.of(
                words(schemas + "Severity", Severity.values(), Severity::wireName),
                words(schemas + "Change/properties/what", SetupPlan.Kind.values(), SetupPlan.Kind::wireName),
                words(request + "scope", Scope.values(), OpenApiTest::lower),
                words(request + "preset", AwsPreset.values(), AwsPreset::id),
                words(request + "partition", AwsPartition.values(), AwsPartition::id),
                words(request + "firstDevice", FirstDevice.values(), FirstDevice::wireName),
                words(request + "tags/items", MfaTag.values(), MfaTag::key),
                words(request + "reminders", Reminders.values(), Reminders::wireName),
                words(
                        schemas + "RemindAnswer/properties/skipped/propertyNames",
                        EnumSet.complementOf(EnumSet.of(Reminder.Outcome.REMINDED))
                                .toArray(Reminder.Outcome[]::new),
                        Reminder.Outcome::wireName),
                words(schemas + "Change/properties/action", SetupPlan.Change.Action.values(), OpenApiTest::lower));
    }

    private static <T> Arguments words(String schema, T[] values, Function<T, String> word) {
        return Arguments.of(schema, Stream.of(values).map(word).toList());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @MethodSource("wordLists")
    void hasTheWordsOfTheCode(String schema, List<String> words) {
        assertThat(OPEN_API.part(schema + "/enum")
                        .elements()
                        .map(word -> word.node().asText()))
                .containsExactlyInAnyOrderElementsOf(words);
    }

    @Test
    void saysOfEveryCallWhatItIsForAndWhatItNeeds() {
        for (Operation operation : OPEN_API.operations()) {
            Part part = operation.path().of(operation.method().toLowerCase(Locale.ROOT));
            assertThat(part.node().path("summary").asText()).as("%s", operation).isNotBlank();
            assertThat(part.node().path("description").asText())
                    .as("%s", operation)
                    .containsPattern("Needs\\s|with whatever role");
        }
        assertThat(OPEN_API.root().findValuesAsText("operationId")).doesNotHaveDuplicates();
    }

    @Test
    void givesExamplesThatAreValid() {
        List<String> faults = examples(OPEN_API.part("")).toList();

        assertThat(faults).isEmpty();
    }

    /** What is wrong with the examples of a part and of all that it holds. */
    private static Stream<String> examples(Part part) {
        JsonNode node = part.node();
        Stream<String> own = Stream.of();
        if (node.has("schema")) {
            own = Stream.concat(
                            Stream.ofNullable(node.get("example")), node.path("examples").findValues("value").stream())
                    .flatMap(example -> faults(part.of("schema"), example));
        } else if (node.path("examples").isArray()) {
            own = Stream.of(node.get("examples"))
                    .flatMap(examples -> examples.valueStream().flatMap(example -> faults(part, example)));
        }
        List<String> below = node.isObject()
                ? node.properties().stream().map(Map.Entry::getKey).toList()
                : Stream.iterate(0, index -> index < node.size(), index -> index + 1)
                        .map(String::valueOf)
                        .toList();
        return Stream.concat(
                own,
                below.stream()
                        .filter(field -> !field.equals("examples") && !field.equals("example"))
                        .map(field -> OPEN_API.part(
                                part.pointer() + "/" + field.replace("~", "~0").replace("/", "~1")))
                        .flatMap(OpenApiTest::examples));
    }

    private static Stream<String> faults(Part schema, JsonNode example) {
        return schema.faults(example).stream().map(fault -> schema.pointer() + ": " + fault);
    }

    /** A misspelt one would be ignored, and take anything. */
    @Test
    void hasNoKeywordThatJsonSchemaDoesNotKnow() {
        OPEN_API.part("/components/schemas")
                .fields()
                .forEach(schema -> assertThatCode(() -> schema.getValue().faults(NullNode.getInstance()))
                        .as(schema.getKey())
                        .doesNotThrowAnyException());
    }

    @Test
    void hasNothingThatNobodyRefersTo() {
        OPEN_API.part("/components")
                .fields()
                .filter(kind -> !kind.getKey().equals("securitySchemes"))
                .flatMap(kind ->
                        kind.getValue().fields().map(part -> "#/components/" + kind.getKey() + "/" + part.getKey()))
                .forEach(reference -> assertThat(OPEN_API.text()).as(reference).contains("$ref: '" + reference + "'"));
    }
}
