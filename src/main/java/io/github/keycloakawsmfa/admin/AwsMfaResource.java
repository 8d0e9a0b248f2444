package io.github.keycloakawsmfa.admin;

import io.github.keycloakawsmfa.admin.call.AdminRequest;
import io.github.keycloakawsmfa.admin.call.JsonBody;
import io.github.keycloakawsmfa.admin.call.StrictJson;
import io.github.keycloakawsmfa.admin.check.CheckResource;
import io.github.keycloakawsmfa.admin.devices.UserResource;
import io.github.keycloakawsmfa.admin.migration.MigrationResource;
import io.github.keycloakawsmfa.admin.report.Coverage;
import io.github.keycloakawsmfa.admin.report.ReportResource;
import io.github.keycloakawsmfa.admin.setup.SetupRequest;
import io.github.keycloakawsmfa.admin.tokens.TokensResource;
import io.github.keycloakawsmfa.admin.trust.TrustDocuments;
import io.github.keycloakawsmfa.admin.users.RemindCall;
import io.github.keycloakawsmfa.admin.users.UserList;
import io.github.keycloakawsmfa.device.time.ServerTime;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** {@code /admin/realms/{realm}/aws-mfa}: what administrators call. Keycloak has checked only the token. */
public final class AwsMfaResource {

    private final KeycloakSession session;
    private final AdminRequest administrator;

    AwsMfaResource(
            KeycloakSession session, RealmModel realm, AdminPermissionEvaluator auth, AdminEventBuilder adminEvent) {
        this.session = session;
        this.administrator = new AdminRequest(session, realm, auth, adminEvent);
    }

    /**
     * Makes the realm ready for AWS, all or nothing: 200 with what was done, and only {@code keep} when called again.
     * Needs manage-realm and manage-clients, and to manage groups where it names some. 409 with the same list, and nothing
     * changed, if something is in the way or belongs to somebody else and {@code adopt} was not set. With
     * {@code ?dryRun=true} always 200 and no change. The answer ends with what the check finds in what the call touched; a
     * dry run leaves out what set-up would fix.
     *
     * @param body see {@link SetupRequest}; may be absent
     */
    @POST
    @Path("setup")
    @Produces(MediaType.APPLICATION_JSON)
    public Response setUp(byte[] body, @Context UriInfo uri) {
        return new SetupCall(administrator).answer(uri.getQueryParameters(), body);
    }

    /**
     * The realm's users and their devices, {@code ?max=} of them behind {@code ?after=}: 200 with
     * {@link UserList.Answer}. Those who are meant by {@code ?search=}, {@code device}, {@code waiting}, {@code ticket},
     * {@code pending}, {@code skipped}, {@code group} and {@code role}, and whom the caller may see.
     */
    @GET
    @Path("users")
    @Produces(MediaType.APPLICATION_JSON)
    public UserList.Answer users() {
        return new UserList(administrator).answer();
    }

    /** One user's devices. */
    @Path("users/{userId}")
    public UserResource user(@PathParam("userId") String userId) {
        return new UserResource(administrator, userId);
    }

    /**
     * Mails the enabled users without a device who have a date, at most {@code ?max=} of them behind {@code ?after=} and
     * for at most 20 seconds: 200 with {@link RemindCall.Answer}. Those who are meant by {@code ?group=} and {@code role};
     * nobody twice within six days. With {@code ?dryRun=true} no mail goes out. Needs the role manage-users.
     *
     * @param body has no fields; may be absent
     */
    @POST
    @Path("remind")
    @Produces(MediaType.APPLICATION_JSON)
    public RemindCall.Answer remind(byte[] body) {
        RemindCall call = new RemindCall(administrator);
        StrictJson.parse(JsonBody.text(session, body), Set.of());
        return call.answer();
    }

    /** The devices of all users, and their keys. */
    @Path("devices")
    public DevicesResource devices() {
        return new DevicesResource(administrator);
    }

    /** How many users have a device: 200 with {@link Coverage}. Needs the role view-users: it counts all. */
    @GET
    @Path("coverage")
    @Produces(MediaType.APPLICATION_JSON)
    public Coverage coverage() {
        return Coverage.of(administrator, ServerTime.now());
    }

    /** Brings Keycloak's own one-time codes, and gives them back. */
    @Path("migration")
    public MigrationResource migration() {
        return new MigrationResource(administrator);
    }

    /** The realm's hardware tokens. */
    @Path("tokens")
    public TokensResource tokens() {
        return new TokensResource(administrator);
    }

    /** The credential report, of all users whom the caller may see: see {@link ReportResource}. */
    @Path("report")
    public ReportResource report() {
        return new ReportResource(administrator);
    }

    /** Whether everything is as it should be. */
    @Path("check")
    public CheckResource check() {
        return new CheckResource(administrator);
    }

    /**
     * The realm's metadata document for AWS's SAML providers and for IAM Identity Center. Needs view-realm. It is XML
     * whatever the call accepts: kcadm says that it accepts only JSON, but prints anything.
     */
    @GET
    @Path("metadata")
    public Response metadata() {
        return Response.ok(new TrustDocuments(administrator).metadata(), MediaType.APPLICATION_XML_TYPE)
                .build();
    }

    /**
     * One role's trust policy, as AWS accepts it: 200, or 404 if the client has no such role. Needs view-realm and
     * view-clients, as the templates do. {@code ?account=} may be left out where there is one, {@code ?clientId=} where
     * set-up knows one; {@code ?role=} is its name, with or without its path.
     */
    @GET
    @Path("trust-policy")
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, Object> trustPolicy() {
        return new TrustDocuments(administrator).trustPolicy();
    }

    /** An account's SAML provider and roles as a CloudFormation template. */
    @GET
    @Path("cloudformation")
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, Object> cloudFormation() {
        return new TrustDocuments(administrator).cloudFormation();
    }

    /** The same for Terraform, in its JSON syntax. */
    @GET
    @Path("terraform")
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, Object> terraform() {
        return new TrustDocuments(administrator).terraform();
    }

    /**
     * All calls of this release, in OpenAPI 3.1. Needs any role of an administrator: it tells nothing about the realm. It
     * is YAML whatever the call accepts, as {@link #metadata} is XML.
     */
    @GET
    @Path("openapi")
    public Response openApi() {
        administrator.auth().requireAnyAdminRole();
        administrator.requireNoQuery();
        return Response.ok(AwsMfaResource.class.getResourceAsStream("openapi.yaml"), "application/yaml")
                .build();
    }
}
