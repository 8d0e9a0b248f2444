package io.github.keycloakawsmfa.admin.page;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.keycloak.headers.SecurityHeadersProvider;
import org.keycloak.models.BrowserSecurityHeaders;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * What a browser is told about the page besides its content. Keycloak would overwrite its policy with the realm's, which
 * lets login pages run inline scripts (26.4 to 26.7, DefaultSecurityHeadersProvider): so all headers are written here.
 */
record PageHeaders(KeycloakSession session, RealmModel realm) {

    private static final String OFF = "'none'";
    private static final String SELF = "'self'";

    /**
     * @param called other origins to which the page sends calls; mostly none
     */
    ResponseBuilder document(ResponseBuilder document, Collection<String> called) {
        return common(document)
                .header("Content-Security-Policy", policy(called))
                .header("X-Frame-Options", "DENY")
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** A script of an older JAR would not go with the others: the browser has to ask each time. */
    ResponseBuilder file(ResponseBuilder file) {
        return common(file).header(HttpHeaders.CACHE_CONTROL, "no-cache");
    }

    static String policy(Collection<String> called) {
        Map<String, String> policy = Map.of(
                "default-src", OFF,
                "script-src", SELF,
                "style-src", SELF,
                "font-src", SELF,
                "img-src", SELF + " data:",
                "connect-src", called.stream().map(origin -> " " + origin).collect(Collectors.joining("", SELF, "")),
                "frame-ancestors", OFF,
                "base-uri", OFF,
                "form-action", OFF,
                "require-trusted-types-for", "'script'");
        return policy.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(directive -> directive.getKey() + " " + directive.getValue())
                .collect(Collectors.joining("; "));
    }

    private ResponseBuilder common(ResponseBuilder response) {
        session.getProvider(SecurityHeadersProvider.class).options().skipHeaders();
        BrowserSecurityHeaders transport = BrowserSecurityHeaders.STRICT_TRANSPORT_SECURITY;
        String lasting =
                realm.getBrowserSecurityHeaders().getOrDefault(transport.getKey(), transport.getDefaultValue());
        if (!lasting.isEmpty()) {
            response.header(transport.getHeaderName(), lasting);
        }
        return response.header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "none");
    }
}
