package io.github.keycloakawsmfa.enroll;

import java.util.List;
import org.keycloak.Config;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;

/** The required action {@code virtual-mfa-devices}. */
public final class VirtualMfaDevicesActionFactory implements RequiredActionFactory {

    /** Provider id and alias. */
    public static final String ID = "virtual-mfa-devices";

    private static final VirtualMfaDevicesAction ACTION = new VirtualMfaDevicesAction();

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public RequiredActionProvider create(KeycloakSession session) {
        return ACTION;
    }

    @Override
    public String getDisplayText() {
        return "Virtual MFA devices";
    }

    /** True: an e-mail link that asks for it works once. */
    @Override
    public boolean isOneTimeAction() {
        return true;
    }

    /** The age of the sign-in after which an application that asks for the action has the user sign in again. */
    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return List.copyOf(MAX_AUTH_AGE_CONFIG_PROPERTIES);
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
