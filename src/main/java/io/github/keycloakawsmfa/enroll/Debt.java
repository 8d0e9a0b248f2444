package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.Devices;
import io.github.keycloakawsmfa.device.FirstDevice;
import java.time.Instant;
import org.keycloak.models.RealmModel;

/** What the wizard asks for besides the new device's own two codes. Only the page's fields: the ledger decides anew. */
enum Debt {
    /** A first device, for which the sign-in is enough. */
    NOTHING,
    /** An administrator's ticket, for a first device. */
    TICKET,
    /** A code of a device that the user has. */
    CODE,
    /** Two consecutive codes of it, after many wrong ones. */
    PAIR;

    static Debt of(RealmModel realm, Devices devices, Instant now) {
        if (devices.any()) {
            return devices.needPair(now) ? PAIR : CODE;
        }
        return FirstDevice.of(realm) == FirstDevice.TICKET ? TICKET : NOTHING;
    }

    boolean isOfPresentDevice() {
        return this == CODE || this == PAIR;
    }
}
