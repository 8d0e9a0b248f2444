package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.device.ledger.FirstDevice;
import java.util.Optional;
import org.keycloak.models.RealmModel;

/** What the realm's users need for a first device; left as it is if the call does not say. */
record FirstDeviceSetup(RealmModel realm, Optional<FirstDevice> wanted) implements SetupStep {

    @Override
    public void plan(SetupPlan plan) {
        wanted.ifPresent(value -> plan(plan, value));
    }

    private void plan(SetupPlan plan, FirstDevice wantedNow) {
        String present = realm.getAttribute(FirstDevice.ATTRIBUTE);
        String value = wantedNow.wireName();
        if (FirstDevice.read(present).filter(wantedNow::equals).isPresent()) {
            plan.keep("realm-setting", FirstDevice.ATTRIBUTE, value);
        } else {
            plan.update(
                    "realm-setting",
                    FirstDevice.ATTRIBUTE,
                    (present == null ? "(none)" : present) + " -> " + value,
                    () -> realm.setAttribute(FirstDevice.ATTRIBUTE, value));
        }
    }
}
