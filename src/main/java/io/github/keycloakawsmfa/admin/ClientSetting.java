package io.github.keycloakawsmfa.admin;

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
 * @param wanted the value that set-up wants, given the present one: some must be so, some are a start only
 */
record ClientSetting(
        String name,
        Function<ClientModel, String> read,
        BiConsumer<ClientModel, String> write,
        UnaryOperator<String> wanted) {

    static ClientSetting attribute(String name, UnaryOperator<String> wanted) {
        return new ClientSetting(
                name, client -> attribute(client, name), (client, value) -> write(client, name, value), wanted);
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
        return present.equals(wanted.apply(present));
    }

    String difference(ClientModel client) {
        String present = read.apply(client);
        return orNone(present) + " -> " + orNone(wanted.apply(present));
    }

    private static String orNone(String value) {
        return value.isEmpty() ? "(none)" : value;
    }

    void ensure(ClientModel client) {
        if (!isRight(client)) {
            write.accept(client, wanted.apply(read.apply(client)));
        }
    }

    /** @return never null */
    static String attribute(ClientModel client, String name) {
        return text(client.getAttribute(name));
    }

    static String text(String value) {
        return value == null ? "" : value;
    }

    /** Sorted, so that equal sets are equal texts; URLs hold no blanks. */
    static String joined(Collection<String> values) {
        return String.join(" ", new TreeSet<>(values));
    }
}
