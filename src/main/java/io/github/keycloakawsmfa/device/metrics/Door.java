package io.github.keycloakawsmfa.device.metrics;

import java.util.Locale;

/** Where codes come in. */
public enum Door {
    /** The page that asks for a code at a sign-in. */
    CODE_PAGE,
    /** The wizard that assigns a device, whose two codes and one of a present device it takes. */
    WIZARD,
    /** The page on which users change their devices. */
    DEVICES_PAGE,
    /** A REST call, of an administrator or of the user. */
    CALL;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
