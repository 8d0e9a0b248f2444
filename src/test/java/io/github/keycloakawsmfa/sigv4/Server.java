package io.github.keycloakawsmfa.sigv4;

import java.time.Instant;
import java.util.Set;

/** A server that reads and verifies, whoever it is asked by. */
record Server(AcceptedScope accepted, String secretKey, Instant now) {

    /** An IAM that knows AWS's example key, at the moment when all of the examples were signed. */
    static final Server IAM = new Server(
            new AcceptedScope("iam", Set.of("us-east-1")),
            RequestSigner.EXAMPLE.secretKey(),
            RequestSigner.EXAMPLE.moment());

    Server at(Instant other) {
        return new Server(accepted, secretKey, other);
    }

    Server withSecret(String other) {
        return new Server(accepted, other, now);
    }

    Server accepting(AcceptedScope other) {
        return new Server(other, secretKey, now);
    }

    SignatureOutcome answer(SignedRequest request) {
        PresentedSignature.Reading reading = PresentedSignature.read(request);
        return reading instanceof PresentedSignature.Reading.Presented presented
                ? presented.signature().verify(secretKey, accepted, now)
                : new SignatureOutcome.Refused(((PresentedSignature.Reading.Refused) reading).refusal());
    }

    SignatureRefusal refusal(SignedRequest request) {
        SignatureOutcome outcome = answer(request);
        if (outcome instanceof SignatureOutcome.Refused refused) {
            return refused.refusal();
        }
        throw new AssertionError(request + " is verified");
    }
}
