package io.github.keycloakawsmfa.admin.report;

import io.github.keycloakawsmfa.admin.call.AdminRequest;
import io.github.keycloakawsmfa.admin.call.StrictQuery;
import io.github.keycloakawsmfa.admin.setup.AwsClients;
import io.github.keycloakawsmfa.admin.users.UserWalk;
import io.github.keycloakawsmfa.admin.users.Viewer;
import io.github.keycloakawsmfa.aws.AwsRoleIndex;
import io.github.keycloakawsmfa.device.time.ServerTime;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.ZoneOffset;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** {@code …/aws-mfa/report}: the credential report. */
public final class ReportResource {

    private final AdminRequest administrator;

    public ReportResource(AdminRequest administrator) {
        this.administrator = administrator;
    }

    /**
     * All users whom the caller may see, in the order of their names, as {@code ?format=} {@code csv} (the default) or
     * {@code jsonl}, sent while it is read. 403 if the caller may not even look for users.
     */
    @GET
    public Response report() {
        Viewer viewer = Viewer.of(administrator);
        ReportFormat format = ReportFormat.parse(
                StrictQuery.of(administrator.session(), "format").text("format").orElse(ReportFormat.CSV.wireName()));
        return Response.ok(written(administrator, viewer, format))
                .type(format.mediaType())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + fileName(administrator.realm(), format) + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** The same as CSV, for another call. */
    public static StreamingOutput csv(AdminRequest administrator) {
        return written(administrator, Viewer.of(administrator), ReportFormat.CSV);
    }

    private static StreamingOutput written(AdminRequest administrator, Viewer viewer, ReportFormat format) {
        KeycloakSession session = administrator.session();
        RealmModel realm = administrator.realm();
        UserWalk walk = UserWalk.all(
                viewer, AwsRoleIndex.of(AwsClients.of(session, realm).all()));
        return new CredentialReport(session, realm.getId(), realm.getName(), walk, format::writer);
    }

    private static String fileName(RealmModel realm, ReportFormat format) {
        String plain = realm.getName().replaceAll("[^A-Za-z0-9_-]", "_");
        String today = ServerTime.now().atZone(ZoneOffset.UTC).toLocalDate().toString();
        return "credential-report-" + plain + "-" + today + "." + format.wireName();
    }
}
