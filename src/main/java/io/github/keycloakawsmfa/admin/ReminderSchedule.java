package io.github.keycloakawsmfa.admin;

import io.github.keycloakawsmfa.admin.setup.Setup;
import io.github.keycloakawsmfa.admin.users.ReminderRun;
import io.github.keycloakawsmfa.aws.FoundClients;
import io.github.keycloakawsmfa.aws.Reminders;
import io.github.keycloakawsmfa.device.time.ServerTime;
import io.github.keycloakawsmfa.internals.RolloutTables;
import io.github.keycloakawsmfa.internals.TaskRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.services.scheduled.ClusterAwareScheduledTaskRunner;
import org.keycloak.timer.ScheduledTask;
import org.keycloak.timer.TimerProvider;

/**
 * Once an hour, on one node, reminds who is due in the realms with {@link Reminders#WEEKLY}. An hour that is missed, a
 * mail server that does not answer, or more users than fit into one run only make it later. Where no realm wants it,
 * it costs one query.
 */
final class ReminderSchedule implements ScheduledTask {

    private static final Logger LOG = Logger.getLogger(ReminderSchedule.class);

    private static final Duration INTERVAL = Duration.ofHours(1);

    /** Keycloak's other tasks wait for this one: they share a thread. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** So that a mail server is not flooded on the first day. */
    private static final int MAILS_PER_REALM = 500;

    private static final Duration WEEK = Duration.ofDays(7);

    /** Begins with the server; the first run is an hour later. */
    static void atStart(ProviderEvent event) {
        if (event instanceof PostMigrationEvent started) {
            KeycloakSessionFactory server = started.getFactory();
            try (KeycloakSession session = server.create()) {
                session.getProvider(TimerProvider.class)
                        .schedule(
                                new ClusterAwareScheduledTaskRunner(
                                        server, new ReminderSchedule(), INTERVAL.toMillis()),
                                INTERVAL.toMillis());
            }
        }
    }

    @Override
    public String getTaskName() {
        return "aws-mfa-reminders";
    }

    @Override
    public void run(KeycloakSession session) {
        run(session.getKeycloakSessionFactory(), ServerTime.now());
    }

    /** @param now when the run begins: another realm comes first each hour, so that none is left out for ever */
    static void run(KeycloakSessionFactory server, Instant now) {
        List<String> realms = KeycloakModelUtils.runJobInTransactionWithResult(
                server,
                session -> RolloutTables.realms(session, Reminders.ATTRIBUTE).stream()
                        .filter(realm -> Reminders.read(realm.value()).equals(Optional.of(Reminders.WEEKLY)))
                        .map(RolloutTables.Valued::id)
                        .toList());
        Instant end = now.plus(LIMIT);
        long first = now.getEpochSecond() / INTERVAL.toSeconds();
        for (int i = 0; i < realms.size() && ServerTime.now().isBefore(end); i++) {
            String realm = realms.get((int) ((first + i) % realms.size()));
            try {
                KeycloakModelUtils.runJobInTransaction(server, session -> remind(session, realm, end));
            } catch (RuntimeException e) {
                LOG.errorf(e, "The users of realm %s could not be reminded", realm);
            }
        }
    }

    private static void remind(KeycloakSession session, String realmId, Instant end) {
        RealmModel realm = session.realms().getRealm(realmId);
        if (realm == null || !realm.isEnabled()) {
            return;
        }
        session.getContext().setRealm(realm);
        Optional<URI> base = base(session, realm);
        if (base.isEmpty()) {
            LOG.warnf("Realm %s: nobody is reminded, for set-up has noted no address. Run it", realm.getName());
            return;
        }
        new TaskRequest(base.get()).in(session);
        ReminderRun.Result result = new ReminderRun(session, realm, WEEK, false)
                .remind(
                        ReminderRun.everybody(),
                        MAILS_PER_REALM,
                        () -> !ServerTime.now().isBefore(end));
        LOG.logf(
                result.reminded() > 0 ? Logger.Level.INFO : Logger.Level.DEBUG,
                "Realm %s: %d users reminded of a device; not reminded: %s",
                realm.getName(),
                result.reminded(),
                result.skipped());
    }

    /** The server's address, from the issuer that set-up has noted. */
    private static Optional<URI> base(KeycloakSession session, RealmModel realm) {
        return new FoundClients(session, realm)
                .withAttribute(Setup.ISSUER)
                .map(client -> client.getAttribute(Setup.ISSUER))
                .filter(issuer -> issuer.contains("/realms/"))
                .map(issuer -> URI.create(issuer.substring(0, issuer.lastIndexOf("/realms/") + 1)))
                .findFirst();
    }
}
