package io.github.keycloakawsmfa.admin;

import io.github.keycloakawsmfa.enroll.VirtualMfaActionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;

/**
 * The required action that assigns a device. Keycloak registers only its own in a new realm, and skips one that is not
 * registered or not enabled, even where it is pending.
 */
record ActionSetup(RealmModel realm) implements SetupStep {
    private static final String NAME = "Virtual MFA device";

    /**
     * Lower comes first. After all that say who the user is and make him prove it (terms 20, password 30 or, from 26.7,
     * 57, e-mail 50, profile 100), for a device may only be assigned to somebody proven; before recovery codes (130).
     */
    private static final int PRIORITY = 105;

    @Override
    public void plan(SetupPlan plan) {
        RequiredActionProviderModel present = realm.getRequiredActionProviderByAlias(VirtualMfaActionFactory.ID);
        if (present == null) {
            plan.create("required-action", VirtualMfaActionFactory.ID, NAME + ", enabled", this::register);
        } else if (!present.isEnabled()) {
            plan.update("required-action", VirtualMfaActionFactory.ID, "disabled -> enabled", this::enable);
        } else {
            plan.keep("required-action", VirtualMfaActionFactory.ID, "enabled");
        }
    }

    private void register() {
        RequiredActionProviderModel action = new RequiredActionProviderModel();
        action.setAlias(VirtualMfaActionFactory.ID);
        action.setProviderId(VirtualMfaActionFactory.ID);
        action.setName(NAME);
        action.setEnabled(true);
        action.setDefaultAction(false);
        action.setPriority(PRIORITY);
        realm.addRequiredActionProvider(action);
    }

    private void enable() {
        RequiredActionProviderModel action = realm.getRequiredActionProviderByAlias(VirtualMfaActionFactory.ID);
        action.setEnabled(true);
        realm.updateRequiredActionProvider(action);
    }
}
