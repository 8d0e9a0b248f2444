package io.github.keycloakawsmfa.admin.call;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * One JSON object, read strictly: an unknown or repeated field, or a value of another type, is refused by name. A
 * misspelt field that was silently ignored would change what the call does. {@code null} counts as absent.
 */
public final class StrictJson {
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final JsonNode object;

    private StrictJson(JsonNode object) {
        this.object = object;
    }

    /**
     * @param text null or blank for an empty object
     * @throws BadCallException if it is not one JSON object with these fields only
     */
    public static StrictJson parse(String text, Set<String> fields) {
        JsonNode node = read(text == null || text.isBlank() ? "{}" : text);
        if (!node.isObject()) {
            throw new BadCallException("The body must be a JSON object, or nothing at all.");
        }
        requireKnown(node, fields);
        return new StrictJson(node);
    }

    private static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (StreamConstraintsException e) {
            throw new BadCallException("The body is nested too deeply, or has too long a name or number.");
        } catch (JsonProcessingException e) {
            // Not Jackson's own words: some name its classes, as for what follows the object.
            JsonLocation end = e.getLocation();
            throw new BadCallException(
                    "The body is not valid JSON: line " + end.getLineNr() + ", column " + end.getColumnNr() + ".");
        }
    }

    public Optional<String> text(String field) {
        return value(field).map(node -> asText(field, node));
    }

    public boolean flag(String field) {
        return flagIfSaid(field).orElse(false);
    }

    /** The same as {@link #flag}, but empty if it is not there. */
    public Optional<Boolean> flagIfSaid(String field) {
        return value(field).map(node -> {
            if (!node.isBoolean()) {
                throw new BadCallException("\"" + field + "\" must be true or false.");
            }
            return node.booleanValue();
        });
    }

    /** @throws BadCallException if it is missing */
    public String needed(String field) {
        return text(field).orElseThrow(() -> new BadCallException("\"" + field + "\" is missing."));
    }

    public OptionalInt whole(String field) {
        Optional<JsonNode> node = value(field);
        if (node.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!node.get().isIntegralNumber() || !node.get().canConvertToInt()) {
            throw new BadCallException("\"" + field + "\" must be a whole number, not " + node.get() + ".");
        }
        return OptionalInt.of(node.get().intValue());
    }

    /** The same as {@link #texts}, but empty if it is not there. */
    public Optional<List<String>> textsIfSaid(String field) {
        return value(field).map(node -> asTexts(field, node));
    }

    /** @return in the order given; empty if it is not there */
    public Optional<Map<String, String>> textByKey(String field) {
        return value(field).map(node -> {
            if (!node.isObject()) {
                throw new BadCallException("\"" + field + "\" must be an object of strings.");
            }
            Map<String, String> found = new LinkedHashMap<>();
            node.fieldNames()
                    .forEachRemaining(
                            key -> found.put(requireNoZero(field, key), asText(field + "." + key, node.get(key))));
            return found;
        });
    }

    public List<String> texts(String field) {
        return value(field).map(node -> asTexts(field, node)).orElse(List.of());
    }

    /** @return sorted by key, the lists as given */
    public Map<String, List<String>> textsByKey(String field) {
        Map<String, List<String>> found = new TreeMap<>();
        value(field).ifPresent(node -> {
            if (!node.isObject()) {
                throw new BadCallException("\"" + field + "\" must be an object of lists of strings.");
            }
            node.fieldNames()
                    .forEachRemaining(
                            key -> found.put(requireNoZero(field, key), asTexts(field + "." + key, node.get(key))));
        });
        return found;
    }

    /**
     * An object within this one, read as strictly.
     *
     * @return empty if it is not there
     */
    public Optional<StrictJson> object(String field, Set<String> fields) {
        return value(field).map(node -> {
            if (!node.isObject()) {
                throw new BadCallException("\"" + field + "\" must be an object.");
            }
            requireKnown(node, fields);
            return new StrictJson(node);
        });
    }

    private static void requireKnown(JsonNode node, Set<String> fields) {
        node.fieldNames().forEachRemaining(name -> {
            if (!fields.contains(name)) {
                throw new BadCallException(
                        "Unknown field \"" + name + "\". Known are: " + String.join(", ", fields) + ".");
            }
        });
    }

    private Optional<JsonNode> value(String field) {
        JsonNode node = object.path(field);
        return node instanceof MissingNode || node.isNull() ? Optional.empty() : Optional.of(node);
    }

    private static List<String> asTexts(String field, JsonNode node) {
        if (!node.isArray()) {
            throw new BadCallException("\"" + field + "\" must be a list of strings.");
        }
        List<String> texts = new ArrayList<>();
        node.forEach(element -> texts.add(asText(field, element)));
        return List.copyOf(texts);
    }

    private static String asText(String field, JsonNode node) {
        if (!node.isTextual()) {
            throw new BadCallException("\"" + field + "\" must hold strings only, not " + node + ".");
        }
        return requireNoZero(field, node.textValue());
    }

    /** PostgreSQL keeps no text with a zero byte: one would fail wherever it is stored, or looked for. */
    static String requireNoZero(String field, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new BadCallException("\"" + field + "\" has a zero byte in it.");
        }
        return text;
    }
}
