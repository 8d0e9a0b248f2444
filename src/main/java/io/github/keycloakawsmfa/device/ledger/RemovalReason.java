package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.mail.DeviceMail;
import java.util.Locale;

/** Who removed a device, and why. */
enum RemovalReason {
    /** The user, paid with a code. */
    DEACTIVATED(DeviceMail.DEACTIVATED),
    /** An administrator, through our REST or Keycloak's. */
    DEACTIVATED_BY_ADMINISTRATOR(DeviceMail.DEACTIVATED_BY_ADMINISTRATOR),
    /** An administrator, because the key that sealed it is lost. */
    KEY_GIVEN_UP(DeviceMail.KEY_GIVEN_UP);

    private final DeviceMail mail;

    RemovalReason(DeviceMail mail) {
        this.mail = mail;
    }

    DeviceMail mail() {
        return mail;
    }

    /** The event's reason. */
    String reason() {
        return name().toLowerCase(Locale.ROOT);
    }
}
