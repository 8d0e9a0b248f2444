package io.github.keycloakawsmfa.admin.page;

import io.github.keycloakawsmfa.admin.setup.AdminPageClient;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * {@code /realms/{realm}/aws-mfa/admin}: the page for administrators, in which a browser signs in and makes the same
 * calls as everybody else. Anybody may load it: it contains nothing of the realm but its name.
 */
public final class AdminPage {

    private final KeycloakSession session;
    private final RealmModel realm;

    private AdminPage(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** @throws NotFoundException if the realm has not switched it on */
    public static AdminPage of(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        if (!AdminPageClient.isOn(realm)) {
            throw new NotFoundException();
        }
        return new AdminPage(session, realm);
    }

    /** The page itself. */
    @GET
    public Response page() {
        PageDocument document = PageDocument.of(session, realm);
        return new PageHeaders(session, realm)
                .document(Response.ok(document.html(), "text/html;charset=utf-8"), document.called())
                .build();
    }

    /** One of its scripts, styles or licences: 200, 304 if the browser has it already, or 404. */
    @GET
    @Path("{file:.+}")
    public Response file(@PathParam("file") String name, @Context Request request) {
        PageFile file = PageFile.named(name).orElseThrow(NotFoundException::new);
        Response.ResponseBuilder same = request.evaluatePreconditions(file.tag());
        Response.ResponseBuilder answer = same != null ? same : Response.ok(file.text(), file.type());
        return new PageHeaders(session, realm).file(answer.tag(file.tag())).build();
    }
}
