package io.github.keycloakawsmfa.sigv4;

import java.time.Instant;

/** What came of verifying a signature. */
public sealed interface SignatureOutcome {

    /**
     * It is that of this request and this secret, for this server and now. It can be sent again until it is remembered.
     *
     * @param accessKeyId whose it is
     * @param signature 64 lower-case hexadecimal digits, to be remembered: no other request has the same
     * @param goodUntil the last moment at which it would be verified again
     */
    record Verified(String accessKeyId, String signature, Instant goodUntil) implements SignatureOutcome {

        /** Until it is remembered, it is good for whoever reads it. */
        @Override
        public String toString() {
            return "Verified[" + accessKeyId + ", until " + goodUntil + "]";
        }
    }

    /** It is not. */
    record Refused(SignatureRefusal refusal) implements SignatureOutcome {}
}
