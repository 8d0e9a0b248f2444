package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.login.AssignAction;

/** The required action {@code virtual-mfa}. */
public final class VirtualMfaActionFactory extends MfaActionFactory {

    /** Provider id and alias. */
    public static final String ID = AssignAction.ID;

    /** For Keycloak. */
    public VirtualMfaActionFactory() {
        super(ID, "Virtual MFA device", new VirtualMfaAction());
    }
}
