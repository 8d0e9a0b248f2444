package io.github.keycloakawsmfa.admin.call;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.ErrorResponse;

/** How all calls are refused, with a sentence that kcadm shows as well. */
public final class Calls {

    public static final String BUSY =
            "This user's devices are being changed at this moment, or the server has too much to do. Nothing happened, please try again.";

    private Calls() {}

    /** What was asked for, or 400 with the sentence that says what is wrong with it. */
    public static <T> T valid(Supplier<T> parsed) {
        try {
            return parsed.get();
        } catch (BadCallException e) {
            throw ErrorResponse.error(e.getMessage(), Response.Status.BAD_REQUEST);
        }
    }

    /** Refuses with 400 if the call has a query parameter. */
    public static void requireNoQuery(KeycloakSession session) {
        valid(() -> StrictQuery.parse(session.getContext().getUri().getQueryParameters()));
    }

    /** For answers with a secret, or that belong to one person. */
    public static void keepFromCaches(KeycloakSession session) {
        session.getContext().getHttpResponse().setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
