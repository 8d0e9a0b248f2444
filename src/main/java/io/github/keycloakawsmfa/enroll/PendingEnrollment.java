package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.seal.PendingSecretCipher;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The notes of the authentication session that hold what is being assigned: the device, sealed, and the name as typed.
 * Reload, back button and wrong codes find them again; the client never sends a secret.
 */
final class PendingEnrollment {

    private static final String DEVICE = "virtual-mfa.pending";
    private static final String NAME = "virtual-mfa.pending-name";
    private static final String NEXT = "virtual-mfa.pending-next";
    private static final String GAVE_WAY = "virtual-mfa.gave-way";
    private static final int NAME_LIMIT = 256;

    private final AuthenticationSessionModel authSession;
    private final PendingSecretCipher box;

    PendingEnrollment(KeycloakSession session, AuthenticationSessionModel authSession) {
        this.authSession = authSession;
        this.box = new PendingSecretCipher(session, authSession);
    }

    /** Whether a device was pending here, expired or not. */
    boolean exists() {
        return authSession.getAuthNote(DEVICE) != null;
    }

    /**
     * The pending device, or empty if there is none, it expired, or the note is not ours to open.
     *
     * @throws io.github.keycloakawsmfa.device.seal.KeyUnavailableException if the key is unavailable
     */
    Optional<PendingDevice> load(Instant now) {
        return Optional.ofNullable(authSession.getAuthNote(DEVICE))
                .flatMap(box::open)
                .flatMap(PendingDevice::ofBytes)
                .filter(pending -> !pending.isExpired(now));
    }

    /** @throws io.github.keycloakawsmfa.device.seal.KeyUnavailableException if the key is unavailable */
    void keep(PendingDevice pending) {
        authSession.setAuthNote(DEVICE, box.seal(pending.toBytes()));
    }

    Optional<String> name() {
        return Optional.ofNullable(authSession.getAuthNote(NAME));
    }

    /** Keeps what was typed, valid or not: the user corrects it, not us. */
    void keepName(String typed) {
        String name = typed == null ? "" : typed;
        authSession.setAuthNote(NAME, name.substring(0, Math.min(name.length(), NAME_LIMIT)));
    }

    /** Whether the page shown is for a next device, and so asks for a code of a present one. */
    void shownForNext(boolean next) {
        authSession.setAuthNote(NEXT, Boolean.toString(next));
    }

    /** Whether a first device is pending here. If the user got one meanwhile, it has to {@link #giveWay}. */
    boolean isForFirst() {
        return exists() && !Boolean.parseBoolean(authSession.getAuthNote(NEXT));
    }

    /** Drops what was pending, and remembers that until the user has read it. */
    void giveWay() {
        clear();
        authSession.setAuthNote(GAVE_WAY, "true");
    }

    boolean gaveWay() {
        return authSession.getAuthNote(GAVE_WAY) != null;
    }

    void clear() {
        authSession.removeAuthNote(DEVICE);
        authSession.removeAuthNote(NAME);
        authSession.removeAuthNote(NEXT);
        authSession.removeAuthNote(GAVE_WAY);
    }
}
