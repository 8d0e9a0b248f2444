package io.github.keycloakawsmfa.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keycloak.models.AuthenticationExecutionModel.Requirement.ALTERNATIVE;
import static org.keycloak.models.AuthenticationExecutionModel.Requirement.CONDITIONAL;
import static org.keycloak.models.AuthenticationExecutionModel.Requirement.DISABLED;
import static org.keycloak.models.AuthenticationExecutionModel.Requirement.REQUIRED;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsMfaFlowTest {
    private static final FlowNode CODE = FlowNode.step(REQUIRED, "virtual-mfa-form");
    private static final FlowNode IDENTITY =
            FlowNode.subflow(REQUIRED, "identity", Stream.of(FlowNode.step(ALTERNATIVE, "auth-cookie")));

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void everyShapeEndsInTheCode(boolean kerberos, boolean organizations) {
        List<FlowNode> shape = AwsMfaFlow.shape(kerberos, organizations);

        assertThat(AwsMfaFlow.endsInCode(shape)).isTrue();
        assertThat(shape.get(0).uses("auth-cookie")).isTrue();
        assertThat(shape.get(0).uses("identity-provider-redirector")).isTrue();
        assertThat(shape.get(0).uses("auth-username-password-form")).isTrue();
        assertThat(shape.get(0).uses("auth-spnego")).isEqualTo(kerberos);
        assertThat(shape.get(0).uses("organization")).isEqualTo(organizations);
    }

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
        assertThat(FlowNode.subflow(DISABLED, "off", Stream.of(CODE)).uses("virtual-mfa-form"))
                .isFalse();
    }
}
