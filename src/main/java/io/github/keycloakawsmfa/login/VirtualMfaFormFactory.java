package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.internals.ShowsVersion;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;

/** The authenticator {@code virtual-mfa-form}. */
public final class VirtualMfaFormFactory implements AuthenticatorFactory, ShowsVersion {

    private static final VirtualMfaForm FORM = new VirtualMfaForm();

    @Override
    public String getId() {
        return CodeRequired.AUTHENTICATOR;
    }

    @Override
    public Authenticator create(KeycloakSession session) {
        return FORM;
    }

    @Override
    public String getDisplayType() {
        return "Virtual MFA device";
    }

    @Override
    public String getHelpText() {
        return "Asks for a code of a virtual MFA device, unless this session has fresh evidence of one."
                + " Users without a device assign one first.";
    }

    /** Makes the account console list our devices (26.7.3, {@code AccountCredentialResource.credentialTypes}). */
    @Override
    public String getReferenceCategory() {
        return VirtualMfaDevice.TYPE;
    }

    /** Required or off: as an alternative to something else it would protect nothing. */
    @Override
    public Requirement[] getRequirementChoices() {
        return new Requirement[] {Requirement.REQUIRED, Requirement.DISABLED};
    }

    /** False: otherwise Keycloak marks the step as done by adding required actions of its own choice. */
    @Override
    public boolean isUserSetupAllowed() {
        return false;
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
