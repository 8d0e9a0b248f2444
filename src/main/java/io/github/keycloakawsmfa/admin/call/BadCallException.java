package io.github.keycloakawsmfa.admin.call;

import io.github.keycloakawsmfa.device.text.Excerpt;

/** A call that cannot be meant; the message is the sentence for the administrator and names the field. */
public final class BadCallException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LENGTH = 500;

    public BadCallException(String sentence) {
        // It quotes what came, and what came may be anything.
        super(Excerpt.of(sentence, LENGTH));
    }
}
