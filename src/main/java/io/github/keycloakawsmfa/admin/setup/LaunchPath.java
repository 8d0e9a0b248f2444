package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.call.FrontendAddress;
import io.github.keycloakawsmfa.internals.RealmUrls;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.models.Constants;

/**
 * Where a client's users start: the path of its IdP-initiated sign-in.
 *
 * @param basePath as in {@link FrontendAddress}
 * @param realmName as administrators wrote it: blanks, percent signs and other scripts are allowed
 * @param urlName the client's name in such addresses, likewise
 */
record LaunchPath(String basePath, String realmName, String urlName) {

    /** A path of this kind, for any server, realm and name; what follows is the administrator's. */
    private static final Pattern KIND = Pattern.compile(
            "/(?:[^?#]*/)?realms/[^/?#]+/protocol/saml/clients/[^/?#]*/?(?<rest>(?:[?#].*)?)", Pattern.DOTALL);

    /** Encoded as in Keycloak's own addresses of the realm: a part of those is the path of its cookies. */
    String path() {
        return below(basePath);
    }

    /**
     * What the client's base URL should be. An address of another kind is the administrator's and stays; so does any if
     * their root URL leads it to another host, or if the new one is longer than Keycloak's column.
     *
     * @param rootUrl the client's, empty if it has none: Keycloak resolves a base URL that begins with a slash against
     *     it, or without one against the root of the host (26.7.3, ResolveRelative)
     * @param present the client's base URL now; empty if it has none
     */
    String baseUrl(String rootUrl, String present) {
        boolean ofThisServer = rootUrl.equals(Constants.AUTH_BASE_URL_PROP);
        if (!ofThisServer && !rootUrl.isBlank()) {
            return present;
        }
        String wanted = moved(present, ofThisServer ? below("/") : path());
        return wanted.length() > SetupValues.COLUMN ? present : wanted;
    }

    private static String moved(String present, String path) {
        if (present.isBlank()) {
            return path;
        }
        Matcher kind = KIND.matcher(present);
        return kind.matches() ? path + kind.group("rest") : present;
    }

    private String below(String base) {
        return RealmUrls.realms(URI.create(base))
                .path("{realm}/protocol/saml/clients/{name}")
                .build(realmName, urlName)
                .toString()
                // Not encoded in a path, but Keycloak answers no path that has it (26.7.3).
                .replace(";", "%3B");
    }
}
