package io.github.keycloakawsmfa.admin.check;

import io.github.keycloakawsmfa.admin.setup.SetupPlan;
import io.github.keycloakawsmfa.admin.setup.SetupPlan.Change;
import io.github.keycloakawsmfa.admin.setup.SetupValues;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What set-up would change if it were run again, as one finding with its deeds. What it would take over from somebody
 * else is left to the administrator, who can agree in a set-up call.
 */
record Deviation(Finding finding, List<Runnable> deeds) {

    private static final String FLOWS = "flow";

    /** For the settings and actions of a whole realm. */
    static List<Deviation> ofRealm(String realmName, SetupPlan plan) {
        return changes(plan)
                .map(part -> single(part, "realm " + realmName, "Run set-up again."))
                .toList();
    }

    /** For one client, its mappers and its flow. */
    static List<Deviation> ofClient(String clientId, SetupPlan plan) {
        String where = "client " + clientId;
        String byHand =
                "Run set-up with \"clientId\": " + SetupValues.quoted(clientId) + " and the value that you want.";
        List<Deviation> deviations = new ArrayList<>(changes(plan)
                .filter(part -> !isFlow(part))
                .map(part -> single(part, where, byHand))
                .toList());
        List<SetupPlan.PlannedChange> flows =
                changes(plan).filter(Deviation::isFlow).toList();
        if (!flows.isEmpty()) {
            deviations.add(flow(flows, where, clientId));
        }
        return List.copyOf(deviations);
    }

    /** Carries out its deeds. */
    void fix() {
        deeds.forEach(Runnable::run);
    }

    private static Deviation single(SetupPlan.PlannedChange part, String where, String byHand) {
        Change change = part.change();
        FindingId id = DeviationId.of(change);
        boolean automatic = isPlain(change) && id != FindingId.CLIENT_VALUE_UNREADABLE;
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
    private static Deviation flow(List<SetupPlan.PlannedChange> parts, String where, String clientId) {
        boolean automatic = parts.stream().map(SetupPlan.PlannedChange::change).allMatch(Deviation::isPlain);
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
                        withDetail(DeviationId.sentence(id, FLOWS), details),
                        automatic
                                ? automaticFix(id)
                                : "End your flow in a required virtual-mfa-form, or run set-up with \"clientId\": "
                                        + SetupValues.quoted(clientId) + " and \"adopt\": true.",
                        automatic),
                parts.stream().map(SetupPlan.PlannedChange::action).toList());
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

    private static Stream<SetupPlan.PlannedChange> changes(SetupPlan plan) {
        return plan.planned().stream().filter(part -> part.change().action() != Change.Action.KEEP);
    }

    private static boolean isFlow(SetupPlan.PlannedChange part) {
        return part.change().what().startsWith(FLOWS);
    }

    private static boolean isPlain(Change change) {
        return change.action() == Change.Action.CREATE || change.action() == Change.Action.UPDATE;
    }
}
