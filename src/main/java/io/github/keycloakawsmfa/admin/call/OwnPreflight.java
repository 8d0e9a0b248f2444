package io.github.keycloakawsmfa.admin.call;

import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.keycloak.services.cors.Cors;

/**
 * Answers a browser that asks whether it may call from another origin. It asks without the token, so every origin may:
 * only the call itself is refused, see {@link CallerOrigin}.
 */
public final class OwnPreflight {

    public OwnPreflight() {}

    /** 200, with the methods and headers that calls use. */
    @OPTIONS
    @Path("{any:.*}")
    public Response preflight() {
        return Cors.builder()
                .preflight()
                .allowedMethods(CallerOrigin.METHODS)
                .auth()
                .add(Response.ok());
    }
}
