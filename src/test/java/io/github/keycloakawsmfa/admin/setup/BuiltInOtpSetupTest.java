package io.github.keycloakawsmfa.admin.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keycloak.models.AuthenticationExecutionModel.Requirement.ALTERNATIVE;
import static org.keycloak.models.AuthenticationExecutionModel.Requirement.CONDITIONAL;
import static org.keycloak.models.AuthenticationExecutionModel.Requirement.DISABLED;
import static org.keycloak.models.AuthenticationExecutionModel.Requirement.REQUIRED;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;

@DisplayName("A flow wants Keycloak's own code")
class BuiltInOtpSetupTest {

    private static final FlowNode OTP = FlowNode.step(REQUIRED, "auth-otp-form");
    private static final FlowNode CONFIGURED = FlowNode.step(REQUIRED, "conditional-user-configured");
    private static final FlowNode HAS_ROLE = FlowNode.step(REQUIRED, "conditional-user-role");

    @Test
    @DisplayName("of everybody where it is required, however deep and on whatever other condition")
    void ofEverybody() {
        assertThat(asksEverybody(OTP)).isTrue();
        assertThat(asksEverybody(FlowNode.step(REQUIRED, "auth-conditional-otp-form")))
                .isTrue();
        assertThat(asksEverybody(forms(REQUIRED, forms(ALTERNATIVE, OTP)))).isTrue();
        assertThat(asksEverybody(forms(CONDITIONAL, HAS_ROLE, OTP))).isTrue();
        assertThat(asksEverybody(forms(CONDITIONAL, FlowNode.step(DISABLED, "conditional-user-configured"), OTP)))
                .isTrue();
    }

    @Test
    @DisplayName("of nobody without one, where it is conditional, an alternative or not in use")
    void ofThoseWhoHave() {
        assertThat(asksEverybody()).isFalse();
        assertThat(asksEverybody(FlowNode.step(REQUIRED, "auth-username-password-form")))
                .isFalse();
        assertThat(asksEverybody(forms(REQUIRED, forms(CONDITIONAL, CONFIGURED, OTP))))
                .isFalse();
        assertThat(asksEverybody(FlowNode.step(ALTERNATIVE, "auth-otp-form"))).isFalse();
        assertThat(asksEverybody(FlowNode.step(DISABLED, "auth-otp-form"))).isFalse();
        assertThat(asksEverybody(forms(DISABLED, OTP))).isFalse();
    }

    private static boolean asksEverybody(FlowNode... flow) {
        return BuiltInOtpSetup.asksEverybody(List.of(flow));
    }

    private static FlowNode forms(Requirement requirement, FlowNode... children) {
        return FlowNode.subflow(requirement, "forms", Stream.of(children));
    }
}
