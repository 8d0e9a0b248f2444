package io.github.keycloakawsmfa.device.seal;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The realm's own key, as set-up, check and rotation see it: keys themselves do not leave this package. */
public final class OwnRealmKey {

    /** Its state, whether it is the current one or not. */
    public enum State {
        /** The realm has no key of its own. */
        NONE,
        /** There is one that has sealed nothing yet, as after a realm import. */
        UNUSED,
        /** It is the one that this plugin made. */
        MADE,
        /** It was {@link #UNUSED} once: it was there before it sealed anything. */
        FOUND,
        /** Its key provider is gone. */
        LOST,
        /** Its key provider has another secret than the one that sealed first. */
        REPLACED
    }

    private final RealmKey key;

    /** @param session in whose transaction it is made */
    public OwnRealmKey(KeycloakSession session, RealmModel realm) {
        this.key = new RealmKey(session, realm);
    }

    /** Changes nothing. */
    public State state() {
        RealmKeyState state = key.state();
        if (state instanceof RealmKeyState.Kept kept) {
            return kept.found() ? State.FOUND : State.MADE;
        }
        if (state instanceof RealmKeyState.Found) {
            return State.UNUSED;
        }
        if (state instanceof RealmKeyState.Absent) {
            return State.NONE;
        }
        return state instanceof RealmKeyState.Lost ? State.LOST : State.REPLACED;
    }

    /** Whether one is to be made or adopted: not if the server option names a vault entry, unless devices may need it. */
    public boolean isNeeded() {
        return !KeySource.isInVault() || key.state() instanceof RealmKeyState.Found found && key.mayBeTaken(found);
    }

    /** Makes it, or adopts one that is there. */
    public void settle() {
        key.settle(true);
    }

    /** Whether a key is the realm's own, and lost or replaced. */
    public boolean isGone(String keyId) {
        RealmKeyState state = key.state();
        return (state instanceof RealmKeyState.Lost lost && lost.keyId().equals(keyId))
                || (state instanceof RealmKeyState.Replaced replaced
                        && replaced.keyId().equals(keyId));
    }

    /** Gives up one that is gone, with all that it sealed, and makes a new one if it is the current one. */
    public void renew() {
        key.renew(!KeySource.isInVault());
    }
}
