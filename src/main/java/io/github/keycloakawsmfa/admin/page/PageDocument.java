package io.github.keycloakawsmfa.admin.page;

import io.github.keycloakawsmfa.admin.setup.AdminPageClient;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.keycloak.Config;
import org.keycloak.common.Version;
import org.keycloak.common.util.UriUtils;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.urls.UrlType;

/**
 * The page's HTML: the same for everybody, with where the scripts find what.
 *
 * @param base the server's address for users, without a slash at its end
 * @param admin the same for calls of administrators
 * @param here where this request was sent
 */
record PageDocument(RealmModel realm, URI base, URI admin, URI here) {

    private static final Pattern FIELD = Pattern.compile("\\$\\{([a-z]+)}");

    static PageDocument of(KeycloakSession session, RealmModel realm) {
        return new PageDocument(
                realm,
                session.getContext().getUri(UrlType.FRONTEND).getBaseUri(),
                session.getContext().getUri(UrlType.ADMIN).getBaseUri(),
                session.getContext().getUri().getRequestUri());
    }

    String html() {
        String root = bare(base);
        String page = root + AdminPageClient.path(realm);
        Map<String, String> fields = Map.of(
                "server", root,
                "admin", bare(admin),
                "realm", realm.getName(),
                "master", String.valueOf(realm.getName().equals(Config.getAdminRealm())),
                "client", AdminPageClient.ID,
                "page", page,
                "files", URI.create(page).getRawPath(),
                "locale", Objects.requireNonNullElse(realm.getDefaultLocale(), ""),
                "keycloak",
                        Objects.requireNonNullElse(base.getRawPath(), "/").replaceFirst("/*$", "") + "/resources/"
                                + Version.RESOURCES_VERSION + "/common/keycloak");
        String template = PageFile.read("admin.html").text();
        return FIELD.matcher(template)
                .replaceAll(field -> Matcher.quoteReplacement(escaped(fields.get(field.group(1)))));
    }

    /** Origins other than the page's own that it calls: where users and administrators have different addresses. */
    List<String> called() {
        String own = UriUtils.getOrigin(here);
        return Stream.of(base, admin)
                .map(UriUtils::getOrigin)
                .filter(origin -> !origin.equals(own))
                .distinct()
                .toList();
    }

    private static String bare(URI address) {
        return address.toString().replaceFirst("/*$", "");
    }

    /** For an attribute in double quotes. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
