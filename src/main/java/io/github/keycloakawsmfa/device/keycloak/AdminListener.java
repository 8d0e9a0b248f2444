package io.github.keycloakawsmfa.device.keycloak;

import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;

/**
 * Sees what administrators do by Keycloak's own REST. The admin event comes in the same transaction, and to global
 * listeners also where the realm stores no admin events (26.4 to 26.7, AdminEventBuilder). Users' own doors are shut to
 * what our listeners look for.
 */
abstract class AdminListener implements EventListenerProvider {

    @Override
    public void onEvent(Event event) {
        // Most of what our listeners look for only an administrator does.
    }

    @Override
    public final void close() {
        // Holds nothing.
    }
}
