package io.github.keycloakawsmfa.aws;

/** The most bytes that a text can take in XML. */
final class EscapedText {

    /** A character as <code>&amp;quot;</code> or <code>&amp;#8232;</code>, or percent-encoded in a URI. */
    private static final int ESCAPED = 9;

    private EscapedText() {}

    /** @param text null takes none */
    static long most(String text) {
        if (text == null) {
            return 0;
        }
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                bytes += ESCAPED - 1;
            }
        }
        return bytes;
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c <= '~' && c != '&' && c != '<' && c != '>' && c != '"' && c != '\'';
    }
}
