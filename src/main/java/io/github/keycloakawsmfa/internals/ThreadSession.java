package io.github.keycloakawsmfa.internals;

import org.keycloak.models.KeycloakSession;
import org.keycloak.utils.KeycloakSessionUtil;

/**
 * The session of the current request. Keycloak calls SAML preprocessors as factories and hands them none: {@code
 * SamlSessionUtils} (26.7.3) casts the factories and never calls {@code create(session)}. To be replaced by {@code
 * create(session)} once Keycloak calls it.
 */
public final class ThreadSession {

    private ThreadSession() {}

    /** @return null outside a request */
    public static KeycloakSession current() {
        return KeycloakSessionUtil.getKeycloakSession();
    }
}
