package io.github.keycloakawsmfa.admin.devices;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakawsmfa.enroll.NewSecret;
import jakarta.ws.rs.core.Response;
import java.util.Base64;

/**
 * A device that was just created, with its secret: shown only this once.
 *
 * @param secretKey Base32
 * @param qrCode a PNG, Base64
 * @param expiresAt ISO 8601, in UTC
 */
record CreatedAnswer(
        @JsonProperty("id") String id,
        @JsonProperty("name") String name,
        @JsonProperty("secretKey") String secretKey,
        @JsonProperty("otpauthUri") String otpauthUri,
        @JsonProperty("qrCode") String qrCode,
        @JsonProperty("expiresAt") String expiresAt) {

    static Response of(NewSecret secret) {
        CreatedAnswer answer = new CreatedAnswer(
                secret.device().id(),
                secret.device().name(),
                secret.key(),
                secret.uri().value(),
                Base64.getEncoder().encodeToString(secret.qrCode()),
                secret.device().expiresAt().toString());
        return Response.status(Response.Status.CREATED).entity(answer).build();
    }

    /** Redacted: secrets are not for logs. */
    @Override
    public String toString() {
        return "CreatedAnswer[" + id + "]";
    }
}
