package io.github.keycloakawsmfa.admin.check;

import io.github.keycloakawsmfa.admin.call.FrontendAddress;
import io.github.keycloakawsmfa.admin.setup.AwsClients;
import io.github.keycloakawsmfa.device.keys.DeviceKeys;
import io.github.keycloakawsmfa.device.keys.KeyInspection;
import io.github.keycloakawsmfa.device.ledger.LedgerDamage;
import org.jboss.logging.Logger;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Checks a realm once its request is over, in another thread: the request neither waits for it nor fails with it. */
final class FirstUse extends AbstractKeycloakTransaction {

    private static final Logger LOG = Logger.getLogger(FirstUse.class);
    /** No more are read, let alone opened: each node does this after each start. */
    private static final int DEVICES = 1000;

    private final KeycloakSession session;
    private final String realmId;
    private final FrontendAddress at;

    FirstUse(KeycloakSession session, String realmId) {
        this.session = session;
        this.realmId = realmId;
        this.at = FrontendAddress.of(session, session.realms().getRealm(realmId));
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
                    .execute(() -> check(factory));
        } catch (RuntimeException e) {
            LOG.warn("The check of a realm at its first use could not be started", e);
        }
    }

    private void check(KeycloakSessionFactory factory) {
        try {
            KeycloakModelUtils.runJobInTransaction(factory, inner -> {
                RealmModel realm = inner.realms().getRealm(realmId);
                if (realm != null) {
                    inner.getContext().setRealm(realm);
                    KeyInspection devices = new DeviceKeys(inner, realm).inspectFirst(DEVICES);
                    LedgerDamage records = LedgerDamage.of(inner, realm, DEVICES);
                    Report.of(Checks.ofRealm(inner, realm, at, AwsClients.of(inner, realm), devices, records, true))
                            .log("realm " + realm.getName());
                }
            });
        } catch (RuntimeException e) {
            LOG.warn("The check of a realm at its first use failed", e);
        }
    }
}
