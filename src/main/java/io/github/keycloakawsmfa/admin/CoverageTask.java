package io.github.keycloakawsmfa.admin;

import io.github.keycloakawsmfa.aws.AwsClientSettings;
import io.github.keycloakawsmfa.device.metrics.CoverageCount;
import io.github.keycloakawsmfa.device.metrics.CoverageMeters;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.device.time.ServerTime;
import io.github.keycloakawsmfa.internals.KeycloakTables;
import io.github.keycloakawsmfa.internals.UserCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.timer.ScheduledTask;
import org.keycloak.timer.TimerProvider;

/**
 * Counts who has a device for the metrics: in Keycloak's timer, on each node by itself, and only where metrics are on.
 * Two statements for each realm in which set-up has run, and one that finds these.
 */
public final class CoverageTask implements ScheduledTask {

    /** How long a number is shown before it is counted again. */
    private static final Duration AGE = Duration.ofMinutes(5);

    /** How often it is asked how old the numbers are. */
    private static final Duration TICK = Duration.ofSeconds(15);

    private static final int MOST_REALMS = 100;

    private final CoverageMeters meters = new CoverageMeters();
    private Instant countedAt = Instant.EPOCH;

    /** Once the server has started: what metrics are on is known by then. */
    static void atStart(ProviderEvent event) {
        if (event instanceof PostMigrationEvent started && CoverageMeters.areOn()) {
            KeycloakModelUtils.runJobInTransaction(
                    started.getFactory(),
                    session ->
                            session.getProvider(TimerProvider.class).scheduleTask(new CoverageTask(), TICK.toMillis()));
        }
    }

    @Override
    public void run(KeycloakSession session) {
        Instant now = ServerTime.now();
        // A clock that was set back counts as well.
        if (Duration.between(countedAt, now).abs().compareTo(AGE) >= 0) {
            countedAt = now;
            meters.show(count(session));
        }
    }

    private static Map<String, CoverageCount> count(KeycloakSession session) {
        Map<String, CoverageCount> counted = new HashMap<>();
        for (String id : KeycloakTables.realmsWithClientAttribute(session, AwsClientSettings.GUARDED, MOST_REALMS)) {
            RealmModel realm = session.realms().getRealm(id);
            if (realm != null) {
                UserCounts counts = new UserCounts(session, realm, VirtualMfaDevice.TYPE);
                counted.put(realm.getName(), new CoverageCount(counts.all(), counts.having()));
            }
        }
        return counted;
    }
}
