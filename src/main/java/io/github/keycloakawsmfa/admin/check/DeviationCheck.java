package io.github.keycloakawsmfa.admin.check;

import io.github.keycloakawsmfa.admin.call.FrontendAddress;
import io.github.keycloakawsmfa.admin.setup.AdminPageClient;
import io.github.keycloakawsmfa.admin.setup.AwsClients;
import io.github.keycloakawsmfa.admin.setup.AwsMfaFlow;
import io.github.keycloakawsmfa.admin.setup.FlowNode;
import io.github.keycloakawsmfa.admin.setup.Scope;
import io.github.keycloakawsmfa.admin.setup.Setup;
import io.github.keycloakawsmfa.admin.setup.SetupPlan;
import io.github.keycloakawsmfa.admin.setup.SetupPlan.Change;
import io.github.keycloakawsmfa.admin.setup.SetupPlan.Kind;
import io.github.keycloakawsmfa.admin.setup.SetupPlan.PlannedChange;
import io.github.keycloakawsmfa.admin.setup.SetupRequest;
import io.github.keycloakawsmfa.admin.setup.SetupValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.keycloak.models.AuthenticationFlowBindings;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/**
 * Plans set-up again and reports what it would change: everything that set-up ensures, now or later, is checked. What it
 * would take over from somebody else is left to the administrator, who can agree in a set-up call.
 *
 * @param basePath as in {@link FrontendAddress}
 * @param observes whether the gate only observes
 */
record DeviationCheck(String basePath, boolean observes, RealmModel realm, AwsClients clients) implements Check {

    /** What set-up would change, as one finding with the actions that make it. */
    private record Deviation(Finding finding, List<Runnable> actions) {

        void fix() {
            actions.forEach(Runnable::run);
        }
    }

