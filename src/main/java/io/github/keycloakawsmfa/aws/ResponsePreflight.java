package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.UndeliverableResponse.Faulty;
import io.github.keycloakawsmfa.aws.UndeliverableResponse.NoRole;
import io.github.keycloakawsmfa.aws.UndeliverableResponse.UnverifiedEmail;
import io.github.keycloakawsmfa.aws.model.AwsPreset;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.saml.SamlProtocol;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Finds out before the end of a sign-in whether its response can be delivered. The gate comes at the very end, where
 * Keycloak can only show its own error page, so the flow and the action ask first.
 */
public final class ResponsePreflight {

    private static final Logger LOG = Logger.getLogger(ResponsePreflight.class);

    private ResponsePreflight() {}

    /**
     * @param authSession where the user is being signed in to the client
     * @return what is in the way; empty if nothing is, or the gate only observes this user
     */
    public static Optional<UndeliverableResponse> of(
            KeycloakSession session, AuthenticationSessionModel authSession, UserModel user) {
        Passed here = Passed.of(authSession, user);
        if (here.equals(session.getAttribute(Passed.ATTRIBUTE))
                || !AwsMfaGate.enforcesFor(session, authSession.getRealm(), user)) {
            return Optional.empty();
        }
        Optional<UndeliverableResponse> found = email(authSession, user)
                .or(() -> fault(session, authSession, user))
                .or(() -> roles(session, authSession, user));
        if (found.isEmpty()) {
            session.setAttribute(Passed.ATTRIBUTE, here);
        }
        return found;
    }

    /** What one request has found clear: its flow asks, then its action, and each time all roles would be read. */
    private record Passed(String signInId, String tabId, String userId) {

        private static final String ATTRIBUTE = "aws-mfa.preflight-passed";

        static Passed of(AuthenticationSessionModel authSession, UserModel user) {
            return new Passed(authSession.getParentSession().getId(), authSession.getTabId(), user.getId());
        }
    }

    private static Optional<UndeliverableResponse> email(AuthenticationSessionModel authSession, UserModel user) {
        ClientModel client = authSession.getClient();
        return AwsClientSettings.preset(client) == AwsPreset.IDENTITY_CENTER
                        && AwsClientDetector.expected(client, authSession)
                        && !GateJudge.hasVerifiedEmail(user)
                        && !isVerificationAskedFor(authSession.getRealm(), user)
                ? Optional.of(new UnverifiedEmail())
                : Optional.empty();
    }

    /** Whether Keycloak itself has the address verified after the flow: not for users without one (VerifyEmail, 26.7.3). */
    private static boolean isVerificationAskedFor(RealmModel realm, UserModel user) {
        RequiredActionProviderModel action =
                realm.getRequiredActionProviderByAlias(UserModel.RequiredAction.VERIFY_EMAIL.name());
        return realm.isVerifyEmail() && action != null && action.isEnabled() && GateJudge.hasEmail(user);
    }

    /**
     * Only for clients made by set-up: nobody knows what reads the responses of others. Also empty if nothing can be
     * foreseen: no rule depends on it, and Keycloak or AWS will show an error.
     */
    private static Optional<UndeliverableResponse> fault(
            KeycloakSession session, AuthenticationSessionModel authSession, UserModel user) {
        ClientModel client = authSession.getClient();
        if (!SamlProtocol.LOGIN_PROTOCOL.equals(client.getProtocol()) || !AwsClientSettings.isSetUp(client)) {
            return Optional.empty();
        }
        try {
            return new ResponseSettings(session, authSession)
                    .fault()
                    .or(() -> NameIds.fault(authSession, user))
                    .or(() -> WrittenForAws.fault(client, user))
                    .map(Faulty::new);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Whether AWS would take a response could not be foreseen", e);
            return Optional.empty();
        }
    }

    /** None or too many, from a single read, because it walks all groups and composites. */
    private static Optional<UndeliverableResponse> roles(
            KeycloakSession session, AuthenticationSessionModel authSession, UserModel user) {
        ClientModel client = authSession.getClient();
        if (!SamlProtocol.LOGIN_PROTOCOL.equals(client.getProtocol())
                || AwsClientSettings.preset(client) != AwsPreset.IAM) {
            return Optional.empty();
        }
        AwsRoles roles = AwsRoles.granted(client, AwsRoles.of(client, user));
        if (AwsClientSettings.isForIam(client) && roles.pairs().isEmpty()) {
            return Optional.of(new NoRole(roles.leftOut()));
        }
        return RoleLimit.foreseen(session, authSession, user, roles.pairs()).map(found -> found);
    }
}
