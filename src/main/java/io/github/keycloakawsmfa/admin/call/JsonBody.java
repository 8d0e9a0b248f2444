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
 * The body of a call as text. Resources take bytes and no {@code @Consumes}: with it, JAX-RS refuses other types in a
 * format of its own, and takes a body without a type for JSON. Without it, it fails with 500 on a multipart body before
 * it has read a byte (Keycloak 26.7.3), so {@link #requireType} is called while the path is still being resolved.
 */
public final class JsonBody {

    /** A set-up with 10,000 roles is shorter. */
    private static final int MOST_BYTES = 1 << 20;

    /** A container of 5,000 encrypted tokens is shorter. Keycloak itself refuses more than 10 MiB, without a sentence. */
    private static final int MOST_BYTES_WITH_FILE = 8 << 20;

    private JsonBody() {}

    /**
     * Lets JSON and calls without a type pass.
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
     * @param bytes null or empty for no body
     * @return empty for no body
     * @throws org.keycloak.services.ErrorResponseException 415 if it has no type, 413 if it is too long, 400 if it is
     *     not UTF-8
     */
    public static String text(KeycloakSession session, byte[] bytes) {
        return text(session, bytes, MOST_BYTES);
    }

    /** The same for a body that holds a file. */
    public static String textWithFile(KeycloakSession session, byte[] bytes) {
        return text(session, bytes, MOST_BYTES_WITH_FILE);
    }

    private static String text(KeycloakSession session, byte[] bytes, int most) {
        if (bytes == null || bytes.length == 0) {
            return "";
        }
        if (!isJson(session)) {
            throw notJson();
        }
        if (bytes.length > most) {
            throw ErrorResponse.error(
                    "The body is longer than " + most + " bytes.", Response.Status.REQUEST_ENTITY_TOO_LARGE);
        }
        try {
            // Not new String(…), which replaces a wrong byte with a question mark: in a name, or in somebody's role.
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

    /** RFC 8259 defines no charset parameter: JSON is UTF-8. */
    private static boolean isJson(KeycloakSession session) {
        String type = type(session);
        return type != null
                && type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(MediaType.APPLICATION_JSON);
    }

    private static String type(KeycloakSession session) {
        return session.getContext().getHttpRequest().getHttpHeaders().getHeaderString(HttpHeaders.CONTENT_TYPE);
    }
}
