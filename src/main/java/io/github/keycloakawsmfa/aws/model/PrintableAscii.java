package io.github.keycloakawsmfa.aws.model;

/**
 * Text of visible ASCII characters only, like nearly every name and address. Nothing in it is invisible, none of its
 * letters has another form, and no browser drops any of it: asking first saves the work that other text needs.
 */
final class PrintableAscii {

    private PrintableAscii() {}

    /** Whether there is nothing else in it, not even a blank. */
    static boolean isAll(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '!' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
