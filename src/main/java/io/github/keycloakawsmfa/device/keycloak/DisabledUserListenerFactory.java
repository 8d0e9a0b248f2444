package io.github.keycloakawsmfa.device.keycloak;

/** Registers {@link DisabledUserListener}. */
public final class DisabledUserListenerFactory extends GlobalListenerFactory {

    /** The provider id. */
    public static final String ID = "virtual-mfa-disabled-users";

    /** For Keycloak. */
    public DisabledUserListenerFactory() {
        super(ID, DisabledUserListener::new);
    }
}
