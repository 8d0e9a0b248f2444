package io.github.keycloakawsmfa.internals;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.keycloak.common.util.SecretGenerator;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.services.Urls;
import org.keycloak.services.util.ResolveRelative;
import org.keycloak.urls.UrlType;

/**
 * Where a browser starts a sign-in, as {@code ResolveRelative} and {@code Urls} of keycloak-services (26.7.3) build
 * addresses. Without them, a base URL is behind the root URL, and {@code auth} behind the realm's base.
 */
public final class StartUrl {

    /** RFC 7636: what S256 gives. */
    private static final int CHALLENGE = 43;

    private static final int STATE = 22;

    /** The console's page of credentials, below its base URL. */
    private static final String SIGNING_IN = "account-security/signing-in";

    private StartUrl() {}

    /** The client's base URL, resolved, if the client has one that a browser may be sent to. */
    public static Optional<String> of(KeycloakSession session, ClientModel client) {
        String url = client.isEnabled()
                ? ResolveRelative.resolveRelativeUri(session, client.getRootUrl(), client.getBaseUrl())
                : null;
        return Optional.ofNullable(url).map(String::strip).filter(StartUrl::isOfTheWeb);
    }

    /** Whether the client is Keycloak's account console, which starts no action by its base URL. */
    public static boolean isAccount(ClientModel client) {
        return Constants.ACCOUNT_MANAGEMENT_CLIENT_ID.equals(client.getClientId())
                || Constants.ACCOUNT_CONSOLE_CLIENT_ID.equals(client.getClientId());
    }

    /**
     * The account console's sign-in with an action after it, which ends at its page of credentials; empty where nobody
     * can sign in there, or the realm has no such action. The console knows no such link, so this is the request that it
     * would send itself. Nobody redeems the code that it gets: the console discards it, if there is a state, and signs
     * in once more, without a question. Without a state it fails (26.4 to 26.7).
     */
    public static Optional<String> ofAccount(KeycloakSession session, RealmModel realm, String action) {
        ClientModel account = realm.getClientByClientId(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID);
        ClientModel console = realm.getClientByClientId(Constants.ACCOUNT_CONSOLE_CLIENT_ID);
        RequiredActionProviderModel required = realm.getRequiredActionProviderByAlias(action);
        if (account == null || !account.isEnabled() || console == null || !console.isStandardFlowEnabled()) {
            return Optional.empty();
        }
        if (required == null || !required.isEnabled()) {
            return Optional.empty();
        }
        return of(session, console).map(start -> {
            URI base = session.getContext().getUri(UrlType.FRONTEND).getBaseUri();
            return Urls.realmBase(base)
                    .path("{realm}/protocol/openid-connect/auth")
                    .queryParam("client_id", console.getClientId())
                    .queryParam("redirect_uri", "{start}")
                    .queryParam("response_type", "code")
                    .queryParam("scope", "openid")
                    .queryParam("state", SecretGenerator.getInstance().randomString(STATE))
                    .queryParam("code_challenge", SecretGenerator.getInstance().randomString(CHALLENGE))
                    .queryParam("code_challenge_method", "S256")
                    .queryParam("kc_action", action)
                    .build(realm.getName(), page(start))
                    .toString();
        });
    }

    private static String page(String start) {
        return start.endsWith("/") ? start + SIGNING_IN : start + "/" + SIGNING_IN;
    }

    private static boolean isOfTheWeb(String url) {
        try {
            URI uri = new URI(url);
            return ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))
                    && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
