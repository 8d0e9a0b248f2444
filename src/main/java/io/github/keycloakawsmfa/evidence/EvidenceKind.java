package io.github.keycloakawsmfa.evidence;

import java.util.Arrays;
import java.util.Optional;

/** How a user passed MFA. */
public enum EvidenceKind {
    /** A code of an assigned device was spent. */
    CODE("code"),
    /** A device was assigned with two consecutive codes. */
    ASSIGNED("assigned");

    private final String wireName;

    EvidenceKind(String wireName) {
        this.wireName = wireName;
    }

    static Optional<EvidenceKind> ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName.equals(wireName))
                .findFirst();
    }

    String wireName() {
        return wireName;
    }
}
