package io.github.keycloakawsmfa.admin;

import io.github.keycloakawsmfa.admin.call.CallerOrigin;
import io.github.keycloakawsmfa.admin.call.JsonBody;
import io.github.keycloakawsmfa.admin.devices.OwnDevicesResource;
import io.github.keycloakawsmfa.admin.devices.SelfServiceUser;
import io.github.keycloakawsmfa.admin.iam.IamResource;
import io.github.keycloakawsmfa.admin.page.AdminPage;
import io.github.keycloakawsmfa.device.mail.DevicesLink;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;

/**
 * {@code /realms/{realm}/aws-mfa}: what users call about their own devices, and the page for administrators. It is not
 * below {@code /admin}, which proxies block, and where Keycloak accepts no application's token from 26.8.2 on. Keycloak
 * has checked nothing.
 */
public final class OwnResource implements RealmResourceProvider {

    private final KeycloakSession session;

    OwnResource(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public Object getResource() {
        return this;
    }

    /**
     * The caller's own devices, or the answer to a browser's question whether it may call from another origin. Here and
     * not at each call, so that every refusal below carries the headers that let the browser's application read it.
     */
    @Path("devices")
    public Object devices() {
        if (session.getContext().getHttpRequest().getHttpMethod().equals(HttpMethod.OPTIONS)) {
            return new CallerOrigin.Preflight();
        }
        SelfServiceUser caller = SelfServiceUser.of(session);
        session.getContext().getHttpResponse().setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        JsonBody.requireType(session);
        return new OwnDevicesResource(caller);
    }

    /**
     * Where the link in mails leads a browser: 303 to the sign-in and the user's devices, or 404 where the realm has no
     * account console. Anybody may ask; the answer is the same for all.
     */
    @GET
    @Path(DevicesLink.PATH)
    public Response manageDevices() {
        return DevicesLink.destination(session, session.getContext().getRealm())
                .map(Response::seeOther)
                .orElseThrow(NotFoundException::new)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** The page for administrators; 404 in a realm that has not switched it on. */
    @Path("admin")
    public AdminPage adminPage() {
        return AdminPage.of(session);
    }

    /** IAM's calls, for AWS's own clients; 404 in a realm that has not switched them on. */
    @Path("iam")
    public IamResource iam() {
        return IamResource.of(session);
    }

    @Override
    public void close() {}
}
