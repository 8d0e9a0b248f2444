package io.github.keycloakawsmfa.login;

import jakarta.ws.rs.core.MultivaluedMap;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Whether the user chose to type two consecutive codes, as one whose clock is off does. It is kept in the auth session,
 * so that what a POST means is decided by the server's state, not by the fields that came (rule S9).
 */
final class PairChoice {

    /** Name of the button that asks for the form with two codes. */
    static final String MAKE = "twoCodes";

    /** Name of the button that goes back to one code. */
    static final String TAKE_BACK = "oneCode";

    private static final String NOTE = "virtual-mfa.two-codes";
    private static final String OFFERED = "offered";
    private static final String MADE = "made";

    private final AuthenticationSessionModel authSession;

    PairChoice(AuthenticationSessionModel authSession) {
        this.authSession = authSession;
    }

    /** Whether the user can choose, which is so after a wrong code. */
    boolean isOffered() {
        return authSession.getAuthNote(NOTE) != null;
    }

    boolean isMade() {
        return MADE.equals(authSession.getAuthNote(NOTE));
    }

    /** Leaves a choice that was made as it is. */
    void offer() {
        if (!isMade()) {
            authSession.setAuthNote(NOTE, OFFERED);
        }
    }

    /** Neither made nor offered any more. */
    void forget() {
        authSession.removeAuthNote(NOTE);
    }

    /** Follows the button that was pressed; answers false if it was neither of the two. */
    boolean follow(MultivaluedMap<String, String> posted) {
        if (posted.containsKey(MAKE)) {
            authSession.setAuthNote(NOTE, MADE);
        } else if (posted.containsKey(TAKE_BACK)) {
            authSession.setAuthNote(NOTE, OFFERED);
        } else {
            return false;
        }
        return true;
    }
}
