package io.github.keycloakawsmfa.aws.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Template names for things whose own names may have other characters: unique to each thing, the same each time. */
final class LogicalIds {

    private final UnaryOperator<String> cleaned;
    private final Map<String, String> given = new LinkedHashMap<>();

    /** @param cleaned turns a thing's own name into one that the template's language accepts; two may become one */
    LogicalIds(UnaryOperator<String> cleaned) {
        this.cleaned = cleaned;
    }

    String of(String name) {
        String known = given.get(name);
        if (known != null) {
            return known;
        }
        String wanted = cleaned.apply(name);
        String free = wanted;
        for (int number = 2; given.containsValue(free); number++) {
            free = wanted + number;
        }
        given.put(name, free);
        return free;
    }
}
