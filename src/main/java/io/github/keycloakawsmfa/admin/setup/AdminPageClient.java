package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.internals.RealmUrls;
import java.net.URI;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/** The public client by which the page for administrators signs in: while it is there and enabled, so is the page. */
public final class AdminPageClient {

    public static final String ID = "aws-mfa-admin";

    /** Client attribute: set-up made this client, or was allowed to take it over. */
    private static final String MARK = "aws-mfa.admin-page";

    private AdminPageClient() {}

    /** Whether the realm has the page. */
    public static boolean isOn(RealmModel realm) {
        ClientModel client = realm.getClientByClientId(ID);
        return client != null && client.isEnabled() && isSetUp(client);
    }

    /**
     * {@code /realms/NAME/aws-mfa/admin}, below the server's base address, encoded as in Keycloak's own addresses. It is
     * the only redirect URI of the client, and compared letter by letter.
     */
    public static String path(RealmModel realm) {
        return RealmUrls.realms(URI.create("/"))
                .path("{realm}/aws-mfa/admin")
                .build(realm.getName())
                .toString()
                // Not encoded in a path, but Keycloak answers no path that has it (26.7.3).
                .replace(";", "%3B");
    }

    static boolean isSetUp(ClientModel client) {
        return Boolean.parseBoolean(client.getAttribute(MARK));
    }

    static ClientSetting mark() {
        return ClientSetting.samlFlag(MARK, true);
    }
}
