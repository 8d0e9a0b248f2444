package io.github.keycloakawsmfa.admin.call;

import io.github.keycloakawsmfa.internals.AccessTokens;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.idm.ErrorRepresentation;
import org.keycloak.services.ErrorResponseException;

/**
 * The access token of a call, checked as Keycloak's account REST checks it: signature, issuer, time, revocation and
 * not-before, the proof of possession if it is bound to one, an enabled client, an existing session and an enabled
 * user; and that it is meant for the account.
 *
 * @param token as it came
 * @param full the same plus what a lightweight token leaves to introspection
 * @param session the one that the token belongs to
 */
public record BearerToken(AccessToken token, AccessToken full, UserSessionModel session) {

    private static final String ACCOUNT = Constants.ACCOUNT_MANAGEMENT_CLIENT_ID;

    /** Refuses anything else with 401. */
    public static BearerToken of(KeycloakSession session) {
        if (!AccessTokens.isValid(session)) {
            throw refused(session, "This call needs a valid access token of this realm: Authorization: Bearer …");
        }
        AccessToken token = (AccessToken) session.getContext().getBearerToken();
        UserSessionModel userSession = session.getContext().getUserSession();
        AccessToken full = isFull(token) ? token : AccessTokens.full(session, token, userSession);
        if (!full.hasAudience(ACCOUNT)) {
            throw refused(session, "The token is not meant for the client account: it lacks that audience.");
        }
        return new BearerToken(token, full, userSession);
    }

    /** Whether the token has a role of the client {@code account}. */
    public boolean hasAccountRole(String role) {
        AccessToken.Access account = full.getResourceAccess(ACCOUNT);
        return account != null && account.isUserInRole(role);
    }

    private static boolean isFull(AccessToken token) {
        return token.getAudience() != null && token.getResourceAccess(ACCOUNT) != null;
    }

    /** As in addresses: a name may contain quotes and characters that no header can carry. */
    private static String inHeader(RealmModel realm) {
        return UriBuilder.fromPath("{realm}").build(realm.getName()).toString();
    }

    /** RFC 6750, section 3: the header says what was expected, and no more if nothing was sent. */
    private static ErrorResponseException refused(KeycloakSession session, String why) {
        boolean came = session.getContext().getHttpRequest().getHttpHeaders().getHeaderString(HttpHeaders.AUTHORIZATION)
                != null;
        ErrorRepresentation body = new ErrorRepresentation();
        body.setErrorMessage(why);
        return new ErrorResponseException(Response.status(Response.Status.UNAUTHORIZED)
                .header(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer realm=\"" + inHeader(session.getContext().getRealm()) + "\""
                                + (came ? ", error=\"invalid_token\"" : ""))
                .type(MediaType.APPLICATION_JSON)
                .entity(body)
                .build());
    }
}
