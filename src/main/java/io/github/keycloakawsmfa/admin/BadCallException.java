package io.github.keycloakawsmfa.admin;

/** A call that cannot be meant; the message is the sentence for the administrator and names the field. */
final class BadCallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadCallException(String sentence) {
        super(sentence);
    }
}
