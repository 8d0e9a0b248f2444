package io.github.keycloakawsmfa.aws.model;

/**
 * Text of visible ASCII characters alone, as nearly every name and address is. Nothing in it is invisible, none of its
 * letters has another form, and no browser drops anything of it: whoever asks first spares what other text takes.
 */
final class PrintableAscii {

    private PrintableAscii() {}

    /** Whether there is nothing else in it, no blank either. */
    static boolean isAll(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '!' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
