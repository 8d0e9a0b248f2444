package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.setup.SetupPlan.Kind;
import io.github.keycloakawsmfa.aws.Reminders;
import io.github.keycloakawsmfa.device.ledger.FirstDevice;
import io.github.keycloakawsmfa.enroll.VirtualMfaDevicesAction;
import io.github.keycloakawsmfa.login.AssignAction;
import java.util.Optional;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;

/**
 * What the realm needs, whichever clients it has: time for the wizard, and the required actions that assign a device
 * and that show a user's devices.
 */
record RealmSetup(RealmModel realm) implements SetupStep {

    private static final Kind SETTING = Kind.REALM_SETTING;
    private static final Kind ACTION = Kind.REQUIRED_ACTION;

    private static final String LIFESPAN = "accessCodeLifespanUserAction";
    private static final int LIFESPAN_SECONDS = 1800;

    /**
     * Lower comes first. After all that identify users and make them prove it (terms 20, password 30 or, from 26.7, 57,
     * e-mail 50, profile 100), because a device may only be assigned to a proven user; before recovery codes (130).
     */
    private static final int PRIORITY = 105;

    @Override
    public void plan(SetupPlan plan) {
        planLifespan(plan);
        planAction(plan, AssignAction.ID, AssignAction.NAME, PRIORITY);
        planAction(plan, VirtualMfaDevicesAction.ID, VirtualMfaDevicesAction.NAME, PRIORITY + 1);
    }

    /** What users need for a first device; left as it is if the call does not say. */
    SetupStep firstDevice(Optional<FirstDevice> wanted) {
        return plan -> wanted.ifPresent(value -> planFirstDevice(plan, value));
    }

    /** Whether users are reminded by themselves; left as it is if the call does not say. */
    SetupStep reminders(Optional<Reminders> wanted) {
        return plan -> wanted.ifPresent(value -> planReminders(plan, value));
    }

    private void planReminders(SetupPlan plan, Reminders wanted) {
        Reminders present = Reminders.of(realm);
        if (present == wanted) {
            plan.keep(SETTING, Reminders.ATTRIBUTE, wanted.wireName());
        } else {
            plan.update(
                    SETTING,
                    Reminders.ATTRIBUTE,
                    present.wireName() + " -> " + wanted.wireName(),
                    () -> realm.setAttribute(Reminders.ATTRIBUTE, wanted.wireName()));
        }
    }

    /** Keycloak drops a required action's page, and what was typed on it, after 5 minutes by default. */
    private void planLifespan(SetupPlan plan) {
        int present = realm.getAccessCodeLifespanUserAction();
        if (present >= LIFESPAN_SECONDS) {
            plan.keep(SETTING, LIFESPAN, present + " s");
        } else {
            plan.update(
                    SETTING,
                    LIFESPAN,
                    present + " s -> " + LIFESPAN_SECONDS + " s: time to fetch a phone",
                    () -> realm.setAccessCodeLifespanUserAction(LIFESPAN_SECONDS));
        }
    }

    /**
     * Keycloak registers only its own actions in a new realm, and skips one that is not registered or not enabled, even
     * if it is pending.
     */
    private void planAction(SetupPlan plan, String id, String name, int priority) {
        RequiredActionProviderModel present = realm.getRequiredActionProviderByAlias(id);
        if (present == null) {
            plan.create(ACTION, id, name + ", enabled", () -> register(id, name, priority));
        } else if (!present.isEnabled()) {
            plan.update(ACTION, id, "disabled -> enabled", () -> enable(id));
        } else {
            plan.keep(ACTION, id, "enabled");
        }
    }

    private void register(String id, String name, int priority) {
        RequiredActionProviderModel action = new RequiredActionProviderModel();
        action.setId(SetupStep.idOf(taken -> realm.getRequiredActionProviderById(taken) != null, realm.getId(), id));
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

    private void planFirstDevice(SetupPlan plan, FirstDevice wanted) {
        String present = realm.getAttribute(FirstDevice.ATTRIBUTE);
        String value = wanted.wireName();
        if (FirstDevice.read(present).filter(wanted::equals).isPresent()) {
            plan.keep(SETTING, FirstDevice.ATTRIBUTE, value);
        } else {
            plan.update(
                    SETTING,
                    FirstDevice.ATTRIBUTE,
                    (present == null ? ClientSetting.NONE : present) + " -> " + value,
                    () -> realm.setAttribute(FirstDevice.ATTRIBUTE, value));
        }
    }
}
