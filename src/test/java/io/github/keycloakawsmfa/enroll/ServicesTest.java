package io.github.keycloakawsmfa.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.login.EitherCodeFormFactory;
import io.github.keycloakawsmfa.login.VirtualMfaFormFactory;
import java.util.ServiceLoader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.authenticators.browser.OTPFormAuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;

class ServicesTest {

    @Test
    @DisplayName("Keycloak finds the authenticator: required or off, never passed over for want of set-up")
    void authenticator() {
        AuthenticatorFactory factory = ServiceLoader.load(AuthenticatorFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(VirtualMfaFormFactory.class::isInstance)
                .findFirst()
                .orElseThrow();

        assertThat(factory.getId()).isEqualTo("virtual-mfa-form");
        assertThat(factory.getRequirementChoices()).containsExactly(Requirement.REQUIRED, Requirement.DISABLED);
        assertThat(factory.isUserSetupAllowed()).isFalse();
        assertThat(factory.create(null).configuredFor(null, null, null)).isTrue();
    }

    @Test
    @DisplayName("Keycloak finds the step for both codes, which may stand wherever its own one does")
    void eitherCode() {
        AuthenticatorFactory factory = ServiceLoader.load(AuthenticatorFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(EitherCodeFormFactory.class::isInstance)
                .findFirst()
                .orElseThrow();
        OTPFormAuthenticatorFactory keycloaks = new OTPFormAuthenticatorFactory();

        assertThat(factory.getId()).isEqualTo("virtual-mfa-or-otp-form");
        assertThat(factory.getRequirementChoices()).containsExactlyInAnyOrder(keycloaks.getRequirementChoices());
        assertThat(factory.isUserSetupAllowed()).isEqualTo(keycloaks.isUserSetupAllowed());
        assertThat(factory.getReferenceCategory()).isEqualTo(keycloaks.getReferenceCategory());
    }

    @Test
    @DisplayName("Keycloak finds the required action: once per link, with its maximal age to configure")
    void requiredAction() {
        RequiredActionFactory factory = ServiceLoader.load(RequiredActionFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(VirtualMfaAction.class::isInstance)
                .findFirst()
                .orElseThrow();

        assertThat(factory.getId()).isEqualTo("virtual-mfa");
        assertThat(factory.isOneTimeAction()).isTrue();
        assertThat(factory.getConfigMetadata()).isEqualTo(RequiredActionFactory.MAX_AUTH_AGE_CONFIG_PROPERTIES);
    }
}
