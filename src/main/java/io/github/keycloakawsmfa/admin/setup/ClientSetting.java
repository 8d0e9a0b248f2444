package io.github.keycloakawsmfa.admin.setup;

import java.util.Collection;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.keycloak.models.ClientModel;

/**
 * One setting of the SAML client, as text.
 *
 * @param read the present value, empty if there is none
 * @param wanted the value that set-up wants, given the present one: some are fixed, some are only a start
 * @param meaning how readers of the setting understand a value: two with the same meaning are equally right
 */
public record ClientSetting(
        String name,
        Function<ClientModel, String> read,
        BiConsumer<ClientModel, String> write,
        UnaryOperator<String> wanted,
        UnaryOperator<String> meaning) {

    /** How a change shows a missing value. */
    public static final String NONE = "(none)";

    ClientSetting(
            String name,
            Function<ClientModel, String> read,
            BiConsumer<ClientModel, String> write,
            UnaryOperator<String> wanted) {
        this(name, read, write, wanted, UnaryOperator.identity());
    }

    public static ClientSetting attribute(String name, UnaryOperator<String> wanted) {
        return attribute(name, wanted, UnaryOperator.identity());
    }

    /** @param meaning never gets a blank value, which counts as none */
    public static ClientSetting attribute(String name, UnaryOperator<String> wanted, UnaryOperator<String> meaning) {
        return new ClientSetting(
                name,
                client -> attribute(client, name),
                (client, value) -> write(client, name, value),
                wanted,
                value -> value.isBlank() ? "" : meaning.apply(value));
    }

    /** One of Keycloak's own switches: {@code true} is on, all else is off (26.4 to 26.7, SamlClient). */
    static ClientSetting samlFlag(String name, boolean wanted) {
        return new ClientSetting(
                name,
                client -> attribute(client, name),
                (client, value) -> write(client, name, value),
                must(String.valueOf(wanted)),
                value -> String.valueOf("true".equals(value)));
    }

    private static void write(ClientModel client, String name, String value) {
        if (value.isEmpty()) {
            client.removeAttribute(name);
        } else {
            client.setAttribute(name, value);
        }
    }

    static ClientSetting flag(
            String name, Function<ClientModel, Boolean> read, BiConsumer<ClientModel, Boolean> write, boolean wanted) {
        return new ClientSetting(
                name,
                client -> String.valueOf(read.apply(client)),
                (client, value) -> write.accept(client, Boolean.valueOf(value)),
                must(String.valueOf(wanted)));
    }

    static UnaryOperator<String> must(String value) {
        return present -> value;
    }

    static UnaryOperator<String> unlessSet(String value) {
        return present -> present.isBlank() ? value : present;
    }

    boolean isRight(ClientModel client) {
        String present = read.apply(client);
        return meaning.apply(present).equals(meaning.apply(wanted.apply(present)));
    }

    String difference(ClientModel client) {
        String present = read.apply(client);
        return orNone(present) + " -> " + orNone(wanted.apply(present));
    }

    private static String orNone(String value) {
        return value.isBlank() ? NONE : value;
    }

    /** Writes it, if the present value differs. */
    void put(ClientModel client) {
        String present = read.apply(client);
        String value = wanted.apply(present);
        if (!present.equals(value)) {
            write.accept(client, value);
        }
    }

    /** @return never null */
    public static String attribute(ClientModel client, String name) {
        return text(client.getAttribute(name));
    }

    public static String text(String value) {
        return value == null ? "" : value;
    }

    /** Sorted, so that equal sets are equal texts; URLs contain no blanks. */
    static String joined(Collection<String> values) {
        return String.join(" ", new TreeSet<>(values));
    }
}
