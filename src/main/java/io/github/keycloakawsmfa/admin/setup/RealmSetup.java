package io.github.keycloakawsmfa.admin.setup;

import org.keycloak.models.RealmModel;

/** Time for the wizard: Keycloak drops a required action's page, and what was typed on it, after 5 minutes by default. */
record RealmSetup(RealmModel realm) implements SetupStep {
    private static final String SETTING = "accessCodeLifespanUserAction";
    private static final int SECONDS = 1800;

    @Override
    public void plan(SetupPlan plan) {
        int present = realm.getAccessCodeLifespanUserAction();
        if (present >= SECONDS) {
            plan.keep("realm-setting", SETTING, present + " s");
        } else {
            plan.update(
                    "realm-setting",
                    SETTING,
                    present + " s -> " + SECONDS + " s: time to fetch a phone",
                    () -> realm.setAccessCodeLifespanUserAction(SECONDS));
        }
    }
}
