package io.github.keycloakawsmfa.internals;

import org.keycloak.common.constants.ServiceAccountConstants;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionModel.SessionPersistenceState;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.util.DefaultClientSessionContext;
import org.keycloak.utils.RoleResolveUtil;

/**
 * What Keycloak would write into the access token of a client's service account (ClientCredentialsGrantType, 26.4.7 to
 * 26.7.3): the roles that the account has and the client's scope lets through. For Keycloak's own classes to judge; it is
 * never signed, and leaves nothing behind. Without them, the account's rights could only be guessed from its roles.
 */
public final class ServiceAccountToken {

    private ServiceAccountToken() {}

    public static AccessToken of(KeycloakSession session, RealmModel realm, ClientModel client, UserModel account) {
        UserSessionModel userSession = session.sessions()
                .createUserSession(
                        KeycloakModelUtils.generateId(),
                        realm,
                        account,
                        account.getUsername(),
                        session.getContext().getConnection().getRemoteHost(),
                        ServiceAccountConstants.CLIENT_AUTH,
                        false,
                        null,
                        null,
                        SessionPersistenceState.TRANSIENT);
        AuthenticatedClientSessionModel clientSession =
                session.sessions().createClientSession(realm, client, userSession);
        ClientSessionContext context =
                DefaultClientSessionContext.fromClientSessionAndScopeParameter(clientSession, null, session);
        AccessToken token = new AccessToken();
        token.id(KeycloakModelUtils.generateId());
        token.issuedFor(client.getClientId());
        token.subject(account.getId());
        // Created if missing: without any roles, Keycloak would look for the session that the token belongs to.
        token.setRealmAccess(RoleResolveUtil.getResolvedRealmRoles(session, context, true));
        token.setResourceAccess(RoleResolveUtil.getAllResolvedClientRoles(session, context));
        return token;
    }
}
