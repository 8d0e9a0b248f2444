package io.github.keycloakawsmfa.admin;

import io.github.keycloakawsmfa.device.TypedCodes;

/**
 * The code of a device that is assigned, with which a change is paid (rule S6): one, or two consecutive ones where many
 * wrong ones came before.
 */
final class PresentCode {

    static final String CODE = "code";
    static final String NEXT = "nextCode";

    private PresentCode() {}

    /** @throws BadCallException if there is none */
    static TypedCodes of(StrictJson body) {
        String code = body.needed(CODE);
        return body.text(NEXT)
                .map(next -> TypedCodes.of(null, code, next))
                .orElseGet(() -> TypedCodes.ofField(code, null));
    }
}
