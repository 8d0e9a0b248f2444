package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.device.ledger.FirstDevice;
import java.time.Instant;
import org.keycloak.models.RealmModel;

/** What the wizard asks for besides the new device's own two codes. Only for its fields: the ledger decides again. */
enum RequiredProof {
    /** A first device, for which this very sign-in is enough. */
    NOTHING,
    /** An administrator's ticket, for a first device. */
    TICKET,
    /** A code of a device that the user has. */
    CODE,
    /** Two consecutive codes of it, after many wrong ones. */
    PAIR,
    /** Three consecutive codes of it, during a wait. */
    TRIPLE;

    /** @param signedIn whether {@link io.github.keycloakawsmfa.evidence.PrimaryAuthentication#isProvenHere} */
    static RequiredProof of(RealmModel realm, Devices devices, boolean signedIn, Instant now) {
        if (devices.any()) {
            return switch (devices.codesNeeded(now)) {
                case 1 -> CODE;
                case 2 -> PAIR;
                default -> TRIPLE;
            };
        }
        return devices.owedForFirst(realm, signedIn, now) == FirstDevice.Owed.NOTHING ? NOTHING : TICKET;
    }

    boolean isOfPresentDevice() {
        return codes() > 0;
    }

    /** How many codes of a present device; 0 for none. */
    int codes() {
        return switch (this) {
            case CODE -> 1;
            case PAIR -> 2;
            case TRIPLE -> 3;
            default -> 0;
        };
    }
}