    @Override
    public List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        ofRealm().forEach(deviation -> findings.add(deviation.finding()));
        ofAdminPage().forEach(deviation -> findings.add(deviation.finding()));
        clients.setUp().forEach(client -> ofClient(client).forEach(deviation -> findings.add(deviation.finding())));
        return findings;
    }

    /** The plan itself is what set-up would change. */
    @Override
    public boolean isOvertakenBy(Set<Kind> kinds) {
        return true;
    }

    /** What set-up can fix without asking, for one id or for all. */
    List<Finding> fixable(Optional<FindingId> only) {
        return run().stream().filter(finding -> isWanted(finding, only)).toList();
    }

    /**
     * Fixes that. One client after another, because one may make what another needs.
     *
     * @param changed gets each client of which something was fixed
     * @return what was fixed
     */
    List<Finding> fix(Optional<FindingId> only, Consumer<ClientModel> changed) {
        List<Finding> fixed = new ArrayList<>(fix(ofRealm(), only));
        fixed.addAll(fix(ofAdminPage(), only));
        for (ClientModel client : clients.setUp()) {
            List<Finding> ofClient = fix(ofClient(client), only);
            if (!ofClient.isEmpty()) {
                changed.accept(realm.getClientById(client.getId()));
            }
            fixed.addAll(ofClient);
        }
        return fixed;
    }

    private static List<Finding> fix(List<Deviation> deviations, Optional<FindingId> only) {
        List<Deviation> wanted = deviations.stream()
                .filter(deviation -> isWanted(deviation.finding(), only))
                .toList();
        wanted.forEach(Deviation::fix);
        return wanted.stream().map(Deviation::finding).toList();
    }

    private static boolean isWanted(Finding finding, Optional<FindingId> only) {
        return finding.automatic() && (only.isEmpty() || only.get() == finding.id());
    }

    /** A realm in which set-up has never run is left alone. */
    private List<Deviation> ofRealm() {
        if (clients.setUp().isEmpty()) {
            return List.of();
        }
        return changes(Setup.plan(Setup.ofRealm(realm)))
                .map(part -> single(part, "realm " + realm.getName(), "Run set-up again."))
                .toList();
    }

    /** The client of the page for administrators, whether or not set-up has run for AWS. */
    private List<Deviation> ofAdminPage() {
        return changes(Setup.plan(Setup.ofAdminPage(realm)))
                .map(part -> single(part, "client " + AdminPageClient.ID, "Run set-up with \"adminPage\": true."))
                .toList();
    }

    /** For one client, its mappers and its flow. */
    private List<Deviation> ofClient(ClientModel client) {
        SetupRequest again = SetupRequest.again(client.getClientId(), scope(client));
        SetupPlan plan = Setup.plan(Setup.ofClient(basePath, observes, realm, again));
        String where = "client " + client.getClientId();
        String clientId = SetupValues.quoted(client.getClientId());
        String byHand = "Run set-up with \"clientId\": " + clientId + " and the value that you want.";
        List<Deviation> deviations = new ArrayList<>(changes(plan)
                .filter(part -> !isFlow(part))
                .map(part -> single(part, where, byHand))
                .toList());
        List<PlannedChange> flows = changes(plan).filter(DeviationCheck::isFlow).toList();
        if (!flows.isEmpty()) {
            deviations.add(flow(flows, where, clientId));
        }
        return List.copyOf(deviations);
    }

    /** As it is: a client without its own flow is right if the realm's asks everybody. */
    private Scope scope(ClientModel client) {
        AuthenticationFlowModel browser = realm.getBrowserFlow();
        boolean everybody =
                client.getAuthenticationFlowBindingOverride(AuthenticationFlowBindings.BROWSER_BINDING) == null
                        && browser != null
                        && AwsMfaFlow.endsInCode(FlowNode.read(realm, browser));
        return everybody ? Scope.REALM : Scope.CLIENT;
    }

    private static Deviation single(PlannedChange part, String where, String byHand) {
        Change change = part.change();
        FindingId id = DeviationId.of(change);
        boolean automatic = change.action().isPlain() && id != FindingId.CLIENT_VALUE_UNREADABLE;
        return new Deviation(
                new Finding(
                        id,
                        where + ", " + change.name(),
                        withDetail(DeviationId.sentence(id, change.name()), change.detail()),
                        fix(change, id, automatic, byHand),
                        automatic),
                List.of(part.action()));
    }

    /** Flow and binding go together: a binding to a flow that asks for no code helps nobody. */
    private static Deviation flow(List<PlannedChange> parts, String where, String clientId) {
        boolean automatic =
                parts.stream().allMatch(part -> part.change().action().isPlain());
        FindingId id = automatic ? FindingId.FLOW_OVERRIDE_MISSING : FindingId.FLOW_WITHOUT_CODE;
        String details = String.join(
                "; ",
                parts.stream()
                        .map(part -> part.change().name() + ": " + part.change().detail())
                        .toList());
        return new Deviation(
                new Finding(
                        id,
                        where,
                        withDetail(DeviationId.sentence(id, clientId), details),
                        automatic
                                ? automaticFix(id)
                                : "End your flow in a required virtual-mfa-form, or run set-up with \"clientId\": "
                                        + clientId + " and \"adopt\": true.",
                        automatic),
                parts.stream().map(PlannedChange::action).toList());
    }

    /** Before the full stop that ends the sentence. */
    private static String withDetail(String sentence, String detail) {
        return detail.isEmpty() ? sentence : sentence.substring(0, sentence.length() - 1) + " (" + detail + ").";
    }

    private static String fix(Change change, FindingId id, boolean automatic, String byHand) {
        if (automatic) {
            return automaticFix(id);
        }
        return change.action() == Change.Action.CONFLICT ? "By hand: " + change.detail() + "." : byHand;
    }

    private static String automaticFix(FindingId id) {
        return "POST check/fix?id=" + id.wireName() + ", or run set-up again.";
    }

    private static Stream<PlannedChange> changes(SetupPlan plan) {
        return plan.planned().stream().filter(part -> part.change().action() != Change.Action.KEEP);
    }

    private static boolean isFlow(PlannedChange part) {
        return part.change().what() == Kind.FLOW || part.change().what() == Kind.FLOW_BINDING;
    }
}
