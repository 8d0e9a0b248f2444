package io.github.keycloakawsmfa.admin.call;

import io.github.keycloakawsmfa.device.text.Excerpt;

/** A call that makes no sense; the message is the sentence for the administrator and names the field. */
public final class BadCallException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LENGTH = 500;

    public BadCallException(String sentence) {
        // It quotes the input, which may be anything.
        super(Excerpt.of(sentence, LENGTH));
    }
}
