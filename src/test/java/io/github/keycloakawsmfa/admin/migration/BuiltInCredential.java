package io.github.keycloakawsmfa.admin.migration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * A one-time code of Keycloak's own, as Keycloak stores it, and the app that has its secret.
 *
 * @param secret as stored: the characters' bytes are the key
 */
record BuiltInCredential(
        String label,
        String secret,
        String subType,
        int digits,
        int period,
        String algorithm,
        int counter,
        Instant createdAt) {

    static final String LABEL = "My phone";

    private static final Instant OLD = Instant.parse("2024-01-01T00:00:00Z");

    static BuiltInCredential totp(String secret) {
        return new BuiltInCredential(LABEL, secret, "totp", 6, 30, "HmacSHA1", 0, OLD);
    }

    static BuiltInCredential hotp(String secret, int counter) {
        return new BuiltInCredential(LABEL, secret, "hotp", 6, 30, "HmacSHA1", counter, OLD);
    }

    BuiltInCredential with(int otherDigits, int otherPeriod, String otherAlgorithm) {
        return new BuiltInCredential(
                label, secret, subType, otherDigits, otherPeriod, otherAlgorithm, counter, createdAt);
    }

    BuiltInCredential createdAt(Instant time) {
        return new BuiltInCredential(label, secret, subType, digits, period, algorithm, counter, time);
    }

    BuiltInCredential called(String name) {
        return new BuiltInCredential(name, secret, subType, digits, period, algorithm, counter, createdAt);
    }

    /** Adds it to a user's representation. */
    void addTo(ObjectNode user) {
        ObjectNode credential = user.withArray("/credentials").addObject();
        credential
                .put("createdDate", createdAt.toEpochMilli())
                .put("type", "otp")
                .put("userLabel", label)
                .put("secretData", "{\"value\":\"" + secret + "\"}")
                .put(
                        "credentialData",
                        "{\"subType\":\"%s\",\"digits\":%d,\"counter\":%d,\"period\":%d,\"algorithm\":\"%s\"}"
                                .formatted(subType, digits, counter, period, algorithm));
    }

    /** Adds it to a user who is there already. */
    void addLaterTo(TestRealm realm, TestUser user) {
        ObjectNode json = AdminApi.JSON.createObjectNode();
        addTo(json);
        realm.admin().put("/users/" + user.id(), json);
    }

    /** The app of somebody who has it. */
    Phone phone() {
        return new Phone(secret.getBytes(StandardCharsets.UTF_8), Duration.ZERO);
    }

    void giveTo(Person person) {
        person.phone(phone());
    }
}
