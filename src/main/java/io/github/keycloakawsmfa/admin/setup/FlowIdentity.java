package io.github.keycloakawsmfa.admin.setup;

import static org.keycloak.models.AuthenticationExecutionModel.Requirement.REQUIRED;

import io.github.keycloakawsmfa.login.EitherCodeFormFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.keycloak.authentication.authenticators.browser.OTPFormAuthenticatorFactory;
import org.keycloak.authentication.authenticators.conditional.ConditionalSubFlowExecutedAuthenticatorFactory;

/**
 * What a browser flow does before the code: how it identifies the user, and what else it asks for. Two flows with equal
 * identities treat everybody alike, whatever their subflows are called.
 *
 * @param nodes only those in use; a single required subflow around them is left out
 */
public record FlowIdentity(List<FlowNode> nodes) {

    public static FlowIdentity of(List<FlowNode> flow) {
        List<FlowNode> nodes = flow.stream()
                .filter(node -> node.isUsed() && !node.isCode())
                .map(FlowIdentity::withoutLabels)
                .toList();
        while (isOnlyAWrapper(nodes)) {
            nodes = nodes.get(0).children().stream()
                    .filter(node -> !node.isCode())
                    .toList();
        }
        return new FlowIdentity(nodes);
    }

    /** Whether these nodes are just a required subflow. */
    static boolean isOnlyAWrapper(List<FlowNode> used) {
        return used.size() == 1 && used.get(0).isSubflow() && used.get(0).is(REQUIRED);
    }

    /** An alias is a label, which copies cannot share. */
    private static FlowNode withoutLabels(FlowNode node) {
        if (node.isSubflow()) {
            return FlowNode.subflow(
                    node.requirement(),
                    "",
                    node.children().stream().filter(FlowNode::isUsed).map(FlowIdentity::withoutLabels));
        }
        Map<String, String> settings = new HashMap<>(node.settings());
        settings.remove(ConditionalSubFlowExecutedAuthenticatorFactory.FLOW_TO_CHECK);
        return FlowNode.step(node.requirement(), askingFor(node.name()), Map.copyOf(settings));
    }

    /** The step that also takes devices asks users who have Keycloak's own code for that. */
    private static String askingFor(String authenticator) {
        return authenticator.equals(EitherCodeFormFactory.ID) ? OTPFormAuthenticatorFactory.PROVIDER_ID : authenticator;
    }

    /**
     * What users of this flow would miss in the other one.
     *
     * @return each step, with the names of its settings if it has any; never their values, which may be secret. Empty
     *     if both are equal
     */
    public List<String> missingIn(FlowIdentity other) {
        List<String> missing = stepsMissingIn(other);
        return missing.isEmpty() && !equals(other) ? List.of("the order or the conditions of its steps") : missing;
    }

    /** The same, but ignoring their order and the subflows around them. */
    public List<String> stepsMissingIn(FlowIdentity other) {
        List<FlowNode> present = new ArrayList<>(other.steps().toList());
        return steps().filter(step -> !present.remove(step))
                .map(FlowIdentity::named)
                .toList();
    }

    private Stream<FlowNode> steps() {
        return nodes.stream().flatMap(FlowNode::usedSteps);
    }

    private static String named(FlowNode step) {
        return step.settings().isEmpty()
                ? step.name()
                : step.name() + " ("
                        + String.join(
                                ", ", step.settings().keySet().stream().sorted().toList()) + ")";
    }
}
