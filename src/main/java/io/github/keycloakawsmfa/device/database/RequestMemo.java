package io.github.keycloakawsmfa.device.database;

import java.util.HashMap;
import java.util.Map;
import org.keycloak.models.KeycloakSession;

/** What a request has found out and need not find out again, in its own session or in an {@link OwnTransaction}. */
public final class RequestMemo {

    private static final String ATTRIBUTE = "virtual-mfa.request";

    private RequestMemo() {}

    /** Shared by all sessions of the request; callers choose their own keys. Not thread-safe. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> of(KeycloakSession session) {
        Map<String, Object> memo = (Map<String, Object>) session.getAttribute(ATTRIBUTE);
        if (memo == null) {
            memo = new HashMap<>();
            session.setAttribute(ATTRIBUTE, memo);
        }
        return memo;
    }

    static void handDown(KeycloakSession outer, KeycloakSession inner) {
        inner.setAttribute(ATTRIBUTE, of(outer));
    }
}
