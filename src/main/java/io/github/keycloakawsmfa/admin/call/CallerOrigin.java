package io.github.keycloakawsmfa.admin.call;

import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.keycloak.common.util.UriUtils;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.utils.WebOriginsUtils;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.ErrorResponse;
import org.keycloak.services.cors.Cors;

/**
 * The site from which a browser's application calls: one of its client's web origins, or Keycloak's own. Keycloak's
 * {@link Cors} decides that by a method whose name changed ({@code allowedOrigins} in 26.4, {@code checkAllowedOrigins} in
 * 26.7), so it is decided here, and {@code Cors} only writes the headers.
 */
public final class CallerOrigin {

    private static final String[] METHODS = {"GET", "POST", "DELETE"};

    private CallerOrigin() {}

    /**
     * Lets the browser's application read the answer, even a refusal.
     *
     * @param token names the origins; if it is lightweight, the client does
     * @throws org.keycloak.services.ErrorResponseException 403, as Keycloak's own calls from 26.7 on
     */
    public static void allow(KeycloakSession session, AccessToken token, ClientModel client) {
        KeycloakContext context = session.getContext();
        String origin = context.getHttpRequest().getHttpHeaders().getHeaderString(Cors.ORIGIN_HEADER);
        if (origin == null || origin.equals(UriUtils.getOrigin(context.getUri().getRequestUri()))) {
            return;
        }
        Set<String> named = token.getAllowedOrigins();
        Set<String> allowed =
                named == null || named.isEmpty() ? WebOriginsUtils.resolveValidWebOrigins(session, client) : named;
        if (!allowed.contains(origin) && !allowed.contains(Cors.ACCESS_CONTROL_ALLOW_ORIGIN_WILDCARD)) {
            throw ErrorResponse.error(
                    "The origin of the calling page is not one of the web origins of the token's client.",
                    Response.Status.FORBIDDEN);
        }
        Cors.builder().allowAllOrigins().allowedMethods(METHODS).auth().add();
    }

    /**
     * Answers a browser that asks whether it may call from another origin. It asks without the token, so every origin
     * may: only the call itself is refused.
     */
    public static final class Preflight {

        public Preflight() {}

        /** 200, with the methods and headers that calls use. */
        @OPTIONS
        @Path("{any:.*}")
        public Response answer() {
            return Cors.builder().preflight().allowedMethods(METHODS).auth().add(Response.ok());
        }
    }
}
