package io.github.keycloakawsmfa.device;

/** Registers {@link FederationListener}. */
public final class FederationListenerFactory extends GlobalListenerFactory {

    /** For Keycloak. */
    public FederationListenerFactory() {
        super("virtual-mfa-federation", FederationListener::new);
    }
}
