package io.github.keycloakawsmfa.admin.setup;

import static org.keycloak.models.AuthenticationExecutionModel.Requirement.ALTERNATIVE;
import static org.keycloak.models.AuthenticationExecutionModel.Requirement.REQUIRED;

import io.github.keycloakawsmfa.login.CodeRequired;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.authentication.authenticators.browser.CookieAuthenticatorFactory;
import org.keycloak.authentication.authenticators.browser.IdentityProviderAuthenticatorFactory;
import org.keycloak.authentication.authenticators.browser.UsernamePasswordFormFactory;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.AuthenticationFlowBindings;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/**
 * A browser flow that asks for a code whoever the user is and however they were recognised: first one required subflow
 * that identifies them, as another flow did until now, then the required code. A code inside the forms, where Keycloak
 * has its OTP by default, is never asked for after an SSO cookie; and Keycloak drops alternatives beside a required
 * step (26.4 to 26.7).
 */
public final class AwsMfaFlow {
    public static final String ALIAS = "aws-mfa browser";
    static final String DESCRIPTION = "Identify the user, then ask for a code of the virtual MFA device";

    private static final String PREFIX = "aws-mfa ";
    private static final int STEP = 10;

    private AwsMfaFlow() {}

    /**
     * Aliases of flows that do what another flow did until now, the best first. One of ours that was changed is repaired
     * in place.
     */
    static List<String> aliasesAfter(String alias) {
        return Stream.of(alias.startsWith(PREFIX) ? alias : ALIAS, FlowCopy.fitting(PREFIX + alias))
                .distinct()
                .toList();
    }

    /** Whether set-up has named a flow so. */
    static boolean isOurs(String alias) {
        return alias.startsWith(PREFIX);
    }

    /** The flow that one of ours was copied from, as far as its alias shows. */
    public static Optional<AuthenticationFlowModel> source(RealmModel realm, String alias) {
        if (alias.equals(ALIAS)) {
            return Optional.ofNullable(realm.getBrowserFlow());
        }
        return alias.startsWith(PREFIX)
                ? Optional.ofNullable(realm.getFlowByAlias(alias.substring(PREFIX.length())))
                : Optional.empty();
    }

    /**
     * The browser flow by which users sign in to a client, as Keycloak resolves it (26.7.3,
     * AuthenticationFlowResolver): if an override is gone, the realm's applies.
     */
    public static Optional<AuthenticationFlowModel> usedBy(ClientModel client) {
        RealmModel realm = client.getRealm();
        return Optional.ofNullable(
                        client.getAuthenticationFlowBindingOverride(AuthenticationFlowBindings.BROWSER_BINDING))
                .map(realm::getAuthenticationFlowById)
                .or(() -> Optional.ofNullable(realm.getBrowserFlow()));
    }

    /** Whether a flow, ours or an administrator's own, cannot end without the code: all is required, the code last. */
    public static boolean endsInCode(List<FlowNode> flow) {
        List<FlowNode> used = flow.stream().filter(FlowNode::isUsed).toList();
        return used.size() > 1
                && used.stream().allMatch(node -> node.is(REQUIRED))
                && used.get(used.size() - 1).isCode();
    }

    /**
     * Makes such a flow.
     *
     * @param source the flow that identified the user until now; null for a cookie, an identity provider or a password
     */
    static void make(RealmModel realm, String alias, AuthenticationFlowModel source) {
        AuthenticationFlowModel flow = new AuthenticationFlowModel();
        flow.setId(SetupStep.idOf(taken -> realm.getAuthenticationFlowById(taken) != null, realm.getId(), alias));
        flow.setTopLevel(true);
        flow = add(realm, flow, alias, DESCRIPTION);
        String prefix = alias.equals(ALIAS) ? PREFIX : alias + " ";
        AuthenticationFlowModel identity =
                subflow(realm, flow, FlowCopy.free(realm, prefix + "identity"), REQUIRED, STEP);
        if (source == null) {
            step(realm, identity, CookieAuthenticatorFactory.PROVIDER_ID, ALTERNATIVE, STEP);
            step(realm, identity, IdentityProviderAuthenticatorFactory.PROVIDER_ID, ALTERNATIVE, 2 * STEP);
            AuthenticationFlowModel forms =
                    subflow(realm, identity, FlowCopy.free(realm, prefix + "forms"), ALTERNATIVE, 3 * STEP);
            step(realm, forms, UsernamePasswordFormFactory.PROVIDER_ID, REQUIRED, STEP);
        } else {
            new FlowCopy(realm, prefix).write(source, identity);
        }
        step(realm, flow, CodeRequired.AUTHENTICATOR, REQUIRED, 2 * STEP);
    }

