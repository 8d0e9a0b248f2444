package io.github.keycloakawsmfa.internals;

import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import org.keycloak.services.Urls;

/** Addresses as {@code Urls} of keycloak-services (26.7.3) builds them; without it, they are texts behind the base. */
public final class RealmUrls {

    private RealmUrls() {}

    /** {@code BASE/realms/NAME}, encoded: a realm's issuer. */
    public static String issuer(URI base, String realmName) {
        return Urls.realmIssuer(base, realmName);
    }

    /** {@code BASE/realms}, to which a path is added. */
    public static UriBuilder realms(URI base) {
        return Urls.realmBase(base);
    }
}
