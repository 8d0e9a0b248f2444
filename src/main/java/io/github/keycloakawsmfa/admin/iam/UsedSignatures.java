package io.github.keycloakawsmfa.admin.iam;

import io.github.keycloakawsmfa.sigv4.SignatureOutcome.Verified;
import java.time.Duration;
import java.time.Instant;
import org.keycloak.models.KeycloakSession;

/**
 * The signatures of the last minutes: each is good once, so that whoever has seen a request cannot send it again. Kept in
 * the store that all nodes share, for as long as it would be verified.
 */
record UsedSignatures(KeycloakSession session) {

    /** @return false if it was used already */
    boolean use(Verified signature, Instant now) {
        long seconds = Duration.between(now, signature.goodUntil()).toSeconds() + 1;
        return session.singleUseObjects().putIfAbsent(key(signature), Math.max(1, seconds));
    }

    /**
     * After a call that did nothing. AWS's clients try it again by themselves, and may sign it within the same second,
     * which gives the same signature.
     */
    void giveBack(Verified signature) {
        session.singleUseObjects().remove(key(signature));
    }

    private static String key(Verified signature) {
        // Of the signature alone: what is signed does not name the client, and two may have one secret.
        return "aws-mfa.signature." + signature.signature();
    }
}
