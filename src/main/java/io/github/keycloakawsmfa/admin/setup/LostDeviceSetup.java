package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.setup.SetupPlan.Kind;
import io.github.keycloakawsmfa.device.text.Excerpt;
import io.github.keycloakawsmfa.login.LostDevice;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.models.RealmModel;

/** What users read who have lost their device; left as it is if the call does not say, removed if it is empty. */
record LostDeviceSetup(RealmModel realm, Optional<String> wanted) implements SetupStep {

    @Override
    public void plan(SetupPlan plan) {
        wanted.ifPresent(text -> plan(plan, text));
    }

    private void plan(SetupPlan plan, String text) {
        String present = Objects.requireNonNullElse(realm.getAttribute(LostDevice.ATTRIBUTE), "");
        if (present.equals(text)) {
            plan.keep(Kind.REALM_SETTING, LostDevice.ATTRIBUTE, shown(text));
        } else {
            plan.update(
                    Kind.REALM_SETTING, LostDevice.ATTRIBUTE, shown(present) + " -> " + shown(text), () -> put(text));
        }
    }

    private void put(String text) {
        if (text.isEmpty()) {
            realm.removeAttribute(LostDevice.ATTRIBUTE);
        } else {
            realm.setAttribute(LostDevice.ATTRIBUTE, text);
        }
    }

    private static String shown(String text) {
        return text.isEmpty() ? ClientSetting.NONE : Excerpt.of(text);
    }
}
