package io.github.keycloakawsmfa.device.mail;

import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.internals.RealmUrls;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.urls.UrlType;

/**
 * The address in a mail at which users find their own devices: short enough to be read, and decided when it is opened.
 * It leads through the account console's client, by the action that shows the devices, to the account console.
 */
public final class DevicesLink {

    /** Below {@code /realms/{realm}/aws-mfa}. */
    public static final String PATH = "manage-devices";

    /** As many as a challenge has, which is a SHA-256. */
    private static final int RANDOM_BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private DevicesLink() {}

    /** At the realm's frontend address. Empty where it would lead nowhere: no account console, or no such action. */
    static Optional<URI> of(KeycloakSession session, RealmModel realm) {
        return console(realm).map(console -> URI.create(base(session, realm) + "/aws-mfa/" + PATH));
    }

    /** Where it leads: to a sign-in and then to the user's devices. Empty as before. */
    public static Optional<URI> destination(KeycloakSession session, RealmModel realm) {
        String base = base(session, realm);
        return console(realm)
                .map(console -> UriBuilder.fromUri(base)
                        .path("protocol/openid-connect/auth")
                        .queryParam(OAuth2Constants.CLIENT_ID, console.getClientId())
                        .queryParam(OAuth2Constants.RESPONSE_TYPE, OAuth2Constants.CODE)
                        .queryParam(OAuth2Constants.SCOPE, OAuth2Constants.SCOPE_OPENID)
                        .queryParam(OAuth2Constants.REDIRECT_URI, base + "/account/account-security/signing-in")
                        .queryParam(Constants.KC_ACTION, VirtualMfaDevice.DEVICES_ACTION)
                        // Only with a state does the console take the code out of its address, and else fails on it.
                        .queryParam(OAuth2Constants.STATE, random())
                        // The client takes no request without. Nobody redeems the code: the console asks for its own.
                        .queryParam(OIDCLoginProtocol.CODE_CHALLENGE_PARAM, random())
                        .queryParam(OIDCLoginProtocol.CODE_CHALLENGE_METHOD_PARAM, OAuth2Constants.PKCE_METHOD_S256)
                        .build());
    }

    private static Optional<ClientModel> console(RealmModel realm) {
        RequiredActionProviderModel action = realm.getRequiredActionProviderByAlias(VirtualMfaDevice.DEVICES_ACTION);
        ClientModel account = realm.getClientByClientId(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID);
        return action != null && action.isEnabled() && account != null && account.isEnabled()
                ? Optional.ofNullable(realm.getClientByClientId(Constants.ACCOUNT_CONSOLE_CLIENT_ID))
                        .filter(ClientModel::isEnabled)
                : Optional.empty();
    }

    private static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String base(KeycloakSession session, RealmModel realm) {
        return RealmUrls.issuer(session.getContext().getUri(UrlType.FRONTEND).getBaseUri(), realm.getName());
    }
}
