package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.device.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

/**
 * When users last signed in to AWS, for the credential report. Nothing rests on it: a response leaves whether or not
 * that could be noted.
 */
final class LastSignIn {

    /** Most responses leave right after a code, which has noted it in its own act. */
    private static final Duration PRECISION = Duration.ofHours(1);

    private static final Logger LOG = Logger.getLogger(LastSignIn.class);

    private LastSignIn() {}

    /** Notes it, unless it was noted within the last hour. */
    static void note(KeycloakSession session, UserSessionModel userSession, Instant now) {
        RealmModel realm = userSession.getRealm();
        UserModel user = userSession.getUser();
        if (user == null) {
            return;
        }
        try {
            boolean lately = Devices.of(session, realm, user)
                    .lastAwsSignIn()
                    .filter(last -> now.isBefore(last.plus(PRECISION)))
                    .isPresent();
            if (!lately) {
                new Ledger(session).noteAwsSignIn(realm, user);
            }
        } catch (RuntimeException e) {
            LOG.warnf(e, "The sign-in to AWS of session %s could not be noted", userSession.getId());
        }
    }
}
