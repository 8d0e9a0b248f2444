package io.github.keycloakawsmfa.device.keycloak;

/** Registers {@link FederationListener}. */
public final class FederationListenerFactory extends GlobalListenerFactory {

    /** The provider id. */
    public static final String ID = "virtual-mfa-federation";

    /** For Keycloak. */
    public FederationListenerFactory() {
        super(ID, FederationListener::new);
    }
}
