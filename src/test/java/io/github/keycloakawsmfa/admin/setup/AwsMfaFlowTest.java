package io.github.keycloakawsmfa.admin.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keycloak.models.AuthenticationExecutionModel.Requirement.ALTERNATIVE;
import static org.keycloak.models.AuthenticationExecutionModel.Requirement.CONDITIONAL;
import static org.keycloak.models.AuthenticationExecutionModel.Requirement.DISABLED;
import static org.keycloak.models.AuthenticationExecutionModel.Requirement.REQUIRED;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AwsMfaFlowTest {
    private static final FlowNode CODE = FlowNode.step(REQUIRED, "virtual-mfa-form");
    private static final FlowNode IDENTITY =
            FlowNode.subflow(REQUIRED, "identity", Stream.of(FlowNode.step(ALTERNATIVE, "auth-cookie")));

    @Test
    void aFlowThatCanEndWithoutTheCodeDoesNotCount() {
        assertThat(AwsMfaFlow.endsInCode(List.of())).isFalse();
        assertThat(AwsMfaFlow.endsInCode(List.of(CODE))).isFalse();
        assertThat(AwsMfaFlow.endsInCode(List.of(CODE, IDENTITY))).isFalse();
        assertThat(AwsMfaFlow.endsInCode(List.of(IDENTITY, FlowNode.step(ALTERNATIVE, "virtual-mfa-form"))))
                .isFalse();
        assertThat(AwsMfaFlow.endsInCode(List.of(IDENTITY, FlowNode.step(DISABLED, "virtual-mfa-form"))))
                .isFalse();
        assertThat(AwsMfaFlow.endsInCode(List.of(FlowNode.step(ALTERNATIVE, "auth-cookie"), CODE)))
                .isFalse();
        assertThat(AwsMfaFlow.endsInCode(List.of(IDENTITY, FlowNode.subflow(CONDITIONAL, "second", Stream.of(CODE)))))
                .isFalse();
    }

    @Test
    void whatIsDisabledIsAsGoodAsGone() {
        FlowNode off = FlowNode.step(DISABLED, "auth-spnego");

        assertThat(AwsMfaFlow.endsInCode(List.of(off, IDENTITY, CODE, off))).isTrue();
        assertThat(FlowNode.subflow(DISABLED, "off", Stream.of(CODE)).steps()).isEmpty();
    }
}
