package io.github.keycloakawsmfa.sigv4;

/** Ends the reading of a request with a {@link SignatureRefusal}. {@link PresentedSignature#read} catches it. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final SignatureRefusal.Code code;

    RefusedException(SignatureRefusal refusal) {
        // Whoever sends nonsense must not make us walk the stack each time.
        super(refusal.message(), null, false, false);
        code = refusal.code();
    }

    /** @param message a sentence that may be shown to anybody */
    static RefusedException incomplete(String message) {
        return new RefusedException(SignatureRefusal.incomplete(message));
    }

    SignatureRefusal refusal() {
        return new SignatureRefusal(code, getMessage());
    }
}
