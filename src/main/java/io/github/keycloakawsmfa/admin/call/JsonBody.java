package io.github.keycloakawsmfa.admin.call;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.ErrorResponse;
import org.keycloak.services.ErrorResponseException;

/**
 * The body of a call as text. Resources take bytes and no {@code @Consumes}: with it JAX-RS refuses another type in a shape of
 * its own, and takes a body of no type for JSON. Without it, it fails with 500 at a multipart body, before it has read a
 * byte (Keycloak 26.7.3), so {@link #requireType} stands where the path is still being resolved.
 */
public final class JsonBody {

    /** A set-up with 10,000 roles is shorter. */
    private static final int MOST_BYTES = 1 << 20;

    private JsonBody() {}

    /**
     * Lets pass what is of JSON or of no type.
     *
     * @throws org.keycloak.services.ErrorResponseException 415
     */
    public static void requireType(KeycloakSession session) {
        if (session.getContext().getHttpRequest().getHttpMethod().equals(HttpMethod.POST)
                && type(session) != null
                && !isJson(session)) {
            throw notJson();
        }
    }

    /**
     * @param bytes null or none for no body
     * @return empty for no body
     * @throws org.keycloak.services.ErrorResponseException 415 if it is of no type, 413 if it is too long, 400 if it is no UTF-8
     */
    public static String text(KeycloakSession session, byte[] bytes) {
        if (bytes == null || bytes.length == 0) {
            return "";
        }
        if (!isJson(session)) {
            throw notJson();
        }
        if (bytes.length > MOST_BYTES) {
            throw ErrorResponse.error(
                    "The body is longer than " + MOST_BYTES + " bytes.", Response.Status.REQUEST_ENTITY_TOO_LARGE);
        }
        try {
            // Not new String(…), which puts a question mark where a byte is wrong: in a name, or in somebody's role.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ErrorResponse.error("The body is not UTF-8.", Response.Status.BAD_REQUEST);
        }
    }

    private static ErrorResponseException notJson() {
        return ErrorResponse.error(
                "The body must be JSON: send Content-Type: application/json.", Response.Status.UNSUPPORTED_MEDIA_TYPE);
    }

    /** RFC 8259 knows no charset parameter: JSON is UTF-8. */
    private static boolean isJson(KeycloakSession session) {
        String type = type(session);
        return type != null
                && type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(MediaType.APPLICATION_JSON);
    }

    private static String type(KeycloakSession session) {
        return session.getContext().getHttpRequest().getHttpHeaders().getHeaderString(HttpHeaders.CONTENT_TYPE);
    }
}
