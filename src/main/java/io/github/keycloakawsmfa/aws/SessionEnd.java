package io.github.keycloakawsmfa.aws;

import java.time.Instant;
import java.util.Optional;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.SessionExpirationUtils;

/**
 * The latest time at which a user session ends. Keycloak counts an assertion's SessionNotOnOrAfter from the response
 * (26.7.3, SamlProtocol.authenticated), as if the session began with it: one that is nearly over would live on at AWS
 * for as long again, without a new sign-in.
 */
final class SessionEnd {

    private SessionEnd() {}

    /** @return empty if it has no end, as an offline session may */
    static Optional<Instant> of(UserSessionModel session) {
        long end = SessionExpirationUtils.calculateUserSessionMaxLifespanTimestamp(
                session.isOffline(),
                session.isRememberMe(),
                Instant.ofEpochSecond(session.getStarted()).toEpochMilli(),
                session.getRealm());
        return end > 0 ? Optional.of(Instant.ofEpochMilli(end)) : Optional.empty();
    }
}
