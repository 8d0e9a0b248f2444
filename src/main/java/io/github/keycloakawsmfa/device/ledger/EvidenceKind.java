package io.github.keycloakawsmfa.device.ledger;

import java.util.Locale;

/** How a user passed MFA. The order is part of the stored ledger: new kinds come last. */
public enum EvidenceKind {
    /** A code of an assigned device was spent. */
    CODE,
    /** A device was assigned with two consecutive codes. */
    ASSIGNED;

    /** As in session tags and events. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
