package io.github.keycloakawsmfa.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.openapi.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** What somebody might send who means no good, or has no idea: the same for the same seed. */
final class HostileInput {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Each line is a JSON string. */
    private static final List<String> KEPT = kept();

    /** Encoded, but no text that is meant. */
    private static final List<String> ODD =
            List.of("%c0%af", "%ff", "%ed%a0%80", "%00", "%0d%0aX-Evil:%201", "%252e%252e%252f", "%e2%80%ae");

    /**
     * For addresses only: in a form Keycloak 26.7.3 answers them with a fault at its own pages too, such as the sign-in, before a page is
     * asked (FormEncodedDataDefinition of RESTEasy Reactive).
     */
    private static final List<String> BROKEN = List.of("%", "%zz", "%0");

    private final Random random;

    HostileInput(long seed) {
        random = new Random(seed);
    }

    /** Once in so many times. */
    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    String text() {
        return switch (random.nextInt(8)) {
            case 0 -> oneOf(KEPT) + oneOf(KEPT);
            case 1 -> oneOf(KEPT).repeat(1 + random.nextInt(oneIn(10) ? 2000 : 40));
            case 2 ->
                random.ints(1 + random.nextInt(40), 0, 0x11000)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
            default -> oneOf(KEPT);
        };
    }

    /** As it stands in an address: encoded as it should be, or not. What is longer than an address may be is for forms. */
    String inAddress() {
        return switch (random.nextInt(10)) {
            case 0 -> oneOf(BROKEN) + encode(oneOf(KEPT));
            case 1 -> oneOf(ODD) + encode(oneOf(KEPT));
            default -> encode(text().replaceAll("(?s)^(.{500}).*", "$1"));
        };
    }

    /** As it stands in a form, always encoded. */
    String inForm() {
        return oneIn(10) ? oneOf(ODD) + encode(oneOf(KEPT)) : encode(text());
    }

    /** As a header can have it. */
    String header() {
        return text().replaceAll("[^ -~\\u00a1-\\u00ff]", "?").strip().replaceAll("(?s)^(.{2000}).*", "$1");
    }

    /**
     * For Accept-Language. It has no weights, because Keycloak 26.7.3 answers an invalid one, such as "en;q=9", with a 500 at its own
     * required actions too, such as CONFIGURE_TOTP (WeightedLanguage of RESTEasy Reactive, then DefaultSecurityHeadersProvider).
     */
    String language() {
        return header().replaceAll("(?i)(;\\s*)q", "$1x");
    }

    /** Whatever JSON can be. */
    JsonNode json() {
        return switch (random.nextInt(10)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(oneOf(List.of(0L, -1L, 1L << 31, Long.MIN_VALUE, Long.MAX_VALUE)));
            case 3 -> NODES.numberNode(BigInteger.TEN.pow(random.nextInt(400)));
            case 4 -> NODES.numberNode(oneOf(List.of(-0.0, 1e308, 4.9e-324, 0.5)));
            case 5 -> {
                ArrayNode list = NODES.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(text());
                }
                yield list;
            }
            case 6 -> NODES.objectNode().set(text(), NODES.arrayNode().add(text()));
            case 7 -> {
                ObjectNode deep = NODES.objectNode();
                for (int i = random.nextInt(300); i > 0; i--) {
                    deep = NODES.objectNode().set("a", deep);
                }
                yield deep;
            }
            default -> NODES.textNode(text());
        };
    }

    /** Of this schema, as far as its fields go. */
    JsonNode json(Part schema) {
        ObjectNode object = NODES.objectNode();
        schema.of("properties").fields().filter(field -> oneIn(3)).forEach(field -> {
            Part about = field.getValue();
            JsonNode choices = about.node().path("enum");
            if (choices.isArray() && oneIn(2)) {
                object.set(field.getKey(), choices.get(random.nextInt(choices.size())));
            } else if (about.node().path("type").asText().equals("object") && oneIn(2)) {
                object.set(field.getKey(), json(about));
            } else if (about.node().path("type").asText().equals("string") && oneIn(2)) {
                object.put(field.getKey(), text());
            } else {
                object.set(field.getKey(), json());
            }
        });
        if (oneIn(10)) {
            object.set(text(), json());
        }
        return object;
    }

    /** The text of such a body, whole or not. */
    String body(Part schema) {
        String whole = oneIn(8) ? json().toString() : json(schema).toString();
        return oneIn(8) ? whole.substring(0, random.nextInt(whole.length() + 1)) + text() : whole;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static List<String> kept() {
        try (InputStream file = HostileInput.class.getResourceAsStream("/fuzz/hostile.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(HostileInput::unquoted)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String unquoted(String line) {
        try {
            return AdminApi.JSON.readTree(line).textValue();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not a JSON string: " + line, e);
        }
    }
}
