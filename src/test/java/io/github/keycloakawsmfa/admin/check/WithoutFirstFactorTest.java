package io.github.keycloakawsmfa.admin.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keycloak.models.AuthenticationExecutionModel.Requirement.ALTERNATIVE;
import static org.keycloak.models.AuthenticationExecutionModel.Requirement.CONDITIONAL;
import static org.keycloak.models.AuthenticationExecutionModel.Requirement.DISABLED;
import static org.keycloak.models.AuthenticationExecutionModel.Requirement.REQUIRED;

import io.github.keycloakawsmfa.admin.setup.FlowNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;

/** Which steps of a flow prove nothing that is known as a first factor. */
class WithoutFirstFactorTest {

    private static final Map<String, String> CATEGORIES = Map.of(
            "auth-username-password-form", "password",
            "auth-password-form", "password",
            "auth-username-form", "password",
            "auth-otp-form", "otp",
            "auth-cookie", "cookie",
            "auth-spnego", "kerberos",
            "webauthn-authenticator-passwordless", "webauthn-passwordless");

    private static final FlowNode CODE = FlowNode.step(REQUIRED, "virtual-mfa-form");

    @Test
    void nothingIsSaidOfWhatKeycloaksOwnFlowDoes() {
        FlowNode organization = FlowNode.subflow(
                ALTERNATIVE,
                "organization",
                Stream.of(FlowNode.subflow(
                        CONDITIONAL,
                        "conditional organization",
                        Stream.of(required("conditional-user-configured"), alternative("organization")))));
        FlowNode secondFactor = FlowNode.subflow(
                CONDITIONAL,
                "conditional 2FA",
                Stream.of(required("conditional-user-configured"), alternative("auth-otp-form")));

        assertThat(found(identity(
                        alternative("auth-cookie"),
                        alternative("auth-spnego"),
                        alternative("identity-provider-redirector"),
                        organization,
                        forms(required("auth-username-password-form"), secondFactor))))
                .isEmpty();
    }

    @Test
    void nothingIsSaidOfWhatComesBehindAPassword() {
        assertThat(found(identity(forms(required("auth-username-password-form"), required("magic-link")))))
                .isEmpty();
        assertThat(found(identity(forms(required("auth-username-form"), required("auth-password-form")))))
                .isEmpty();
    }

    @Test
    void aStepThatAloneLetsUsersInIsNamed() {
        assertThat(found(identity(
                        alternative("auth-cookie"),
                        alternative("magic-link"),
                        forms(required("auth-username-password-form")))))
                .containsExactly("magic-link");
        assertThat(found(identity(forms(required("auth-username-form"), required("magic-link")))))
                .containsExactly("auth-username-form", "magic-link");
    }

    @Test
    void aSecondFactorAloneIsNone() {
        assertThat(found(identity(forms(required("auth-username-form"), required("auth-otp-form")))))
                .containsExactly("auth-username-form", "auth-otp-form");
    }

    @Test
    void whatOnlySomeUsersAreAskedForProvesNothingOfTheOthers() {
        FlowNode conditional = FlowNode.subflow(CONDITIONAL, "conditional", Stream.of(required("auth-password-form")));
        assertThat(found(identity(forms(required("magic-link"), conditional)))).containsExactly("magic-link");
    }

    @Test
    void whatIsDisabledDoesNotCount() {
        assertThat(found(identity(alternative("magic-link"), FlowNode.step(DISABLED, "auth-username-password-form"))))
                .containsExactly("magic-link");
        assertThat(found(identity(
                        FlowNode.step(DISABLED, "magic-link"), forms(required("auth-username-password-form")))))
                .isEmpty();
    }

    @Test
    void aFlowThatTakesACookieOnlyHasNoWayIn() {
        assertThat(found(identity(alternative("auth-cookie")))).containsExactly("auth-cookie");
    }

    private static List<String> found(List<FlowNode> flow) {
        return new WithoutFirstFactor(CATEGORIES::get).steps(flow);
    }

    private static List<FlowNode> identity(FlowNode... ways) {
        return List.of(FlowNode.subflow(REQUIRED, "identity", Stream.of(ways)), CODE);
    }

    private static FlowNode forms(FlowNode... steps) {
        return FlowNode.subflow(ALTERNATIVE, "forms", Stream.of(steps));
    }

    private static FlowNode required(String authenticator) {
        return step(REQUIRED, authenticator);
    }

    private static FlowNode alternative(String authenticator) {
        return step(ALTERNATIVE, authenticator);
    }

    private static FlowNode step(Requirement requirement, String authenticator) {
        return FlowNode.step(requirement, authenticator);
    }
}
