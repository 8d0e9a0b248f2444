package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.internals.ShowsVersion;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.provider.ProviderConfigProperty;

/** The authenticator {@value #ID}, as Keycloak's {@code auth-otp-form} but for the codes that it takes. */
public final class EitherCodeFormFactory implements AuthenticatorFactory, ShowsVersion {

    /** Provider id. */
    public static final String ID = "virtual-mfa-or-otp-form";

    private static final EitherCodeForm FORM = new EitherCodeForm();

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public Authenticator create(KeycloakSession session) {
        return FORM;
    }

    @Override
    public String getDisplayType() {
        return "Virtual MFA device, or OTP";
    }

    @Override
    public String getHelpText() {
        return "Stands for Keycloak's OTP Form while its one-time codes become virtual MFA devices: asks users with a"
                + " device for a code of it, and all others as OTP Form does.";
    }

    @Override
    public String getReferenceCategory() {
        return OTPCredentialModel.TYPE;
    }

    @Override
    public Requirement[] getRequirementChoices() {
        return new Requirement[] {Requirement.REQUIRED, Requirement.ALTERNATIVE, Requirement.DISABLED};
    }

    @Override
    public boolean isUserSetupAllowed() {
        return true;
    }

    @Override
    public boolean isConfigurable() {
        return false;
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
    }

    @Override
    public void init(Config.Scope config) {
        // No options.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // Nothing to prepare.
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
