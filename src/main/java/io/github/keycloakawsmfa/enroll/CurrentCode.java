package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.TypedCodes;
import io.github.keycloakawsmfa.totp.TotpCode;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Objects;
import java.util.Optional;

/**
 * What was typed of a device that the user has, to pay for a change of devices (rule S6): a code, or two consecutive ones
 * where many wrong ones came before. Any present device will do.
 *
 * @param code as it came from the form, never null
 * @param next the code after it; empty if one code was typed
 * @param pairNeeded whether the page asked for both
 */
record CurrentCode(String code, String next, boolean pairNeeded) {

    static final String CODE = "currentCode";
    static final String NEXT = "currentCode2";

    static CurrentCode of(MultivaluedMap<String, String> posted, boolean pairNeeded) {
        return new CurrentCode(
                Objects.requireNonNullElse(posted.getFirst(CODE), ""),
                Objects.requireNonNullElse(posted.getFirst(NEXT), ""),
                pairNeeded);
    }

    boolean isMalformed() {
        return parsed(code).isEmpty() || (isPair() && parsed(next).isEmpty());
    }

    TypedCodes typed() {
        return isPair() ? new TypedCodes(code, next, null) : TypedCodes.one(code, null);
    }

    /** Whether two consecutive codes were typed, or should have been. */
    boolean isPair() {
        return pairNeeded || !next.isBlank();
    }

    private static Optional<TotpCode> parsed(String typed) {
        return TotpCode.parse(typed, PendingDevice.PARAMETERS.digits());
    }

    /** Redacted: codes are not for logs. */
    @Override
    public String toString() {
        return "CurrentCode";
    }
}
