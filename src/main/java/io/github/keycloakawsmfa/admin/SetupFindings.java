package io.github.keycloakawsmfa.admin;

import io.github.keycloakawsmfa.admin.call.AdminRequest;
import io.github.keycloakawsmfa.admin.call.FrontendAddress;
import io.github.keycloakawsmfa.admin.check.Check;
import io.github.keycloakawsmfa.admin.check.Checks;
import io.github.keycloakawsmfa.admin.check.Finding;
import io.github.keycloakawsmfa.admin.check.FindingId.Severity;
import io.github.keycloakawsmfa.admin.check.Report;
import io.github.keycloakawsmfa.admin.setup.AwsClients;
import io.github.keycloakawsmfa.admin.setup.SetupPlan;
import io.github.keycloakawsmfa.admin.setup.SetupPlan.Change;
import io.github.keycloakawsmfa.admin.setup.SetupPlan.Kind;
import io.github.keycloakawsmfa.device.keys.DeviceKeys;
import io.github.keycloakawsmfa.device.keys.KeyInspection;
import io.github.keycloakawsmfa.device.ledger.LedgerDamage;
import io.github.keycloakawsmfa.device.time.ServerTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * What the check would call an error or a warning in what a set-up call touched: the server, the realm and its one
 * client. Set-up may have done all it can, and the next step may still fail.
 */
final class SetupFindings {

    /** Enough to tell whether there is a key; the check itself opens more. */
    private static final int DEVICES = 100;

    private static final int RECORDS = 500;

    private final AdminRequest administrator;
    private final KeyInspection devices;
    private final LedgerDamage records;

    /** Reads devices and records. */
    SetupFindings(AdminRequest administrator) {
        KeycloakSession session = administrator.session();
        this.administrator = administrator;
        this.devices = new DeviceKeys(session, administrator.realm()).inspectFirst(DEVICES);
        this.records = LedgerDamage.of(session, administrator.realm(), RECORDS, ServerTime.now());
    }

    /** What is left after a plan was carried out. */
    List<Finding> after(String clientId) {
        return found(checks(clientId)).toList();
    }

    /** What the plan would leave, as far as is known while nothing is changed. */
    List<Finding> besides(SetupPlan plan, String clientId) {
        Set<Kind> changed = plan.changes().stream()
                .filter(change -> change.action() != Change.Action.KEEP)
                .map(Change::what)
                .collect(Collectors.toSet());
        Set<String> settings = plan.changes().stream()
                .filter(change -> change.action() != Change.Action.KEEP)
                .map(change -> ", " + change.name())
                .collect(Collectors.toSet());
        return found(checks(clientId).stream()
                        .filter(check -> !check.isOvertakenBy(changed))
                        .toList())
                .filter(finding -> settings.stream().noneMatch(finding.where()::endsWith))
                .toList();
    }

    private List<Check> checks(String clientId) {
        KeycloakSession session = administrator.session();
        RealmModel realm = administrator.realm();
        ClientModel client = realm.getClientByClientId(clientId);
        AwsClients only = new AwsClients(client == null ? List.of() : List.of(client), List.of());
        List<Check> checks = new ArrayList<>(Checks.ofServer(session.getKeycloakSessionFactory()));
        checks.addAll(Checks.ofRealm(
                session,
                realm,
                FrontendAddress.of(session, realm),
                only,
                devices,
                records,
                administrator.auth().users().canView()));
        if (only.isEmpty()) {
            checks.addAll(Checks.onTheWay(session, realm));
        }
        return checks;
    }

    private static Stream<Finding> found(List<Check> checks) {
        return Report.of(checks).findings().stream().filter(finding -> finding.severity() != Severity.INFO);
    }
}
