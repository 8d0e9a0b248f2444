package io.github.keycloakawsmfa.internals;

import jakarta.ws.rs.core.MultivaluedHashMap;
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
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.ServiceAccountTokenRequestContext;
import org.keycloak.services.util.DefaultClientSessionContext;
import org.keycloak.utils.RoleResolveUtil;

/**
 * What Keycloak would write into the access token of a client's service account (ClientCredentialsGrantType, 26.4.7 to
 * 26.7.3): the roles that the account has and the client's scope lets through. For Keycloak's own classes to judge; it is
 * never signed, and leaves nothing behind. What mappers would add is not in it. Without these classes, the account's rights could only be guessed from its roles.
 */
public final class ServiceAccountToken {

    private ServiceAccountToken() {}

    /** @throws ClientPolicyException if a policy of the realm refuses the client such a token */
    public static AccessToken of(KeycloakSession session, RealmModel realm, ClientModel client, UserModel account)
            throws ClientPolicyException {
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
        session.clientPolicy()
                .triggerOnEvent(new ServiceAccountTokenRequestContext(new MultivaluedHashMap<>(), clientSession));
        ClientSessionContext context =
                DefaultClientSessionContext.fromClientSessionAndScopeParameter(clientSession, null, session);
        AccessToken token = new AccessToken();
        token.id(KeycloakModelUtils.generateId());
        token.issuedFor(client.getClientId());
        token.subject(account.getId());
        token.setScope(context.getScopeString());
        // Created if missing: without any roles, Keycloak would look for the session that the token belongs to.
        token.setRealmAccess(RoleResolveUtil.getResolvedRealmRoles(session, context, true));
        token.setResourceAccess(RoleResolveUtil.getAllResolvedClientRoles(session, context));
        return token;
    }
}
