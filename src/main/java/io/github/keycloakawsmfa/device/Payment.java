package io.github.keycloakawsmfa.device;

import java.util.Objects;

/**
 * What a user brings for a new device. The ledger decides under its lock what is owed: nothing or a ticket for the first
 * device, codes of a present one for every other (rule S6).
 *
 * @param codes of a present device, never null
 * @param ticket as it came from the form, or null
 */
public record Payment(TypedCodes codes, String ticket) {

    /** For a user without a device, where no ticket is asked. */
    public static final Payment NONE = new Payment(TypedCodes.NONE, null);

    /** @throws NullPointerException if {@code codes} is null */
    public Payment {
        Objects.requireNonNull(codes, "codes");
    }

    boolean hasCodes() {
        return !codes.isEmpty();
    }

    /** Redacted: tickets are not for logs. */
    @Override
    public String toString() {
        return "Payment";
    }
}
