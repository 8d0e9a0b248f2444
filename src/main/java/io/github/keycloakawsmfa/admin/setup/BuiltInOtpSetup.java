package io.github.keycloakawsmfa.admin.setup;

import static org.keycloak.models.AuthenticationExecutionModel.Requirement.CONDITIONAL;
import static org.keycloak.models.AuthenticationExecutionModel.Requirement.REQUIRED;

import io.github.keycloakawsmfa.admin.setup.SetupPlan.Kind;
import io.github.keycloakawsmfa.login.EitherCodeFormFactory;
import java.util.List;
import java.util.Set;
import org.keycloak.authentication.authenticators.browser.ConditionalOtpFormAuthenticatorFactory;
import org.keycloak.authentication.authenticators.browser.OTPFormAuthenticatorFactory;
import org.keycloak.authentication.authenticators.conditional.ConditionalUserConfiguredAuthenticatorFactory;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.UserModel;

/**
 * Keycloak's own one-time codes, which users take for ours: whether anybody can set them up. Those that are set up stay,
 * and flows go on asking for them.
 *
 * @param disabled what the call asks for
 */
public record BuiltInOtpSetup(RealmModel realm, boolean disabled) implements SetupStep {

    /** Keycloak's required action <em>Configure OTP</em>, without which its account console offers none. */
    public static final String ACTION = UserModel.RequiredAction.CONFIGURE_TOTP.name();

    private static final Kind WHAT = Kind.REQUIRED_ACTION;

    /** Ids of the steps that have users set up a one-time code of Keycloak's own. */
    private static final Set<String> STEPS = Set.of(
            OTPFormAuthenticatorFactory.PROVIDER_ID,
            ConditionalOtpFormAuthenticatorFactory.PROVIDER_ID,
            EitherCodeFormFactory.ID);

    public static boolean isOffered(RealmModel realm) {
        RequiredActionProviderModel action = realm.getRequiredActionProviderByAlias(ACTION);
        return action != null && action.isEnabled();
    }

    @Override
    public void plan(SetupPlan plan) {
        boolean registered = realm.getRequiredActionProviderByAlias(ACTION) != null;
        if (isOffered(realm) != disabled) {
            plan.keep(WHAT, ACTION, registered ? (disabled ? "disabled" : "enabled") : "not registered");
        } else if (!registered) {
            plan.conflict(WHAT, ACTION, "not registered: do so at Authentication, Required actions");
        } else if (!disabled) {
            plan.update(WHAT, ACTION, "disabled -> enabled", () -> enable(true));
        } else {
            planDisabling(plan);
        }
    }

    private void planDisabling(SetupPlan plan) {
        String detail = "enabled -> disabled: one-time codes of Keycloak's own that users have stay theirs";
        List<String> flows = realm.getAuthenticationFlowsStream()
                .filter(AuthenticationFlowModel::isTopLevel)
                .filter(flow -> asksEverybody(FlowNode.read(realm, flow)))
                .map(AuthenticationFlowModel::getAlias)
                .sorted()
                .toList();
        if (flows.isEmpty()) {
            plan.update(WHAT, ACTION, detail, () -> enable(false));
        } else {
            plan.adopt(
                    WHAT,
                    ACTION,
                    detail + "; but users without one can no longer sign in by a flow that requires it: "
                            + String.join(", ", flows),
                    () -> enable(false));
        }
    }

    /**
     * Whether a flow also wants a code of users who have none. Keycloak then makes them set it up in that sign-in, or,
     * where it may not, refuses them (26.4 to 26.7, DefaultAuthenticationFlow).
     */
    static boolean asksEverybody(List<FlowNode> nodes) {
        return nodes.stream()
                .filter(FlowNode::isUsed)
                .anyMatch(node -> node.isSubflow()
                        ? !isForThoseWhoHave(node) && asksEverybody(node.children())
                        : node.is(REQUIRED) && STEPS.contains(node.name()));
    }

    private static boolean isForThoseWhoHave(FlowNode subflow) {
        return subflow.is(CONDITIONAL)
                && subflow.children().stream()
                        .anyMatch(node -> node.is(REQUIRED)
                                && node.name().equals(ConditionalUserConfiguredAuthenticatorFactory.PROVIDER_ID));
    }

    private void enable(boolean enabled) {
        RequiredActionProviderModel action = realm.getRequiredActionProviderByAlias(ACTION);
        action.setEnabled(enabled);
        realm.updateRequiredActionProvider(action);
    }
}
