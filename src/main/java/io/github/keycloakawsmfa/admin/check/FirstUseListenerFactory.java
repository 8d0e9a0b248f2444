package io.github.keycloakawsmfa.admin.check;

import io.github.keycloakawsmfa.device.keycloak.GlobalListenerFactory;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Registers {@link FirstUseListener}, and remembers the ids of the realms that this node has seen. */
public final class FirstUseListenerFactory extends GlobalListenerFactory {

    /** For Keycloak. */
    public FirstUseListenerFactory() {
        this(ConcurrentHashMap.newKeySet(), ConcurrentHashMap.newKeySet());
    }

    private FirstUseListenerFactory(Set<String> seenRealms, Set<String> failedRealms) {
        super("virtual-mfa-first-use", session -> new FirstUseListener(session, seenRealms, failedRealms));
    }
}
