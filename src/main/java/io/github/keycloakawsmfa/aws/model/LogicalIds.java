package io.github.keycloakawsmfa.aws.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Names in a template for things whose own names may have other characters: each thing its own, the same each time. */
final class LogicalIds {

    private final UnaryOperator<String> cleaned;
    private final Map<String, String> given = new LinkedHashMap<>();

    /** @param cleaned what a template's language takes, made of a thing's own name; two may become one */
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
