package io.github.keycloakawsmfa.admin.call;

import io.github.keycloakawsmfa.internals.RealmUrls;
import java.net.URI;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.urls.UrlType;

/**
 * What only a request tells about the server's address.
 *
 * @param basePath the server's own path as its addresses have it, with a slash at its end
 * @param issuer of the realm's assertions
 */
public record FrontendAddress(String basePath, String issuer) {

    /** From the current request. */
    public static FrontendAddress of(KeycloakSession session, RealmModel realm) {
        URI base = session.getContext().getUri(UrlType.FRONTEND).getBaseUri();
        String path = base.getRawPath();
        return new FrontendAddress(path.endsWith("/") ? path : path + "/", RealmUrls.issuer(base, realm.getName()));
    }
}
