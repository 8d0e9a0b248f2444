package io.github.keycloakawsmfa.admin;

/** A set-up call that cannot be meant; the message is the sentence for the administrator and names the field. */
final class BadSetupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadSetupException(String sentence) {
        super(sentence);
    }
}
