package io.github.keycloakawsmfa.admin.iam;

import io.github.keycloakawsmfa.sigv4.SignatureOutcome.Verified;
import java.time.Duration;
import java.time.Instant;
import org.keycloak.models.KeycloakSession;

/**
 * The signatures of the last minutes: each is good once, so that whoever has seen a request cannot send it again. Kept in
 * the store that all nodes share, for as long as it would be verified; a restart of all nodes forgets them.
 */
record UsedSignatures(KeycloakSession session) {

    /** How far behind another node's clock may be. */
    private static final Duration BETWEEN_CLOCKS = Duration.ofMinutes(1);

    /** @return false if it was used already */
    boolean use(Verified signature, Instant now) {
        Duration life = Duration.between(now, signature.goodUntil()).plus(BETWEEN_CLOCKS);
        return session.singleUseObjects().putIfAbsent(key(signature), life.toSeconds());
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
