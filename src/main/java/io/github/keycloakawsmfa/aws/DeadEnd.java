package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.model.AwsPreset;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.saml.SamlProtocol;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Why the gate or AWS will refuse, or Keycloak fail, although MFA was passed. The gate stands at the very end, where
 * Keycloak can only show its own error page, so flow and action ask before.
 */
public sealed interface DeadEnd permits NoRole, TooManyRoles, Undeliverable, UnprovenEmail {

    /** @param authSession where the user is being signed in to the client */
    static Optional<DeadEnd> foreseen(KeycloakSession session, AuthenticationSessionModel authSession, UserModel user) {
        if (!AwsMfaGate.enforcesOn(session.getKeycloakSessionFactory())) {
            return Optional.empty();
        }
        Clear here = Clear.of(authSession, user);
        if (here.equals(session.getAttribute(Clear.ATTRIBUTE))) {
            return Optional.empty();
        }
        Optional<DeadEnd> email = UnprovenEmail.foreseen(authSession, user).map(found -> found);
        Optional<DeadEnd> found = email.or(() -> ofSetUpsClient(session, authSession, user))
                .or(() -> ofRoles(session, authSession, user));
        if (found.isEmpty()) {
            session.setAttribute(Clear.ATTRIBUTE, here);
        }
        return found;
    }

    /** What one request has found clear: its flow asks, and then its action, and all of the user's roles are read for it. */
    record Clear(String signInId, String tabId, String userId) {

        private static final String ATTRIBUTE = "aws-mfa.no-dead-end";

        static Clear of(AuthenticationSessionModel authSession, UserModel user) {
            return new Clear(authSession.getParentSession().getId(), authSession.getTabId(), user.getId());
        }
    }

    /** Of another client nobody knows what reads its responses. */
    private static Optional<DeadEnd> ofSetUpsClient(
            KeycloakSession session, AuthenticationSessionModel authSession, UserModel user) {
        ClientModel client = authSession.getClient();
        if (!SamlProtocol.LOGIN_PROTOCOL.equals(client.getProtocol()) || !AwsClientSettings.isSetUp(client)) {
            return Optional.empty();
        }
        return Undeliverable.foreseen(session, authSession, user).map(found -> found);
    }

    /** None or too many: of the same reading, for it goes through all groups and composites. */
    private static Optional<DeadEnd> ofRoles(
            KeycloakSession session, AuthenticationSessionModel authSession, UserModel user) {
        ClientModel client = authSession.getClient();
        if (!SamlProtocol.LOGIN_PROTOCOL.equals(client.getProtocol())
                || AwsClientSettings.preset(client) != AwsPreset.IAM) {
            return Optional.empty();
        }
        AwsRoles roles = AwsRoles.granted(client, AwsRoles.of(client, user));
        Optional<DeadEnd> none = NoRole.foreseen(client, roles).map(found -> found);
        return none.or(() ->
                TooManyRoles.foreseen(session, authSession, user, roles.pairs()).map(found -> found));
    }
}
