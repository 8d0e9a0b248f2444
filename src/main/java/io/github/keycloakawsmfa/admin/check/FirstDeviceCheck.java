package io.github.keycloakawsmfa.admin.check;

import io.github.keycloakawsmfa.device.ledger.FirstDevice;
import java.util.List;
import org.keycloak.models.RealmModel;

/** What the realm requires for a first device: an unreadable value counts as a ticket, which nobody may have made. */
record FirstDeviceCheck(RealmModel realm) implements Check {

    @Override
    public List<Finding> run() {
        String value = realm.getAttribute(FirstDevice.ATTRIBUTE);
        return value == null || value.isBlank() || FirstDevice.read(value).isPresent()
                ? List.of()
                : List.of(Finding.of(
                        FindingId.FIRST_DEVICE_UNREADABLE,
                        "realm " + realm.getName() + ", " + FirstDevice.ATTRIBUTE,
                        "This value is neither password nor ticket, so every first device takes a ticket.",
                        "Run set-up with \"firstDevice\": \"password\" or \"ticket\"."));
    }
}
