package io.github.keycloakawsmfa.enroll;

/** The required action {@code virtual-mfa-devices}. */
public final class VirtualMfaDevicesActionFactory extends MfaActionFactory {

    /** Provider id and alias. */
    public static final String ID = "virtual-mfa-devices";

    /** For Keycloak. */
    public VirtualMfaDevicesActionFactory() {
        super(ID, "Virtual MFA devices", new VirtualMfaDevicesAction());
    }
}
