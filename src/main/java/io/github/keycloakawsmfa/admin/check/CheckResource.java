package io.github.keycloakawsmfa.admin.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakawsmfa.admin.call.AdminRequest;
import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.call.FrontendAddress;
import io.github.keycloakawsmfa.admin.call.JsonBody;
import io.github.keycloakawsmfa.admin.call.StrictJson;
import io.github.keycloakawsmfa.admin.call.StrictQuery;
import io.github.keycloakawsmfa.admin.keys.KeyAnswer;
import io.github.keycloakawsmfa.admin.setup.AwsClients;
import io.github.keycloakawsmfa.admin.setup.ClientSetup;
import io.github.keycloakawsmfa.aws.AwsMfaGate;
import io.github.keycloakawsmfa.device.keys.DeviceKeys;
import io.github.keycloakawsmfa.device.keys.KeyInspection;
import io.github.keycloakawsmfa.device.ledger.LedgerDamage;
import io.github.keycloakawsmfa.device.time.ServerTime;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** {@code …/aws-mfa/check}: whether the realm, and the server under it, is as it should be. */
public final class CheckResource {

    private static final int DEFAULT_DEVICES = 1000;
    private static final int MOST_DEVICES = 100_000;

    /**
     * @param devices how many there are
     * @param tried how many of them were opened
     */
    record DevicesAnswer(
            @JsonProperty("devices") long devices,
            @JsonProperty("tried") long tried,
            @JsonProperty("keys") List<KeyAnswer> keys) {}

    /**
     * @param summary for people
     * @param counts by severity
     * @param findings the worst first
     */
    record CheckAnswer(
            @JsonProperty("summary") String summary,
            @JsonProperty("counts") Map<String, Long> counts,
            @JsonProperty("findings") List<Finding> findings,
            @JsonProperty("devices") DevicesAnswer devices) {}

    /**
     * @param done what was fixed, or would be
     * @param left what else was found, the worst first
     */
    record FixAnswer(
            @JsonProperty("dryRun") boolean dryRun,
            @JsonProperty("done") List<Finding> done,
            @JsonProperty("summary") String summary,
            @JsonProperty("left") List<Finding> left) {

        static FixAnswer of(boolean dryRun, List<Finding> done, Report left) {
            String fixed = done.size() + (dryRun ? " would be fixed" : " fixed");
            return new FixAnswer(dryRun, done, fixed + "; left: " + left.summary(), left.findings());
        }
    }

    private final AdminRequest administrator;
    private final KeycloakSession session;
    private final RealmModel realm;

    public CheckResource(AdminRequest administrator) {
        this.administrator = administrator;
        this.session = administrator.session();
        this.realm = administrator.realm();
    }

    /**
     * Checks everything and changes nothing: 200 with {@link CheckAnswer}. Needs view-realm and view-clients, because
     * findings show clients' settings; only callers who may also view users see whose device does not open. At most
     * {@code ?devices=} devices are opened, and as many users' records read (0 to 100,000; 1,000 by default).
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public CheckAnswer check() {
        administrator.auth().realm().requireViewRealm();
        administrator.auth().clients().requireView();
        int most = StrictQuery.of(session, "devices")
                .whole("devices", 0, MOST_DEVICES)
                .orElse(DEFAULT_DEVICES);
        KeyInspection devices = new DeviceKeys(session, realm).inspect(most);
        Report report = report(devices, most);
        return new CheckAnswer(
                report.summary(),
                report.counts(),
                report.findings(),
                new DevicesAnswer(
                        devices.devices(),
                        devices.tried(),
                        devices.uses().stream().map(KeyAnswer::of).toList()));
    }

    /**
     * Fixes what set-up can fix without asking, for one {@code ?id=} or for all: all or nothing. 200 with
     * {@link FixAnswer}; with {@code ?dryRun=true} nothing is changed. A client keeps its own values, nothing of
     * somebody else's is taken over, and a realm in which set-up has never run is left alone. Needs manage-realm and
     * manage-clients.
     *
     * @param body has no fields; may be absent
     */
    @POST
    @Path("fix")
    @Produces(MediaType.APPLICATION_JSON)
    public FixAnswer fix(byte[] body) {
        administrator.auth().realm().requireManageRealm();
        administrator.auth().clients().requireManage();
        StrictJson.parse(JsonBody.text(session, body), Set.of());
        StrictQuery query = StrictQuery.of(session, "dryRun", "id");
        boolean dryRun = query.flag("dryRun");
        Optional<FindingId> only = query.text("id").map(CheckResource::findingId);
        AwsClients clients = AwsClients.of(session, realm);
        DeviationCheck deviation = new DeviationCheck(
                FrontendAddress.of(session, realm).basePath(),
                AwsMfaGate.observesOn(session.getKeycloakSessionFactory()),
                realm,
                clients);
        if (dryRun) {
            List<Finding> wouldBeDone = deviation.fixable(only);
            Report left = new Report(report().findings().stream()
                    .filter(finding -> !wouldBeDone.contains(finding))
                    .toList());
            return FixAnswer.of(true, wouldBeDone, left);
        }
        List<Finding> done = deviation.fix(only, client -> ClientSetup.requireValid(session, client));
        if (!done.isEmpty()) {
            administrator.tell(OperationType.ACTION, "AWS_MFA_CHECK", Map.of("fixed", done));
        }
        return FixAnswer.of(false, done, report());
    }

    private Report report() {
        return report(new DeviceKeys(session, realm).inspect(DEFAULT_DEVICES), DEFAULT_DEVICES);
    }

    private Report report(KeyInspection devices, int mostRecords) {
        List<Check> checks = new ArrayList<>(Checks.ofServer(session.getKeycloakSessionFactory()));
        checks.addAll(Checks.ofRealm(
                session,
                realm,
                FrontendAddress.of(session, realm),
                AwsClients.of(session, realm),
                devices,
                LedgerDamage.of(session, realm, mostRecords, ServerTime.now()),
                administrator.auth().users().canView()));
        return Report.of(checks);
    }

    private static FindingId findingId(String text) {
        return FindingId.of(text)
                .orElseThrow(() -> new BadCallException("\"id\" must be the id of a finding, not \"" + text + "\"."));
    }
}
