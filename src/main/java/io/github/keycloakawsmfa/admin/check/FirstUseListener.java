package io.github.keycloakawsmfa.admin.check;

import io.github.keycloakawsmfa.admin.call.FrontendAddress;
import io.github.keycloakawsmfa.admin.setup.AwsClients;
import io.github.keycloakawsmfa.aws.AwsClientSettings;
import io.github.keycloakawsmfa.device.keys.DeviceKeys;
import io.github.keycloakawsmfa.device.keys.KeyInspection;
import io.github.keycloakawsmfa.device.ledger.LedgerDamage;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.device.time.ServerTime;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.keycloak.Config;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Has a realm checked when this node first sees the plugin at work in it. */
public final class FirstUseListener implements EventListenerProviderFactory {

    private static final Logger LOG = Logger.getLogger(FirstUseListener.class);

    /** No more are read, let alone opened: each node does this after each start. */
    private static final int DEVICES = 1000;

    /** Ids of realms that this node has seen. */
    private final Set<String> seenRealms = ConcurrentHashMap.newKeySet();

    private final Set<String> failedRealms = ConcurrentHashMap.newKeySet();

    @Override
    public String getId() {
        return "virtual-mfa-first-use";
    }

    /** In every realm, without configuration. */
    @Override
    public boolean isGlobal() {
        return true;
    }

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new EventListenerProvider() {
            @Override
            public void onEvent(Event event) {
                see(event, session);
            }

            @Override
            public void onEvent(AdminEvent event, boolean includeRepresentation) {
                // Administrators can ask for the check themselves.
            }

            @Override
            public void close() {}
        };
    }

    private void see(Event event, KeycloakSession session) {
        String realmId = event.getRealmId();
        if (realmId == null || seenRealms.contains(realmId)) {
            return;
        }
        try {
            if (isOurs(event, session)) {
                FrontendAddress at =
                        FrontendAddress.of(session, session.realms().getRealm(realmId));
                if (seenRealms.add(realmId)) {
                    session.getTransactionManager().enlistAfterCompletion(new CheckAfterRequest(session, realmId, at));
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
    private static boolean isOurs(Event event, KeycloakSession session) {
        String error = event.getError();
        boolean ofDevice = event.getDetails() != null
                && VirtualMfaDevice.TYPE.equals(event.getDetails().get(Details.CREDENTIAL_TYPE));
        return ofDevice || (error != null && error.startsWith("aws_mfa_")) || isGuardedSignIn(event, session);
    }

    private static boolean isGuardedSignIn(Event event, KeycloakSession session) {
        if (event.getClientId() == null
                || (event.getType() != EventType.LOGIN && event.getType() != EventType.LOGIN_ERROR)) {
            return false;
        }
        RealmModel realm = session.realms().getRealm(event.getRealmId());
        ClientModel client = realm == null ? null : realm.getClientByClientId(event.getClientId());
        return client != null && AwsClientSettings.isGuarded(client);
    }

    private static void check(KeycloakSession session, String realmId, FrontendAddress at) {
        RealmModel realm = session.realms().getRealm(realmId);
        if (realm != null) {
            session.getContext().setRealm(realm);
            KeyInspection devices = new DeviceKeys(session, realm).inspectFirst(DEVICES);
            LedgerDamage records = LedgerDamage.of(session, realm, DEVICES, ServerTime.now());
            Report.of(Checks.ofRealm(session, realm, at, AwsClients.of(session, realm), devices, records, true))
                    .log("realm " + realm.getName());
        }
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    /** Checks once the request is over, in another thread: the request neither waits for it nor fails with it. */
    private static final class CheckAfterRequest extends AbstractKeycloakTransaction {

        private final KeycloakSession session;
        private final String realmId;
        private final FrontendAddress at;

        CheckAfterRequest(KeycloakSession session, String realmId, FrontendAddress at) {
            this.session = session;
            this.realmId = realmId;
            this.at = at;
        }

        @Override
        protected void commitImpl() {
            start();
        }

        @Override
        protected void rollbackImpl() {
            start();
        }

        /** Throws nothing: Keycloak would take it for a failed commit. */
        private void start() {
            try {
                KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
                session.getProvider(ExecutorsProvider.class)
                        .getExecutor("aws-mfa-check")
                        .execute(() -> run(factory));
            } catch (RuntimeException e) {
                LOG.warn("The check of a realm at its first use could not be started", e);
            }
        }

        private void run(KeycloakSessionFactory factory) {
            try {
                KeycloakModelUtils.runJobInTransaction(factory, inner -> check(inner, realmId, at));
            } catch (RuntimeException e) {
                LOG.warn("The check of a realm at its first use failed", e);
            }
        }
    }
}
