package io.github.keycloakawsmfa.admin.iam;

import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.OIDCAdvancedConfigWrapper;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/**
 * The client whose service account calls: one that Keycloak would give an access token for that account, and that may
 * call its admin REST API. Each call is an event, as each of its tokens would be.
 */
record CallingClient(KeycloakSession session, ClientModel model) {

    /** What Keycloak asks of callers of its admin REST API from 26.8.2 on. */
    private static final String ADMIN_API = "kc-admin-api";

    /** How the client proved itself, in events. */
    private static final String WAY = "aws4-hmac-sha256";

    /** @throws IamException if there is no such client, or none that may call */
    static CallingClient of(KeycloakSession session, RealmModel realm, String accessKeyId) {
        ClientModel client = realm.getClientByClientId(accessKeyId);
        if (client == null) {
            event(session).client(accessKeyId).error(Errors.CLIENT_NOT_FOUND);
            throw invalid();
        }
        CallingClient calling = new CallingClient(session, client);
        if (!client.isEnabled()) {
            throw calling.refused(Errors.CLIENT_DISABLED);
        }
        if (!calling.hasServiceAccount() || calling.takesBoundTokensOnly()) {
            throw calling.refused(Errors.INVALID_CLIENT);
        }
        return calling;
    }

    private boolean hasServiceAccount() {
        // Without a protocol, Keycloak takes it for OpenID Connect's (26.4 to 26.7, AuthorizeClientUtil).
        return (model.getProtocol() == null || OIDCLoginProtocol.LOGIN_PROTOCOL.equals(model.getProtocol()))
                && !model.isPublicClient()
                && !model.isBearerOnly()
                && model.isServiceAccountsEnabled();
    }

    /** A signature proves no certificate and no key of the client's. */
    private boolean takesBoundTokensOnly() {
        OIDCAdvancedConfigWrapper settings = OIDCAdvancedConfigWrapper.fromClientModel(model);
        return settings.isUseMtlsHokToken() || settings.isUseDPoP();
    }

    /** @throws IamException if callers of the admin REST API need a scope in this realm, and it lacks it */
    void requireAdminApi(RealmModel realm) {
        if (realm.getClientScopesStream().anyMatch(scope -> scope.getName().equals(ADMIN_API))
                && !model.getClientScopes(true).containsKey(ADMIN_API)) {
            tell(Errors.NOT_ALLOWED, "no_admin_api");
            throw new IamException(
                    IamError.ACCESS_DENIED,
                    "This realm has the client scope " + ADMIN_API
                            + " for callers of its admin REST API, and the client lacks it.");
        }
    }

    /** @throws IamException if it is not there, or disabled */
    UserModel serviceAccount() {
        UserModel account = session.users().getServiceAccount(model);
        if (account == null || !account.isEnabled()) {
            throw refused(Errors.USER_DISABLED);
        }
        return account;
    }

    /** Tells why, which the answer does not. */
    IamException refused(String error) {
        event(session).client(model).error(error);
        return invalid();
    }

    void tell(String error, String reason) {
        event(session).client(model).detail(Details.REASON, reason).error(error);
    }

    void tellSuccess(UserModel account) {
        event(session).client(model).user(account).success();
    }

    private static EventBuilder event(KeycloakSession session) {
        return new EventBuilder(
                        session.getContext().getRealm(),
                        session,
                        session.getContext().getConnection())
                .event(EventType.CLIENT_LOGIN)
                .detail(Details.CLIENT_AUTH_METHOD, WAY);
    }

    private static IamException invalid() {
        return new IamException(
                IamError.INVALID_CLIENT_TOKEN_ID, "The security token included in the request is invalid.");
    }
}
