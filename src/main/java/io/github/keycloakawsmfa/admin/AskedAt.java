package io.github.keycloakawsmfa.admin;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.Urls;
import org.keycloak.urls.UrlType;

/**
 * What only a request tells of the server's address.
 *
 * @param basePath as {@link Setup#basePath} says
 * @param issuer of the realm's assertions
 */
record AskedAt(String basePath, String issuer) {

    /** Of the present request. */
    static AskedAt of(KeycloakSession session, RealmModel realm) {
        return new AskedAt(
                Setup.basePath(session),
                Urls.realmIssuer(session.getContext().getUri(UrlType.FRONTEND).getBaseUri(), realm.getName()));
    }
}
