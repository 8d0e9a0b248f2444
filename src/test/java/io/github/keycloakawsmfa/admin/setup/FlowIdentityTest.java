package io.github.keycloakawsmfa.admin.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keycloak.models.AuthenticationExecutionModel.Requirement.ALTERNATIVE;
import static org.keycloak.models.AuthenticationExecutionModel.Requirement.CONDITIONAL;
import static org.keycloak.models.AuthenticationExecutionModel.Requirement.DISABLED;
import static org.keycloak.models.AuthenticationExecutionModel.Requirement.REQUIRED;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When two flows do the same before the code, and what is missing where they do not. */
class FlowIdentityTest {

    private static final FlowNode CODE = FlowNode.step(REQUIRED, "virtual-mfa-form");
    private static final FlowNode COOKIE = FlowNode.step(ALTERNATIVE, "auth-cookie");
    private static final FlowNode PASSWORD = FlowNode.step(REQUIRED, "auth-username-password-form");
    private static final FlowNode DENIED = FlowNode.subflow(
            CONDITIONAL,
            "denied",
            Stream.of(
                    FlowNode.step(REQUIRED, "conditional-user-role", Map.of("condUserRole", "guest")),
                    FlowNode.step(REQUIRED, "deny-access-authenticator")));

    private static final FlowIdentity BROWSER = identity(COOKIE, forms("forms", PASSWORD, DENIED));

    @Test
    void aCopyBeforeTheCodeIsTheSame() {
        FlowNode copied =
                FlowNode.subflow(REQUIRED, "aws-mfa identity", Stream.of(COOKIE, forms("mine", PASSWORD, DENIED)));

        assertThat(identity(copied, CODE)).isEqualTo(BROWSER);
        assertThat(BROWSER.missingIn(identity(copied, CODE))).isEmpty();
    }

    /** As in an administrator's flow that is nothing but one subflow. */
    @Test
    void aCodeBelowIsNoPartOfIt() {
        FlowNode all = FlowNode.subflow(REQUIRED, "all", Stream.of(PASSWORD, CODE));

        assertThat(identity(all)).isEqualTo(identity(PASSWORD));
    }

    /** Set-up puts it in the place of Keycloak's own, in one flow after the other. */
    @Test
    void theStepForBothCodesIsKeycloaksStep() {
        assertThat(identity(PASSWORD, FlowNode.step(ALTERNATIVE, "virtual-mfa-or-otp-form")))
                .isEqualTo(identity(PASSWORD, FlowNode.step(ALTERNATIVE, "auth-otp-form")));
    }

    @Test
    void whatIsDisabledIsNotMissed() {
        assertThat(identity(COOKIE, FlowNode.step(DISABLED, "auth-spnego"), forms("forms", PASSWORD, DENIED)))
                .isEqualTo(BROWSER);
    }

    @Test
    void aStepThatIsMissingIsNamed() {
        assertThat(BROWSER.missingIn(identity(forms("forms", PASSWORD))))
                .containsExactly("auth-cookie", "conditional-user-role (condUserRole)", "deny-access-authenticator");
    }

    @Test
    void ofASettingTheNameIsToldAndNotTheValue() {
        FlowNode redirector =
                FlowNode.step(ALTERNATIVE, "identity-provider-redirector", Map.of("defaultProvider", "secret"));
        FlowNode plain = FlowNode.step(ALTERNATIVE, "identity-provider-redirector");

        assertThat(identity(COOKIE, redirector).missingIn(identity(COOKIE, plain)))
                .containsExactly("identity-provider-redirector (defaultProvider)");
    }

    @Test
    void anotherOrderOrRequirementIsToldToo() {
        assertThat(BROWSER.missingIn(identity(forms("forms", PASSWORD, DENIED), COOKIE)))
                .containsExactly("the order or the conditions of its steps");
        assertThat(identity(PASSWORD).missingIn(identity(FlowNode.step(ALTERNATIVE, PASSWORD.name()))))
                .containsExactly("auth-username-password-form");
    }

    /** Of a step that is there twice, one is missing. */
    @Test
    void stepsAreCounted() {
        assertThat(identity(PASSWORD, PASSWORD).missingIn(identity(PASSWORD)))
                .containsExactly("auth-username-password-form");
    }

    private static FlowIdentity identity(FlowNode... flow) {
        return FlowIdentity.of(List.of(flow));
    }

    private static FlowNode forms(String alias, FlowNode... steps) {
        return FlowNode.subflow(ALTERNATIVE, alias, Stream.of(steps));
    }
}
