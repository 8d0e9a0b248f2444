package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.login.CodeRequired;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.models.RealmModel;

/**
 * One execution of an authentication flow with everything below it, as it is now.
 *
 * @param name the authenticator's id or the subflow's alias
 * @param settings of an authenticator; empty if it has none
 * @param children of a subflow; null for an authenticator
 */
public record FlowNode(Requirement requirement, String name, Map<String, String> settings, List<FlowNode> children) {

    public static FlowNode step(Requirement requirement, String authenticator) {
        return step(requirement, authenticator, Map.of());
    }

    public static FlowNode step(Requirement requirement, String authenticator, Map<String, String> settings) {
        return new FlowNode(requirement, authenticator, settings, null);
    }

    public static FlowNode subflow(Requirement requirement, String alias, Stream<FlowNode> children) {
        return new FlowNode(requirement, alias, Map.of(), children.toList());
    }

    public static List<FlowNode> read(RealmModel realm, AuthenticationFlowModel flow) {
        return realm.getAuthenticationExecutionsStream(flow.getId())
                .map(execution -> read(realm, execution))
                .toList();
    }

    private static FlowNode read(RealmModel realm, AuthenticationExecutionModel execution) {
        AuthenticationFlowModel subflow =
                execution.isAuthenticatorFlow() ? realm.getAuthenticationFlowById(execution.getFlowId()) : null;
        return subflow == null
                ? step(
                        execution.getRequirement(),
                        String.valueOf(execution.getAuthenticator()),
                        settings(realm, execution))
                : subflow(execution.getRequirement(), subflow.getAlias(), read(realm, subflow).stream());
    }

    private static Map<String, String> settings(RealmModel realm, AuthenticationExecutionModel execution) {
        return Optional.ofNullable(execution.getAuthenticatorConfig())
                .map(realm::getAuthenticatorConfigById)
                .map(AuthenticatorConfigModel::getConfig)
                .map(Map::copyOf)
                .orElse(Map.of());
    }

    public boolean is(Requirement wanted) {
        return requirement == wanted;
    }

    public boolean isUsed() {
        return requirement != Requirement.DISABLED;
    }

    public boolean isSubflow() {
        return children != null;
    }

    /** Whether it is the step that asks for a code. */
    public boolean isCode() {
        return !isSubflow() && name.equals(CodeRequired.AUTHENTICATOR);
    }

    /** The ids of the authenticators here that are in use. */
    public Stream<String> steps() {
        return usedSteps().map(FlowNode::name);
    }

    /** The authenticators here that are in use. */
    Stream<FlowNode> usedSteps() {
        if (!isUsed()) {
            return Stream.empty();
        }
        return isSubflow() ? children.stream().flatMap(FlowNode::usedSteps) : Stream.of(this);
    }
}
