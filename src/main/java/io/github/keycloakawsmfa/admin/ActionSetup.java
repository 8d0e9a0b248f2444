package io.github.keycloakawsmfa.admin;

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
        RequiredActionProviderModel present = realm.getRequiredActionProviderByAlias(Providers.ASSIGN_ACTION);
        if (present == null) {
            plan.create("required-action", Providers.ASSIGN_ACTION, NAME + ", enabled", this::register);
        } else if (!present.isEnabled()) {
            plan.update("required-action", Providers.ASSIGN_ACTION, "disabled -> enabled", this::enable);
        } else {
            plan.keep("required-action", Providers.ASSIGN_ACTION, "enabled");
        }
    }

    private void register() {
        RequiredActionProviderModel action = new RequiredActionProviderModel();
        action.setAlias(Providers.ASSIGN_ACTION);
        action.setProviderId(Providers.ASSIGN_ACTION);
        action.setName(NAME);
        action.setEnabled(true);
        action.setDefaultAction(false);
        action.setPriority(PRIORITY);
        realm.addRequiredActionProvider(action);
    }

    private void enable() {
        RequiredActionProviderModel action = realm.getRequiredActionProviderByAlias(Providers.ASSIGN_ACTION);
        action.setEnabled(true);
        realm.updateRequiredActionProvider(action);
    }
}
