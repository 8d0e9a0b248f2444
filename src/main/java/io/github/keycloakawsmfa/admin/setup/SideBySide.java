package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.setup.SetupPlan.Kind;
import io.github.keycloakawsmfa.login.CodeRequired;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.RealmModel;

/**
 * Keycloak's own step for a one-time code and ours in one flow, of which a user meets one. In flows that end in our code,
 * Keycloak's step is off: ours takes both. In the realm's other browser flow, whoever has moved would no longer be asked
 * for anything, so ours stands beside it, as an alternative of those who have a device.
 */
record SideBySide(RealmModel realm) implements SetupStep {

    @Override
    public void plan(SetupPlan plan) {
        List<AuthenticationFlowModel> flows = realm.getAuthenticationFlowsStream()
                .filter(AuthenticationFlowModel::isTopLevel)
                .toList();
        for (AuthenticationFlowModel flow : flows) {
            if (AwsMfaFlow.isOurs(flow.getAlias())) {
                planOurs(plan, flow);
            }
        }
        AuthenticationFlowModel browser = realm.getBrowserFlow();
        if (browser != null && !AwsMfaFlow.isOurs(browser.getAlias())) {
            planBeside(plan, browser);
        }
        // A flow that this very call makes is a copy of one that has the step.
        if (plan.changes().stream().anyMatch(SideBySide::makesFlow)) {
            plan.update(
                    Kind.FLOW,
                    "built-in one-time codes",
                    "switched off in the flow that is made",
                    () -> realm.getAuthenticationFlowsStream()
                            .filter(flow -> flow.isTopLevel() && AwsMfaFlow.isOurs(flow.getAlias()))
                            .toList()
                            .forEach(flow -> builtIn(flow).forEach(step -> require(step, Requirement.DISABLED))));
        }
    }

    private static boolean makesFlow(SetupPlan.Change change) {
        return change.what() == Kind.FLOW && change.action() == SetupPlan.Change.Action.CREATE;
    }

    private void planOurs(SetupPlan plan, AuthenticationFlowModel flow) {
        List<AuthenticationExecutionModel> steps = builtIn(flow).toList();
        if (!steps.isEmpty()) {
            plan.update(
                    Kind.FLOW,
                    flow.getAlias(),
                    "Keycloak's own step for one-time codes -> disabled: the code page takes either",
                    () -> steps.forEach(step -> require(step, Requirement.DISABLED)));
        }
    }

    /** As it was: users who still have built-in one-time codes are asked for them as well. */
    void planUndo(SetupPlan plan) {
        for (AuthenticationFlowModel flow : realm.getAuthenticationFlowsStream()
                .filter(flow -> flow.isTopLevel() && AwsMfaFlow.isOurs(flow.getAlias()))
                .toList()) {
            List<AuthenticationExecutionModel> off = builtIn(flow, true).toList();
            if (!off.isEmpty()) {
                Requirement before = AwsMfaFlow.source(realm, flow.getAlias())
                        .flatMap(source -> builtIn(source).findFirst())
                        .map(AuthenticationExecutionModel::getRequirement)
                        .orElse(Requirement.REQUIRED);
                plan.update(
                        Kind.FLOW,
                        flow.getAlias(),
                        "Keycloak's own step for one-time codes -> "
                                + before.name().toLowerCase(Locale.ROOT),
                        () -> off.forEach(step -> require(step, before)));
            }
        }
    }

    private void planBeside(SetupPlan plan, AuthenticationFlowModel flow) {
        List<AuthenticationExecutionModel> steps =
                builtIn(flow).filter(step -> !hasOurs(step.getParentFlow())).toList();
        if (steps.isEmpty()) {
            return;
        }
        plan.update(
                Kind.FLOW,
                flow.getAlias(),
                "beside Keycloak's own step for one-time codes, as an alternative: " + CodeRequired.AUTHENTICATOR,
                () -> steps.forEach(this::putBeside));
    }

    private void putBeside(AuthenticationExecutionModel builtIn) {
        AuthenticationExecutionModel ours = new AuthenticationExecutionModel();
        ours.setParentFlow(builtIn.getParentFlow());
        ours.setAuthenticator(CodeRequired.AUTHENTICATOR);
        ours.setRequirement(Requirement.ALTERNATIVE);
        // Before it: of two alternatives that a user has, Keycloak takes the first.
        ours.setPriority(builtIn.getPriority() - 1);
        realm.addAuthenticatorExecution(ours);
        require(builtIn, Requirement.ALTERNATIVE);
    }

    private void require(AuthenticationExecutionModel step, Requirement requirement) {
        AuthenticationExecutionModel changed = FlowCopy.of(step);
        changed.setRequirement(requirement);
        realm.updateAuthenticatorExecution(changed);
    }

    private boolean hasOurs(String flowId) {
        return realm.getAuthenticationExecutionsStream(flowId)
                .anyMatch(step -> CodeRequired.AUTHENTICATOR.equals(step.getAuthenticator()));
    }

    /** Keycloak's steps for one-time codes that are in use, wherever they are in a flow. */
    private Stream<AuthenticationExecutionModel> builtIn(AuthenticationFlowModel flow) {
        return builtIn(flow, false);
    }

    private Stream<AuthenticationExecutionModel> builtIn(AuthenticationFlowModel flow, boolean off) {
        return realm.getAuthenticationExecutionsStream(flow.getId())
                .flatMap(step -> step.isAuthenticatorFlow()
                        ? Stream.of(step)
                                .filter(subflow -> subflow.getRequirement() != Requirement.DISABLED)
                                .flatMap(subflow ->
                                        Stream.ofNullable(realm.getAuthenticationFlowById(subflow.getFlowId())))
                                .flatMap(below -> builtIn(below, off))
                        : Stream.of(step)
                                .filter(one -> BuiltInOtpSetup.STEPS.contains(one.getAuthenticator()))
                                .filter(one -> (one.getRequirement() == Requirement.DISABLED) == off));
    }
}
