package io.github.keycloakawsmfa.admin.check;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * Registers {@link FirstUseListener} for every realm, without configuration, and remembers the ids of the realms that
 * this node has seen.
 */
public final class FirstUseListenerFactory implements EventListenerProviderFactory {

    private final Set<String> seenRealms = ConcurrentHashMap.newKeySet();
    private final Set<String> failedRealms = ConcurrentHashMap.newKeySet();

    @Override
    public String getId() {
        return "virtual-mfa-first-use";
    }

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new FirstUseListener(session, seenRealms, failedRealms);
    }

    @Override
    public boolean isGlobal() {
        return true;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
