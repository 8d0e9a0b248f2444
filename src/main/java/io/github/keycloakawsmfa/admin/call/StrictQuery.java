package io.github.keycloakawsmfa.admin.call;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import org.keycloak.models.KeycloakSession;

/** Query parameters, read strictly: a misspelt {@code dryRun} must not become a real run. */
public final class StrictQuery {

    /** Longer than any name or id that a call asks for. */
    private static final int LONGEST = 1_000;

    private final Map<String, List<String>> parameters;

    private StrictQuery(Map<String, List<String>> parameters) {
        this.parameters = parameters;
    }

    /** @throws BadCallException if the current call has a query parameter */
    public static void requireNone(KeycloakSession session) {
        of(session);
    }

    /**
     * Those of the current call.
     *
     * @throws BadCallException as {@link #parse}
     */
    public static StrictQuery of(KeycloakSession session, String... known) {
        return parse(session.getContext().getUri().getQueryParameters(), known);
    }

    /** @throws BadCallException if there is another parameter than these, one of them twice, too long, or with a zero byte */
    public static StrictQuery parse(Map<String, List<String>> parameters, String... known) {
        SortedSet<String> names = new TreeSet<>(List.of(known));
        parameters.forEach((name, values) -> {
            if (!names.contains(name) || values.size() != 1) {
                throw new BadCallException("Unknown or repeated query parameter \"" + name + "\"."
                        + (names.isEmpty() ? " This call has none." : " Known are " + String.join(", ", names) + "."));
            }
            if (values.get(0).length() > LONGEST) {
                throw new BadCallException("\"" + name + "\" is longer than " + LONGEST + " characters.");
            }
            StrictJson.requireNoZero(name, values.get(0));
        });
        return new StrictQuery(parameters);
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(parameters.get(name)).map(values -> values.get(0));
    }

    public OptionalInt whole(String name, int least, int most) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        String digits = value.get();
        if (!digits.matches("[0-9]{1,9}") || Integer.parseInt(digits) < least || Integer.parseInt(digits) > most) {
            throw new BadCallException(
                    "\"" + name + "\" must be " + least + " to " + most + ", not \"" + digits + "\".");
        }
        return OptionalInt.of(Integer.parseInt(digits));
    }

    /** @return false if it is not there */
    public boolean flag(String name) {
        String value = text(name).orElse("false");
        if (!value.equals("true") && !value.equals("false")) {
            throw new BadCallException("\"" + name + "\" must be true or false, not \"" + value + "\".");
        }
        return value.equals("true");
    }
}
