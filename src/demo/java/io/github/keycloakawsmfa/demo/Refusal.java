package io.github.keycloakawsmfa.demo;

import io.github.keycloakawsmfa.demo.SamlCheck.Rejected;

/** Ends a check at the first rule that is not met. It never leaves {@link SamlVerifier}, which makes it a result. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1;

    private final AwsError error;

    Refusal(AwsError error, String reason) {
        super(reason, null, false, false);
        this.error = error;
    }

    Rejected rejected() {
        return new Rejected(error, getMessage());
    }
}
