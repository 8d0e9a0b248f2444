package io.github.keycloakawsmfa.device.keycloak;

import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Registers {@link DeviceEventListener} for every realm, without configuration. */
public final class DeviceEventListenerFactory implements EventListenerProviderFactory {

    /** The provider id. */
    public static final String ID = VirtualMfaDevice.TYPE;

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new DeviceEventListener(session);
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
