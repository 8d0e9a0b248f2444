package io.github.keycloakawsmfa.device.seal;

import org.keycloak.models.RealmModel;

/** The state of a realm's own key. */
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

    /** Why it cannot be used. */
    default KeyUnavailableException unavailable(RealmModel realm) {
        if (this instanceof Absent) {
            return new KeyUnavailableException("The realm " + realm.getName() + " has no key of its own");
        }
        if (this instanceof Lost lost) {
            return KeyUnavailableException.missing(lost.keyId(), realm);
        }
        return new KeyUnavailableException("The key " + keyId() + " of realm " + realm.getName()
                + " is another one than the one that sealed first: put its key provider back as it was");
    }

    private String keyId() {
        if (this instanceof Replaced replaced) {
            return replaced.keyId();
        }
        return this instanceof Found found
                ? found.key().id()
                : ((Kept) this).key().id();
    }
}