    /** Makes a flow end in the code, after all that it did until now. */
    static void repair(RealmModel realm, AuthenticationFlowModel flow) {
        executions(realm, flow)
                .filter(execution -> CodeRequired.AUTHENTICATOR.equals(execution.getAuthenticator()))
                .toList()
                .forEach(realm::removeAuthenticatorExecution);
        switchOffWhatIsDropped(realm, flow);
        List<FlowNode> used =
                FlowNode.read(realm, flow).stream().filter(FlowNode::isUsed).toList();
        int last = executions(realm, flow)
                .mapToInt(AuthenticationExecutionModel::getPriority)
                .max()
                .orElse(0);
        if (!FlowIdentity.isOnlyAWrapper(used)) {
            List<AuthenticationExecutionModel> steps = executions(realm, flow).toList();
            AuthenticationFlowModel identity =
                    subflow(realm, flow, FlowCopy.free(realm, flow.getAlias() + " identity"), REQUIRED, last + STEP);
            steps.forEach(step -> {
                step.setParentFlow(identity.getId());
                realm.updateAuthenticatorExecution(step);
            });
        }
        step(realm, flow, CodeRequired.AUTHENTICATOR, REQUIRED, last + 2 * STEP);
    }

    /** Alternatives beside a required step, which Keycloak never tries. */
    private static void switchOffWhatIsDropped(RealmModel realm, AuthenticationFlowModel flow) {
        if (executions(realm, flow).anyMatch(step -> step.isRequired() || step.isConditional())) {
            executions(realm, flow)
                    .filter(AuthenticationExecutionModel::isAlternative)
                    .toList()
                    .forEach(step -> {
                        step.setRequirement(Requirement.DISABLED);
                        realm.updateAuthenticatorExecution(step);
                    });
        }
    }

    /** In the order in which Keycloak goes through them. */
    private static Stream<AuthenticationExecutionModel> executions(RealmModel realm, AuthenticationFlowModel flow) {
        return realm.getAuthenticationExecutionsStream(flow.getId()).map(FlowCopy::of);
    }

    private static AuthenticationFlowModel subflow(
            RealmModel realm, AuthenticationFlowModel parent, String alias, Requirement requirement, int priority) {
        AuthenticationFlowModel subflow = add(realm, new AuthenticationFlowModel(), alias, "");
        AuthenticationExecutionModel execution = execution(parent, requirement, priority);
        execution.setAuthenticatorFlow(true);
        execution.setFlowId(subflow.getId());
        realm.addAuthenticatorExecution(execution);
        return subflow;
    }

    private static void step(
            RealmModel realm,
            AuthenticationFlowModel parent,
            String authenticator,
            Requirement requirement,
            int priority) {
        AuthenticationExecutionModel execution = execution(parent, requirement, priority);
        execution.setAuthenticator(authenticator);
        realm.addAuthenticatorExecution(execution);
    }

    private static AuthenticationExecutionModel execution(
            AuthenticationFlowModel parent, Requirement requirement, int priority) {
        AuthenticationExecutionModel execution = new AuthenticationExecutionModel();
        execution.setParentFlow(parent.getId());
        execution.setRequirement(requirement);
        execution.setPriority(priority);
        return execution;
    }

    private static AuthenticationFlowModel add(
            RealmModel realm, AuthenticationFlowModel flow, String alias, String description) {
        flow.setAlias(alias);
        flow.setDescription(description);
        flow.setProviderId("basic-flow");
        flow.setBuiltIn(false);
        return realm.addAuthenticationFlow(flow);
    }
}
