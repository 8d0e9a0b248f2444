package io.github.keycloakawsmfa.device.seal;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.keycloak.util.JsonSerialization;

/** The part of a device that is in its envelope. */
record SealedPart(
        @JsonProperty("secret") String secretBase64,
        @JsonProperty("assignedAt") long assignedAtEpochSecond,
        @JsonProperty("drift") long driftSteps) {

    private static final JsonFactory JSON = new JsonFactory();

    static SealedPart of(VirtualMfaDevice device) {
        return new SealedPart(
                Base64.getEncoder().encodeToString(device.secret().bytes()),
                device.assignedAt().getEpochSecond(),
                device.driftAtAssignment());
    }

    byte[] write() {
        try {
            return JsonSerialization.writeValueAsBytes(this);
        } catch (IOException e) {
            throw new IllegalStateException("A record of plain values is always JSON", e);
        }
    }

    /**
     * By hand, as {@link Envelope} is.
     *
     * @throws BrokenSealException if it has a field that is unknown to this release: resealing would lose that
     * @throws IOException if it is not JSON
     */
    static SealedPart read(byte[] json) throws IOException {
        String secretBase64 = null;
        long assignedAtEpochSecond = 0;
        long driftSteps = 0;
        try (JsonParser fields = JSON.createParser(new String(json, StandardCharsets.UTF_8))) {
            fields.nextToken();
            for (String name = fields.nextFieldName(); name != null; name = fields.nextFieldName()) {
                switch (name) {
                    case "secret" -> secretBase64 = fields.nextTextValue();
                    case "assignedAt" -> assignedAtEpochSecond = fields.nextLongValue(0);
                    case "drift" -> driftSteps = fields.nextLongValue(0);
                    default -> throw new BrokenSealException("not a device");
                }
            }
        }
        return new SealedPart(secretBase64, assignedAtEpochSecond, driftSteps);
    }

    TotpSecret secret() {
        return TotpSecret.of(Base64.getDecoder().decode(secretBase64));
    }

    @Override
    public String toString() {
        return "SealedPart[redacted]";
    }
}
