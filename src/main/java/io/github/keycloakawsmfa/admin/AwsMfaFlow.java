package io.github.keycloakawsmfa.admin;

import static org.keycloak.models.AuthenticationExecutionModel.Requirement.ALTERNATIVE;
import static org.keycloak.models.AuthenticationExecutionModel.Requirement.CONDITIONAL;
import static org.keycloak.models.AuthenticationExecutionModel.Requirement.DISABLED;
import static org.keycloak.models.AuthenticationExecutionModel.Requirement.REQUIRED;

import io.github.keycloakawsmfa.login.VirtualMfaFormFactory;
import java.util.List;
import java.util.stream.Stream;

/**
 * The shape of a browser flow that asks for a code whoever the user is and however he was recognised: first one
 * required subflow that identifies him, then the required code. A code inside the forms, where Keycloak has its OTP by
 * default, is never asked after an SSO cookie; and of alternatives beside a required step Keycloak drops the
 * alternatives (26.4 to 26.7).
 */
final class AwsMfaFlow {
    static final String ALIAS = "aws-mfa browser";
    static final String DESCRIPTION = "Identify the user, then ask for a code of the virtual MFA device";

    private AwsMfaFlow() {}

    /**
     * @param kerberos whether the realm's browser flow has SPNEGO in use
     * @param organizations whether the realm has organizations: their members may have no password here, only an
     *     identity provider that the identity-first page finds
     */
    static List<FlowNode> shape(boolean kerberos, boolean organizations) {
        Stream<FlowNode> spnego = kerberos ? Stream.of(FlowNode.step(ALTERNATIVE, "auth-spnego")) : Stream.empty();
        Stream<FlowNode> identity = Stream.of(
                        Stream.of(FlowNode.step(ALTERNATIVE, "auth-cookie")),
                        spnego,
                        Stream.of(FlowNode.step(ALTERNATIVE, "identity-provider-redirector")),
                        organizations ? Stream.of(organization()) : Stream.<FlowNode>empty(),
                        Stream.of(forms()))
                .flatMap(nodes -> nodes);
        return List.of(
                FlowNode.subflow(REQUIRED, "aws-mfa identity", identity),
                FlowNode.step(REQUIRED, VirtualMfaFormFactory.ID));
    }

    private static FlowNode forms() {
        return FlowNode.subflow(
                ALTERNATIVE, "aws-mfa forms", Stream.of(FlowNode.step(REQUIRED, "auth-username-password-form")));
    }

    /** As in Keycloak's own browser flow. */
    private static FlowNode organization() {
        FlowNode conditional = FlowNode.subflow(
                CONDITIONAL,
                "aws-mfa conditional organization",
                Stream.of(
                        FlowNode.step(REQUIRED, "conditional-user-configured"),
                        FlowNode.step(ALTERNATIVE, "organization")));
        return FlowNode.subflow(ALTERNATIVE, "aws-mfa organization", Stream.of(conditional));
    }

    /** Whether a flow, be it ours or an administrator's own, cannot end without the code: all is required, the code last. */
    static boolean endsInCode(List<FlowNode> flow) {
        List<FlowNode> used =
                flow.stream().filter(node -> node.requirement() != DISABLED).toList();
        return used.size() > 1
                && used.stream().allMatch(node -> node.requirement() == REQUIRED)
                && used.get(used.size() - 1).equals(FlowNode.step(REQUIRED, VirtualMfaFormFactory.ID));
    }
}
