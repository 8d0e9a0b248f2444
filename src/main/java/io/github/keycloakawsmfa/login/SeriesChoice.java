package io.github.keycloakawsmfa.login;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Map;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * How many consecutive codes the user chose to type: two, if their clock is off, or three, which bypass a wait. It is
 * kept in the auth session, so that what a POST means is decided by the server's state (rule S9).
 */
final class SeriesChoice {

    /** Names of the buttons that lead to a form, with the number of codes on it. */
    private static final Map<String, Integer> BUTTONS = Map.of("oneCode", 1, "twoCodes", 2, "threeCodes", 3);

    private static final String NOTE = "virtual-mfa.codes";
    private static final String SHOWN = "virtual-mfa.codes-shown";

    private final AuthenticationSessionModel authSession;

    SeriesChoice(AuthenticationSessionModel authSession) {
        this.authSession = authSession;
    }

    /** Whether two codes are offered, as they are after a wrong one. */
    boolean isOffered() {
        return authSession.getAuthNote(NOTE) != null;
    }

    /** One, two or three; one if nothing was chosen. */
    int count() {
        return number(NOTE);
    }

    /** How many codes the page shown last asked for: also two if the ledger wants two. */
    int shown() {
        return number(SHOWN);
    }

    void show(int count) {
        if (count != shown()) {
            authSession.setAuthNote(SHOWN, Integer.toString(count));
        }
    }

    /** Leaves an existing choice as it is. */
    void offer() {
        if (!isOffered()) {
            choose(1);
        }
    }

    /** Then no choice is made or offered any more. */
    void forget() {
        authSession.removeAuthNote(NOTE);
    }

    /** Follows the button that was pressed; returns false if it was not one of them. */
    boolean follow(MultivaluedMap<String, String> posted) {
        for (Map.Entry<String, Integer> button : BUTTONS.entrySet()) {
            if (posted.containsKey(button.getKey())) {
                choose(button.getValue());
                return true;
            }
        }
        return false;
    }

    private int number(String note) {
        String number = authSession.getAuthNote(note);
        return "2".equals(number) ? 2 : "3".equals(number) ? 3 : 1;
    }

    private void choose(int count) {
        authSession.setAuthNote(NOTE, Integer.toString(count));
    }
}
