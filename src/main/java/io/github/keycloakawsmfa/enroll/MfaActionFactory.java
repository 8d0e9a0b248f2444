package io.github.keycloakawsmfa.enroll;

import java.util.List;
import org.keycloak.Config;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;

/** What the factories of our required actions have in common. */
abstract class MfaActionFactory implements RequiredActionFactory {

    private final String id;
    private final String displayText;
    private final RequiredActionProvider action;

    /** @param id provider id and alias */
    MfaActionFactory(String id, String displayText, RequiredActionProvider action) {
        this.id = id;
        this.displayText = displayText;
        this.action = action;
    }

    @Override
    public final String getId() {
        return id;
    }

    @Override
    public final RequiredActionProvider create(KeycloakSession session) {
        return action;
    }

    @Override
    public final String getDisplayText() {
        return displayText;
    }

    /** True: an e-mail link that asks for it works once. */
    @Override
    public final boolean isOneTimeAction() {
        return true;
    }

    /** The age of the sign-in after which an application that asks for the action has the user sign in again. */
    @Override
    public final List<ProviderConfigProperty> getConfigMetadata() {
        return List.copyOf(MAX_AUTH_AGE_CONFIG_PROPERTIES);
    }

    @Override
    public final void init(Config.Scope config) {
        // No options.
    }

    @Override
    public final void postInit(KeycloakSessionFactory factory) {
        // Nothing to prepare.
    }

    @Override
    public final void close() {
        // Holds nothing.
    }
}
