package io.github.keycloakawsmfa.enroll;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * What the user is doing with their devices. Buttons only move it; what a form does is decided by the note in the
 * authentication session, so that a form never does what was not on its page (rule S9).
 *
 * @param deviceId the device that it is about; empty for {@link Kind#LIST} and {@link Kind#ADD}
 * @param drift for {@link Kind#CONFIRM}: the offset that two codes have shown, in time steps
 */
record DevicesPageState(Kind kind, String deviceId, long drift) {

    /** The name of the buttons that lead from page to page. */
    static final String GO = "go";

    static final DevicesPageState LIST = new DevicesPageState(Kind.LIST, "", 0);
    static final DevicesPageState ADD = new DevicesPageState(Kind.ADD, "", 0);

    private static final String NOTE = "virtual-mfa.step";
    private static final Pattern FORMAT =
            Pattern.compile("list|add|(?:rename|deactivate|resync|confirm) ([A-Za-z0-9-]{1,64})(?: (-?[0-9]{1,9}))?");

    enum Kind {
        LIST,
        ADD,
        RENAME,
        DEACTIVATE,
        RESYNC,
        /** One more code, after two that have shown that the device's clock is off. */
        CONFIRM
    }

    static DevicesPageState confirm(String deviceId, long drift) {
        return new DevicesPageState(Kind.CONFIRM, deviceId, drift);
    }

    /** The step of this authentication session, {@link #LIST} at first. */
    static DevicesPageState of(AuthenticationSessionModel authSession) {
        return parse(authSession.getAuthNote(NOTE)).orElse(LIST);
    }

    /** Whether the user asked for one more device. */
    boolean isAdd() {
        return kind == Kind.ADD;
    }

    /** Where a button leads; empty if nowhere. Nobody gets to {@link Kind#CONFIRM} without two right codes. */
    static Optional<DevicesPageState> ofButton(String value) {
        return parse(value).filter(step -> step.kind != Kind.CONFIRM);
    }

    private static Optional<DevicesPageState> parse(String text) {
        Matcher parts = FORMAT.matcher(text == null ? "" : text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Kind kind = Kind.valueOf(text.split(" ", 2)[0].toUpperCase(Locale.ROOT));
        String deviceId = parts.group(1) == null ? "" : parts.group(1);
        long drift = parts.group(2) == null ? 0 : Long.parseLong(parts.group(2));
        return Optional.of(new DevicesPageState(kind, deviceId, drift));
    }

    void keep(AuthenticationSessionModel authSession) {
        String name = kind.name().toLowerCase(Locale.ROOT);
        authSession.setAuthNote(NOTE, deviceId.isEmpty() ? name : name + " " + deviceId + " " + drift);
    }

    static void clear(AuthenticationSessionModel authSession) {
        authSession.removeAuthNote(NOTE);
    }
}
