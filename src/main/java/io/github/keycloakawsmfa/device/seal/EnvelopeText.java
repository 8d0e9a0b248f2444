package io.github.keycloakawsmfa.device.seal;

import java.io.IOException;
import java.util.Optional;
import org.keycloak.util.JsonSerialization;

/**
 * How {@link Envelope#toJson} writes: always in the same field order, so that a database can search its rows without
 * JSON support.
 */
public final class EnvelopeText {

    /** Of all envelopes, as JPQL's {@code like} takes it. */
    public static final String PATTERN = "{\"v\":1,\"k\":\"%\",\"n\":\"%\",\"c\":\"%\"}";

    /** What follows the key id; its first character is the last that belongs to it. */
    public static final String BEHIND_KEY = "\",\"n\":\"";

    private static final String BEFORE_KEY = "{\"v\":1,\"k\":";

    private EnvelopeText() {}

    /** What all envelopes under one key begin with. */
    static String beginning(String keyId) {
        try {
            return BEFORE_KEY + JsonSerialization.writeValueAsString(keyId) + ",";
        } catch (IOException e) {
            throw new IllegalStateException("A text is always JSON", e);
        }
    }

    /** @param beginning of an envelope, up to the first character of {@link #BEHIND_KEY} */
    public static Optional<String> keyIdIn(String beginning) {
        if (!beginning.startsWith(BEFORE_KEY)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonSerialization.readValue(beginning.substring(BEFORE_KEY.length()), String.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
