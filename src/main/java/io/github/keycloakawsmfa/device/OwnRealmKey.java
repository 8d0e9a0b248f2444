package io.github.keycloakawsmfa.device;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The realm's own key, as set-up sees it: keys themselves do not leave this room. */
public final class OwnRealmKey {

    /** How it is, and so what is to be done. */
    public enum State {
        /** The server option names a vault entry, and there is none of the realm's own that devices could need. */
        NOT_NEEDED,
        /** There is none. */
        ABSENT,
        /** There is one that has sealed nothing yet. */
        UNUSED,
        KEPT,
        /** It is lost, or was replaced. */
        GONE
    }

    private final RealmKey key;

    /** @param session in whose transaction it is made */
    public OwnRealmKey(KeycloakSession session, RealmModel realm) {
        this.key = new RealmKey(session, realm);
    }

    /** Changes nothing. */
    public State state() {
        RealmKeyState state = key.state();
        if (state instanceof RealmKeyState.Kept) {
            return State.KEPT;
        }
        if (KeySource.isInVault()) {
            return state instanceof RealmKeyState.Found found && key.mayBeTaken(found)
                    ? State.UNUSED
                    : State.NOT_NEEDED;
        }
        if (state instanceof RealmKeyState.Found) {
            return State.UNUSED;
        }
        return state instanceof RealmKeyState.Absent ? State.ABSENT : State.GONE;
    }

    /** Makes it, or takes one that is there. */
    public void settle() {
        key.settle(true);
    }
}
