package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.TypedCodes;
import io.github.keycloakawsmfa.totp.TypedText;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Objects;

/**
 * What was typed from a device that the user has, to pay for a change of devices (rule S6): a code, or two consecutive
 * ones after many wrong ones, or three, which are checked even during a wait. Any present device will do.
 *
 * @param code as it came from the form, never null; one text may hold two or three codes
 * @param next the code after it; empty if one code was typed
 * @param third the code after that; empty if fewer were typed
 * @param asked how many the page asked for
 */
record ExistingDeviceCode(String code, String next, String third, int asked) {

    static final String CODE = "currentCode";
    static final String NEXT = "currentCode2";
    static final String THIRD = "currentCode3";

    static ExistingDeviceCode of(MultivaluedMap<String, String> posted, int asked) {
        return new ExistingDeviceCode(text(posted, CODE), text(posted, NEXT), text(posted, THIRD), asked);
    }

    boolean isMalformed() {
        return !typed().areWellFormed();
    }

    /** Users asked for three because of a wait may have waited instead, and typed fewer. */
    TypedCodes typed() {
        if (!TypedText.isNothing(third)) {
            return TypedCodes.of(null, code, next, third);
        }
        if (!TypedText.isNothing(next)) {
            return TypedCodes.of(null, code, next);
        }
        TypedCodes inOneField = TypedCodes.ofField(code, null);
        return asked == 2 && !inOneField.isSeries() ? TypedCodes.of(null, code, next) : inOneField;
    }

    private static String text(MultivaluedMap<String, String> posted, String field) {
        return Objects.requireNonNullElse(posted.getFirst(field), "");
    }

    /** Redacted: codes are not for logs. */
    @Override
    public String toString() {
        return "ExistingDeviceCode";
    }
}
