package io.github.keycloakawsmfa.admin.devices;

import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.call.StrictJson;
import io.github.keycloakawsmfa.device.ledger.TypedCodes;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The code of an assigned device that pays for a change (rule S6): one, two consecutive ones after many wrong ones, or
 * three, which are checked even during a wait.
 */
final class PresentCode {

    private static final String CODE = "code";
    private static final String NEXT = "nextCode";
    private static final String THIRD = "code3";

    private PresentCode() {}

    /** The fields of a body that has these and others. */
    static Set<String> and(String... others) {
        return Stream.concat(Stream.of(CODE, NEXT, THIRD), Stream.of(others)).collect(Collectors.toSet());
    }

    /**
     * {@code code} alone may hold two or three codes in one text.
     *
     * @throws BadCallException if there is none, or the third comes without the second
     */
    static TypedCodes of(StrictJson body) {
        String code = body.needed(CODE);
        Optional<String> third = body.text(THIRD);
        if (third.isPresent()) {
            return TypedCodes.of(null, code, body.needed(NEXT), third.get());
        }
        return body.text(NEXT)
                .map(next -> TypedCodes.of(null, code, next))
                .orElseGet(() -> TypedCodes.ofField(code, null));
    }
}
