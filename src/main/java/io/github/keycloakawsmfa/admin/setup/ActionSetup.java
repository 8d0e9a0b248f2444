package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.enroll.VirtualMfaActionFactory;
import io.github.keycloakawsmfa.enroll.VirtualMfaDevicesActionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;

/**
 * The required actions that assign a device and that show a user's devices. Keycloak registers only its own in a new
 * realm, and skips one that is not registered or not enabled, even if it is pending.
 */
record ActionSetup(RealmModel realm) implements SetupStep {

    /**
     * Lower comes first. After all that identify users and make them prove it (terms 20, password 30 or, from 26.7, 57,
     * e-mail 50, profile 100), because a device may only be assigned to a proven user; before recovery codes (130).
     */
    private static final int PRIORITY = 105;

    @Override
    public void plan(SetupPlan plan) {
        plan(plan, VirtualMfaActionFactory.ID, "Virtual MFA device", PRIORITY);
        plan(plan, VirtualMfaDevicesActionFactory.ID, "Virtual MFA devices", PRIORITY + 1);
    }

    private void plan(SetupPlan plan, String id, String name, int priority) {
        RequiredActionProviderModel present = realm.getRequiredActionProviderByAlias(id);
        if (present == null) {
            plan.create("required-action", id, name + ", enabled", () -> register(id, name, priority));
        } else if (!present.isEnabled()) {
            plan.update("required-action", id, "disabled -> enabled", () -> enable(id));
        } else {
            plan.keep("required-action", id, "enabled");
        }
    }

    private void register(String id, String name, int priority) {
        RequiredActionProviderModel action = new RequiredActionProviderModel();
        action.setId(
                DeterministicId.of(taken -> realm.getRequiredActionProviderById(taken) != null, realm.getId(), id));
        action.setAlias(id);
        action.setProviderId(id);
        action.setName(name);
        action.setEnabled(true);
        action.setDefaultAction(false);
        action.setPriority(priority);
        realm.addRequiredActionProvider(action);
    }

    private void enable(String id) {
        RequiredActionProviderModel action = realm.getRequiredActionProviderByAlias(id);
        action.setEnabled(true);
        realm.updateRequiredActionProvider(action);
    }
}
