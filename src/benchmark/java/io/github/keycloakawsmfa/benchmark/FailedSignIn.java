package io.github.keycloakawsmfa.benchmark;

/** A sign-in ended elsewhere than it should: nothing that was measured means anything. */
final class FailedSignIn extends RuntimeException {

    private static final long serialVersionUID = 1;

    FailedSignIn(String message) {
        super(message);
    }

    FailedSignIn(Exception cause) {
        super(cause);
    }
}
