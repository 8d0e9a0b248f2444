package io.github.keycloakawsmfa.device;

/** Registers {@link CredentialListener}. */
public final class CredentialListenerFactory extends GlobalListenerFactory {

    /** For Keycloak. */
    public CredentialListenerFactory() {
        super("virtual-mfa-credentials", CredentialListener::new);
    }
}
