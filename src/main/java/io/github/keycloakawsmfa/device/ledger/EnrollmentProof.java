package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.totp.TypedText;
import java.util.Objects;

/**
 * What a user brings for a new device. The ledger decides under its lock what is owed: a sign-in or a ticket for the
 * first device, codes of a present one for every other (rule S6).
 *
 * @param codes of a present device, never null
 * @param ticket as it came from the form, or null
 * @param signedIn whether the user has proved who they are in this very sign-in: else a first device needs a ticket
 */
public record EnrollmentProof(TypedCodes codes, String ticket, boolean signedIn) {

    /** For a first device. */
    public static EnrollmentProof first(String ticket, boolean signedIn) {
        return new EnrollmentProof(TypedCodes.NONE, ticket, signedIn);
    }

    /** For a further device. */
    public static EnrollmentProof next(TypedCodes codes) {
        return new EnrollmentProof(codes, null, false);
    }

    /** @throws NullPointerException if {@code codes} is null */
    public EnrollmentProof {
        Objects.requireNonNull(codes, "codes");
    }

    boolean hasTicket() {
        return !TypedText.isNothing(ticket);
    }

    boolean hasCodes() {
        return !codes.isEmpty();
    }

    /** Redacted: tickets are not for logs. */
    @Override
    public String toString() {
        return "EnrollmentProof";
    }
}
