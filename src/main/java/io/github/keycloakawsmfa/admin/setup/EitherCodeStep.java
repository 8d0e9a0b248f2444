package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.setup.SetupPlan.Kind;
import io.github.keycloakawsmfa.login.EitherCodeFormFactory;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.authentication.authenticators.browser.ConditionalOtpFormAuthenticatorFactory;
import org.keycloak.authentication.authenticators.browser.OTPFormAuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.RealmModel;

/**
 * Which step stands where Keycloak's own one for a one-time code stood, in the realm's browser flow and in those that
 * set-up makes: users who have moved would otherwise no longer be asked for anything, or twice. Its place and requirement stay.
 *
 * @param either whether the one that takes both codes, or Keycloak's own
 */
public record EitherCodeStep(RealmModel realm, boolean either) implements SetupStep {

    private static final String KEYCLOAKS = OTPFormAuthenticatorFactory.PROVIDER_ID;
    private static final String CONDITIONAL = ConditionalOtpFormAuthenticatorFactory.PROVIDER_ID;
    private static final String BOTH = EitherCodeFormFactory.ID;

    /**
     * The first of those flows that asks for Keycloak's own codes alone, by either of its steps, and so nobody who has moved;
     * empty for none.
     */
    public static Optional<String> missingIn(RealmModel realm) {
        EitherCodeStep step = new EitherCodeStep(realm, true);
        return step.flows()
                .filter(flow -> step.isUsed(flow, KEYCLOAKS) || step.isUsed(flow, CONDITIONAL))
                .map(AuthenticationFlowModel::getAlias)
                .findFirst();
    }

    @Override
    public void plan(SetupPlan plan) {
        List<AuthenticationFlowModel> flows = flows().toList();
        flows.forEach(flow -> plan(plan, flow));
        // A flow that this very call makes is a copy of one that is not changed yet.
        if (either && plan.changes().stream().anyMatch(EitherCodeStep::makesFlow)) {
            plan.update(
                    Kind.FLOW,
                    "the flow that is made",
                    KEYCLOAKS + " -> " + BOTH,
                    () -> flows().forEach(this::replace));
        }
    }

    private void plan(SetupPlan plan, AuthenticationFlowModel flow) {
        if (steps(flow, from()).findAny().isPresent()) {
            plan.update(Kind.FLOW, flow.getAlias(), from() + " -> " + to(), () -> replace(flow));
        } else if (steps(flow, to()).findAny().isPresent()) {
            plan.keep(Kind.FLOW, flow.getAlias(), to());
        }
        if (either && isUsed(flow, CONDITIONAL)) {
            plan.conflict(
                    Kind.FLOW,
                    flow.getAlias(),
                    CONDITIONAL
                            + " has conditions of its own and stays: it asks nobody who has moved, and users who have not"
                            + " are asked twice at AWS. Put " + KEYCLOAKS + " in its place, and run set-up again");
        }
    }

    private static boolean makesFlow(SetupPlan.Change change) {
        return change.what() == Kind.FLOW && change.action() == SetupPlan.Change.Action.CREATE;
    }

    private String from() {
        return either ? KEYCLOAKS : BOTH;
    }

    private String to() {
        return either ? BOTH : KEYCLOAKS;
    }

    private void replace(AuthenticationFlowModel flow) {
        steps(flow, from()).toList().forEach(step -> {
            AuthenticationExecutionModel changed = FlowCopy.of(step);
            changed.setAuthenticator(to());
            realm.updateAuthenticatorExecution(changed);
        });
    }

    private Stream<AuthenticationFlowModel> flows() {
        AuthenticationFlowModel browser = realm.getBrowserFlow();
        return realm.getAuthenticationFlowsStream()
                .filter(AuthenticationFlowModel::isTopLevel)
                .filter(flow -> AwsMfaFlow.isOurs(flow.getAlias())
                        || (browser != null && flow.getId().equals(browser.getId())));
    }

    private boolean isUsed(AuthenticationFlowModel flow, String authenticator) {
        return steps(flow, authenticator).anyMatch(AuthenticationExecutionModel::isEnabled);
    }

    /** Wherever they are in a flow, in use or not. */
    private Stream<AuthenticationExecutionModel> steps(AuthenticationFlowModel flow, String authenticator) {
        return realm.getAuthenticationExecutionsStream(flow.getId())
                .flatMap(step -> step.isAuthenticatorFlow()
                        ? Stream.ofNullable(realm.getAuthenticationFlowById(step.getFlowId()))
                                .flatMap(subflow -> steps(subflow, authenticator))
                        : Stream.of(step).filter(found -> authenticator.equals(found.getAuthenticator())));
    }
}
