package io.github.keycloakawsmfa.enroll;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Collectors;

/**
 * What the user's app calls its entry for one secret: {@code alice (MFA 2026-11-29 KTRWQB)}, or with the device's name
 * where a call has given it. Apps silently overwrite an entry of the same issuer and account, and some compare only the
 * account; so Keycloak's own OTP, which is {@code alice} at the same issuer, and each secret of ours need accounts of
 * their own.
 *
 * <p>It never changes while the secret stays: a QR code that is scanned twice is one entry. So a name that can still
 * change is not in it, as in the wizard, where the QR code comes before the name.
 *
 * @param username shown first; cut to 64 characters
 * @param deviceName null where it is not known yet; cut to 24 characters
 * @param madeAt when the secret was made; the day is shown, in UTC, and distinguishes a newer entry from an older one
 * @param mark makes it unique: see {@link #newMark}
 */
record AppEntry(String username, String deviceName, Instant madeAt, String mark) {

    static final int MARK_LENGTH = 6;

    private static final int MAX_USERNAME = 64;
    private static final int MAX_NAME = 24;
    private static final String WITHOUT_NAME = "MFA";

    /** No digits, so that nobody takes a mark for a code, and no vowels, so that it is never a word. */
    private static final String LETTERS = "BCDFGHJKLMNPQRSTVWXZ";

    /** Six random letters: no two secrets that one user makes in a day have the same ones. */
    static String newMark(SecureRandom random) {
        return random.ints(MARK_LENGTH, 0, LETTERS.length())
                .mapToObj(letter -> LETTERS.substring(letter, letter + 1))
                .collect(Collectors.joining());
    }

    /** The account, of at most 109 characters; the mark is never cut. */
    String account() {
        String what = deviceName == null ? WITHOUT_NAME : cut(deviceName, MAX_NAME);
        return cut(username, MAX_USERNAME) + " (" + what + " "
                + madeAt.atOffset(ZoneOffset.UTC).toLocalDate() + " " + mark + ")";
    }

    private static String cut(String text, int maxCharacters) {
        return text.codePointCount(0, text.length()) <= maxCharacters
                ? text
                : text.substring(0, text.offsetByCodePoints(0, maxCharacters - 1)) + "…";
    }
}
