package io.github.keycloakawsmfa.admin.migration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * A one-time code of Keycloak's own, as Keycloak stores it, and the app that has its secret.
 *
 * @param secret as stored: the characters' bytes are the key
 */
record BuiltInCredential(
        String secret, String subType, int digits, int period, String algorithm, int counter, Instant createdAt) {

    static final String LABEL = "My phone";

    private static final Instant OLD = Instant.parse("2024-01-01T00:00:00Z");

    static BuiltInCredential totp(String secret) {
        return new BuiltInCredential(secret, "totp", 6, 30, "HmacSHA1", 0, OLD);
    }

    static BuiltInCredential hotp(String secret, int counter) {
        return new BuiltInCredential(secret, "hotp", 6, 30, "HmacSHA1", counter, OLD);
    }

    BuiltInCredential with(int otherDigits, int otherPeriod, String otherAlgorithm) {
        return new BuiltInCredential(secret, subType, otherDigits, otherPeriod, otherAlgorithm, counter, createdAt);
    }

    BuiltInCredential createdAt(Instant time) {
        return new BuiltInCredential(secret, subType, digits, period, algorithm, counter, time);
    }

    /** Adds it to a user's representation. */
    void addTo(ObjectNode user) {
        ObjectNode credential = user.withArray("/credentials").addObject();
        credential
                .put("createdDate", createdAt.toEpochMilli())
                .put("type", "otp")
                .put("userLabel", LABEL)
                .put("secretData", "{\"value\":\"" + secret + "\"}")
                .put(
                        "credentialData",
                        "{\"subType\":\"%s\",\"digits\":%d,\"counter\":%d,\"period\":%d,\"algorithm\":\"%s\"}"
                                .formatted(subType, digits, counter, period, algorithm));
    }

    /** The app of somebody who has it. */
    Phone phone() {
        return new Phone(secret.getBytes(StandardCharsets.UTF_8), Duration.ZERO);
    }

    void giveTo(Person person) {
        person.phone(phone());
    }
}
