package io.github.keycloakawsmfa.device.mail;

/**
 * Text that somebody else chose, as a mail shows it. Keycloak's account REST takes any text as a device's name: none may
 * look like another line of the mail, or like a whole mail.
 */
final class MailLine {

    /** Code points: as many as our own device names may have. */
    private static final int LENGTH = 64;

    private MailLine() {}

    static String of(String text) {
        return of(text, LENGTH);
    }

    /** @param length the most code points to keep */
    static String of(String text, int length) {
        String clean = text.replaceAll("[\\p{C}\\p{Z}]+", " ").strip();
        return clean.codePointCount(0, clean.length()) <= length
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, length)) + "…";
    }
}
