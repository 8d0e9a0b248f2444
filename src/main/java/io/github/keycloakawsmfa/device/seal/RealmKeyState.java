package io.github.keycloakawsmfa.device.seal;

/** How a realm's own key is. */
sealed interface RealmKeyState {

    /** There is none, and never was. */
    record Absent() implements RealmKeyState {}

    /**
     * There is one that has sealed nothing yet, as after a realm import or an update from a release without first seals.
     * Somebody else may have put it there.
     */
    record Found(MasterKey key) implements RealmKeyState {}

    /** @param found whether it was {@link Found} once */
    record Kept(MasterKey key, boolean found) implements RealmKeyState {}

    /** Its component is gone. */
    record Lost(String keyId) implements RealmKeyState {}

    /** Its component has another secret than the one that sealed first, or none. */
    record Replaced(String keyId) implements RealmKeyState {}
}
