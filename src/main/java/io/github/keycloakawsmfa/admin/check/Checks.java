package io.github.keycloakawsmfa.admin.check;

import io.github.keycloakawsmfa.admin.call.FrontendAddress;
import io.github.keycloakawsmfa.admin.setup.AwsClients;
import io.github.keycloakawsmfa.aws.AwsMfaGate;
import io.github.keycloakawsmfa.device.database.ConnectionPool;
import io.github.keycloakawsmfa.device.keys.KeyInspection;
import io.github.keycloakawsmfa.device.ledger.LedgerDamage;
import io.github.keycloakawsmfa.device.time.ServerTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.common.Version;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;

/** All checks. New ones go in here. */
public final class Checks {

    private Checks() {}

    /** What is the same in all realms; it needs no database. */
    public static List<Check> ofServer(KeycloakSessionFactory factory) {
        return List.of(new GateCheck(factory), new ServerCheck(factory), new PoolCheck(ConnectionPool.ofServer()));
    }

    /** Logs what is wrong with the server once it has started, when all providers are there. No realm is checked. */
    public static void atStart(ProviderEvent event) {
        if (event instanceof PostMigrationEvent started) {
            List<Check> checks = new ArrayList<>(ofServer(started.getFactory()));
            checks.add(VulnerabilityCheck.ofServer(Version.VERSION));
            Report.of(checks).log("the server");
        }
    }

    /**
     * @param at where the server was asked, or somebody signed in
     * @param clients those to check
     * @param devices what was seen of the realm's devices
     * @param ledger what was seen of its users' records
     * @param nameUsers whether the findings may say which user has which device
     */
    public static List<Check> ofRealm(
            KeycloakSession session,
            RealmModel realm,
            FrontendAddress at,
            AwsClients clients,
            KeyInspection devices,
            LedgerDamage ledger,
            boolean nameUsers) {
        boolean observes = AwsMfaGate.observesOn(session.getKeycloakSessionFactory());
        List<Check> onTheWay = clients.isEmpty() ? List.of() : onTheWay(session, realm);
        List<Check> others = List.of(
                new ClockCheck(session, realm),
                new ClientsCheck(realm, clients),
                new DeviationCheck(at.basePath(), observes, realm, clients),
                new FlowCheck(session.getKeycloakSessionFactory(), realm, clients),
                new MapperCheck(observes, realm, clients),
                new IssuerCheck(at.issuer(), clients),
                new MaxAgeCheck(session, realm, clients),
                new RealmSettingsCheck(realm, ServerTime.now()),
                new RolloutCheck(session, realm, nameUsers, ServerTime.now()),
                VulnerabilityCheck.ofRealm(Version.VERSION, session, realm),
                new IdentityProviderCheck(session),
                new BuiltInOtpCheck(realm, clients),
                new MigrationCheck(session, realm),
                new LedgerCheck(ledger, nameUsers),
                new DriftCheck(ledger.drift()),
                new KeyCheck(devices, nameUsers));
        return Stream.of(onTheWay, others).flatMap(List::stream).toList();
    }

    /** What matters as soon as any client goes to AWS. */
    public static List<Check> onTheWay(KeycloakSession session, RealmModel realm) {
        return List.of(new SigningKeyCheck(session, realm, ServerTime.now()), new EventsCheck(session, realm));
    }
}
