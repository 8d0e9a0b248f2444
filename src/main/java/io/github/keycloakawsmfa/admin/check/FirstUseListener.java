package io.github.keycloakawsmfa.admin.check;

import io.github.keycloakawsmfa.aws.AwsClientSettings;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Has a realm checked when this node first sees the plugin at work in it. */
final class FirstUseListener implements EventListenerProvider {

    private static final Logger LOG = Logger.getLogger(FirstUseListener.class);

    private final KeycloakSession session;
    private final Set<String> seenRealms;
    private final Set<String> failedRealms;

    FirstUseListener(KeycloakSession session, Set<String> seenRealms, Set<String> failedRealms) {
        this.session = session;
        this.seenRealms = seenRealms;
        this.failedRealms = failedRealms;
    }

    @Override
    public void onEvent(Event event) {
        String realmId = event.getRealmId();
        if (realmId == null || seenRealms.contains(realmId)) {
            return;
        }
        try {
            if (isOurs(event)) {
                FirstUse check = new FirstUse(session, realmId);
                if (seenRealms.add(realmId)) {
                    session.getTransactionManager().enlistAfterCompletion(check);
                }
            }
        } catch (RuntimeException e) {
            // Tried again at the next event, but logged once: every sign-in emits events.
            if (failedRealms.add(realmId)) {
                LOG.warn("A realm could not be checked at its first use", e);
            }
        }
    }

    /** A sign-in at a guarded client, a refusal by the gate at any, or a device. */
    private boolean isOurs(Event event) {
        String error = event.getError();
        boolean ofDevice = event.getDetails() != null
                && VirtualMfaDevice.TYPE.equals(event.getDetails().get(Details.CREDENTIAL_TYPE));
        return ofDevice || (error != null && error.startsWith("aws_mfa_")) || isGuardedSignIn(event);
    }

    private boolean isGuardedSignIn(Event event) {
        if (event.getClientId() == null
                || (event.getType() != EventType.LOGIN && event.getType() != EventType.LOGIN_ERROR)) {
            return false;
        }
        RealmModel realm = session.realms().getRealm(event.getRealmId());
        ClientModel client = realm == null ? null : realm.getClientByClientId(event.getClientId());
        return client != null && AwsClientSettings.isGuarded(client);
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        // Administrators can ask for the check themselves.
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
