package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.setup.SetupPlan.Kind;
import io.github.keycloakawsmfa.login.CodeRequired;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Keycloak's own step for a one-time code and ours in one flow, of which a user meets one. In flows that end in our code,
 * Keycloak's step is off: ours takes both. In the realm's other browser flow, whoever has moved would no longer be asked
 * for anything, so ours stands beside it, as an alternative of those who have a device.
 */
record SideBySide(KeycloakSession session, RealmModel realm) implements SetupStep {

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
                            .forEach(this::switchOff));
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
                    () -> switchOff(flow));
        }
    }

    private void switchOff(AuthenticationFlowModel flow) {
        List<AuthenticationExecutionModel> off = new ArrayList<>();
        collect(flow.getId(), off);
        off.forEach(step -> require(step, Requirement.DISABLED));
    }

    /**
     * Keycloak's steps, and the subflows that would be left with conditions alone: Keycloak goes into one that holds nothing
     * else, and lets nobody out of it (26.7.3, ConditionalUserConfiguredAuthenticator).
     *
     * @return whether anything is left that is no condition
     */
    private boolean collect(String flowId, List<AuthenticationExecutionModel> off) {
        boolean isLeft = false;
        for (AuthenticationExecutionModel step :
                realm.getAuthenticationExecutionsStream(flowId).toList()) {
            if (step.getRequirement() == Requirement.DISABLED || isCondition(step)) {
                continue;
            }
            if (!step.isAuthenticatorFlow()) {
                if (isBuiltIn(step)) {
                    off.add(step);
                } else {
                    isLeft = true;
                }
                continue;
            }
            int before = off.size();
            if (collect(step.getFlowId(), off) || off.size() == before) {
                isLeft = true;
            } else {
                off.add(step);
            }
        }
        return isLeft;
    }

    private boolean isCondition(AuthenticationExecutionModel step) {
        return step.getAuthenticator() != null
                && session.getKeycloakSessionFactory().getProviderFactory(Authenticator.class, step.getAuthenticator())
                        instanceof ConditionalAuthenticatorFactory;
    }

    private static boolean isBuiltIn(AuthenticationExecutionModel step) {
        return BuiltInOtpSetup.STEPS.contains(step.getAuthenticator());
    }

    /** As it was: users who still have built-in one-time codes are asked for them as well. */
    void planUndo(SetupPlan plan) {
        for (AuthenticationFlowModel flow : realm.getAuthenticationFlowsStream()
                .filter(flow -> flow.isTopLevel() && AwsMfaFlow.isOurs(flow.getAlias()))
                .toList()) {
            Optional<AuthenticationFlowModel> source = AwsMfaFlow.source(realm, flow.getAlias());
            List<AuthenticationExecutionModel> off = all(flow)
                    .filter(step -> step.getRequirement() == Requirement.DISABLED)
                    .filter(step -> isBuiltIn(step) || hasBuiltIn(step))
                    .toList();
            if (source.isPresent() && !off.isEmpty()) {
                plan.update(
                        Kind.FLOW,
                        flow.getAlias(),
                        "Keycloak's own step for one-time codes -> as in "
                                + source.get().getAlias(),
                        () -> off.forEach(step -> require(step, before(step, source.get()))));
            }
        }
    }

    private Requirement before(AuthenticationExecutionModel step, AuthenticationFlowModel source) {
        return all(source)
                .filter(other -> step.isAuthenticatorFlow()
                        ? hasBuiltIn(other)
                        : step.getAuthenticator().equals(other.getAuthenticator()))
                .findFirst()
                .map(AuthenticationExecutionModel::getRequirement)
                .orElse(Requirement.DISABLED);
    }

    /** Whether it is the subflow that holds Keycloak's step. */
    private boolean hasBuiltIn(AuthenticationExecutionModel step) {
        return step.isAuthenticatorFlow()
                && realm.getAuthenticationExecutionsStream(step.getFlowId()).anyMatch(SideBySide::isBuiltIn);
    }

    /** All executions of a flow, whether in use or not. */
    private Stream<AuthenticationExecutionModel> all(AuthenticationFlowModel flow) {
        return realm.getAuthenticationExecutionsStream(flow.getId())
                .flatMap(step -> step.isAuthenticatorFlow()
                        ? Stream.concat(
                                Stream.of(step),
                                Stream.ofNullable(realm.getAuthenticationFlowById(step.getFlowId()))
                                        .flatMap(this::all))
                        : Stream.of(step));
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
        return realm.getAuthenticationExecutionsStream(flow.getId())
                .filter(step -> step.getRequirement() != Requirement.DISABLED)
                .flatMap(step -> step.isAuthenticatorFlow()
                        ? Stream.ofNullable(realm.getAuthenticationFlowById(step.getFlowId()))
                                .flatMap(this::builtIn)
                        : Stream.of(step).filter(SideBySide::isBuiltIn));
    }
}
