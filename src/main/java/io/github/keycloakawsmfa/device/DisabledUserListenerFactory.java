package io.github.keycloakawsmfa.device;

/** Registers {@link DisabledUserListener}. */
public final class DisabledUserListenerFactory extends GlobalListenerFactory {

    /** For Keycloak. */
    public DisabledUserListenerFactory() {
        super("virtual-mfa-disabled-users", DisabledUserListener::new);
    }
}
