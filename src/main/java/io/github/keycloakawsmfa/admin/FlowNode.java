package io.github.keycloakawsmfa.admin;

import java.util.List;
import java.util.stream.Stream;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.RealmModel;

/**
 * One execution of an authentication flow with all that is below it.
 *
 * @param name the authenticator's id or the subflow's alias
 * @param children of a subflow; an authenticator has null
 */
record FlowNode(Requirement requirement, String name, List<FlowNode> children) {

    static FlowNode step(Requirement requirement, String authenticator) {
        return new FlowNode(requirement, authenticator, null);
    }

    static FlowNode subflow(Requirement requirement, String alias, Stream<FlowNode> children) {
        return new FlowNode(requirement, alias, children.toList());
    }

    static List<FlowNode> read(RealmModel realm, AuthenticationFlowModel flow) {
        return realm.getAuthenticationExecutionsStream(flow.getId())
                .map(execution -> read(realm, execution))
                .toList();
    }

    private static FlowNode read(RealmModel realm, AuthenticationExecutionModel execution) {
        AuthenticationFlowModel subflow =
                execution.isAuthenticatorFlow() ? realm.getAuthenticationFlowById(execution.getFlowId()) : null;
        return subflow == null
                ? step(execution.getRequirement(), String.valueOf(execution.getAuthenticator()))
                : new FlowNode(execution.getRequirement(), subflow.getAlias(), read(realm, subflow));
    }

    boolean is(Requirement wanted) {
        return requirement == wanted;
    }

    /** The ids of the authenticators here that are in use. */
    Stream<String> steps() {
        if (requirement == Requirement.DISABLED) {
            return Stream.empty();
        }
        return children == null ? Stream.of(name) : children.stream().flatMap(FlowNode::steps);
    }

    /** Whether an authenticator with this id is somewhere here and in use. */
    boolean uses(String authenticator) {
        if (requirement == Requirement.DISABLED) {
            return false;
        }
        return children == null
                ? name.equals(authenticator)
                : children.stream().anyMatch(child -> child.uses(authenticator));
    }

    /** Writes these executions, in order, below the flow, which has none. */
    static void write(RealmModel realm, AuthenticationFlowModel flow, List<FlowNode> nodes) {
        int priority = 0;
        for (FlowNode node : nodes) {
            priority += 10;
            AuthenticationExecutionModel execution = new AuthenticationExecutionModel();
            execution.setParentFlow(flow.getId());
            execution.setRequirement(node.requirement);
            execution.setPriority(priority);
            execution.setAuthenticatorFlow(node.children != null);
            if (node.children == null) {
                execution.setAuthenticator(node.name);
            } else {
                AuthenticationFlowModel subflow = add(realm, node.name, false, "");
                write(realm, subflow, node.children);
                execution.setFlowId(subflow.getId());
            }
            realm.addAuthenticatorExecution(execution);
        }
    }

    static AuthenticationFlowModel add(RealmModel realm, String alias, boolean topLevel, String description) {
        AuthenticationFlowModel flow = new AuthenticationFlowModel();
        if (topLevel) {
            // A subflow is made anew in the transaction that removed it, and Hibernate inserts before it deletes.
            flow.setId(FixedId.of(taken -> realm.getAuthenticationFlowById(taken) != null, realm.getId(), alias));
        }
        flow.setAlias(alias);
        flow.setDescription(description);
        flow.setProviderId("basic-flow");
        flow.setTopLevel(topLevel);
        flow.setBuiltIn(false);
        return realm.addAuthenticationFlow(flow);
    }

    /** Removes all executions below the flow, and their subflows. */
    static void clear(RealmModel realm, AuthenticationFlowModel flow) {
        // Keycloak's own KeycloakModelUtils.deepDelete… has another signature in 26.7 than in 26.4.
        realm.getAuthenticationExecutionsStream(flow.getId()).toList().forEach(execution -> {
            AuthenticationFlowModel subflow =
                    execution.isAuthenticatorFlow() ? realm.getAuthenticationFlowById(execution.getFlowId()) : null;
            realm.removeAuthenticatorExecution(execution);
            if (subflow != null) {
                clear(realm, subflow);
                realm.removeAuthenticationFlow(subflow);
            }
        });
    }
}
