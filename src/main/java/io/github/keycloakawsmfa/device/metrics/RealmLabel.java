package io.github.keycloakawsmfa.device.metrics;

import java.util.Optional;

/** The label {@code realm}, which all meters have: the realm's name, as Keycloak's own have it. */
final class RealmLabel {

    static final String NAME = "realm";

    /** Different realms that a node tells apart. */
    static final int MOST = 100;

    private static final BoundedLabel REALMS = new BoundedLabel(MOST);

    private RealmLabel() {}

    static String of(String realmName) {
        return REALMS.of(realmName);
    }

    /** Empty for a realm that shares its label with others. */
    static Optional<String> own(String realmName) {
        return REALMS.own(realmName);
    }
}
