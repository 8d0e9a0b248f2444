package io.github.keycloakawsmfa.device.keycloak;

import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;

/**
 * Sees what administrators do through Keycloak's own REST. The admin event comes in the same transaction, and reaches
 * global listeners even if the realm stores no admin events (26.4 to 26.7, AdminEventBuilder). Users themselves have no
 * way to do what our listeners look for.
 */
abstract class AdminListener implements EventListenerProvider {

    @Override
    public void onEvent(Event event) {
        // Only administrators do most of what our listeners look for.
    }

    @Override
    public final void close() {
        // Holds nothing.
    }
}
