package io.github.keycloakawsmfa.device.mail;

import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.internals.RealmUrls;
import io.github.keycloakawsmfa.internals.StartUrl;
import java.net.URI;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.urls.UrlType;

/**
 * The address in a mail at which users find their own devices: short enough to be read, and decided when it is opened.
 * It leads through the account console's client, by the action that shows the devices, to the account console.
 */
public final class DevicesLink {

    /** Below {@code /realms/{realm}/aws-mfa}. */
    public static final String PATH = "manage-devices";

    private DevicesLink() {}

    /** At the realm's frontend address. Empty where it would lead nowhere: no account console, or no such action. */
    static Optional<URI> of(KeycloakSession session, RealmModel realm) {
        URI frontend = session.getContext().getUri(UrlType.FRONTEND).getBaseUri();
        return destination(session, realm)
                .map(console -> URI.create(RealmUrls.issuer(frontend, realm.getName()) + "/aws-mfa/" + PATH));
    }

    /** Where it leads: to a sign-in and then to the user's devices. Empty as before. */
    public static Optional<URI> destination(KeycloakSession session, RealmModel realm) {
        return StartUrl.ofAccount(session, realm, VirtualMfaDevice.DEVICES_ACTION)
                .map(URI::create);
    }
}
