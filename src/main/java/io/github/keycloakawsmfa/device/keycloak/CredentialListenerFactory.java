package io.github.keycloakawsmfa.device.keycloak;

/** Registers {@link CredentialListener}. */
public final class CredentialListenerFactory extends GlobalListenerFactory {

    /** The provider id. */
    public static final String ID = "virtual-mfa-credentials";

    /** For Keycloak. */
    public CredentialListenerFactory() {
        super(ID, CredentialListener::new);
    }
}
