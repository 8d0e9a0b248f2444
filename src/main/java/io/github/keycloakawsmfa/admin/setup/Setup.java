package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.call.FrontendAddress;
import io.github.keycloakawsmfa.admin.setup.SetupPlan.Kind;
import io.github.keycloakawsmfa.aws.AwsClientDetector;
import io.github.keycloakawsmfa.aws.AwsMfaGate;
import io.github.keycloakawsmfa.device.ledger.FirstDevice;
import io.github.keycloakawsmfa.device.time.ServerTime;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** All that one call ensures, in order of dependency. */
public final class Setup {

    /** Client attribute: the Issuer that AWS was given at the last set-up call. */
    public static final String ISSUER = "aws-mfa.issuer";

    private Setup() {}

    /** @param namesPeople whether the caller may see which users and groups there are */
    public static SetupPlan plan(KeycloakSession session, RealmModel realm, SetupRequest request, boolean namesPeople) {
        if (request.isForAdministratorsOnly()) {
            return plan(Stream.of(request.ofRealm().forAdministrators(realm)));
        }
        boolean observes = AwsMfaGate.observesOn(session.getKeycloakSessionFactory());
        FrontendAddress address = FrontendAddress.of(session, realm);
        String clientId = request.clientId();
        ClientModel client = realm.getClientByClientId(clientId);
        RoleSources roles = new RoleSources(realm, client, new AttributeHolders(session, realm, namesPeople));
        Stream<SetupStep> first = Stream.of(new Providers(session.getKeycloakSessionFactory()));
        Stream<SetupStep> lost = Stream.of(new LostAtAws(client, request.preset(client), roles, observes));
        Stream<SetupStep> last = Stream.of(
                new RolloutSetup(
                        session,
                        realm,
                        clientId,
                        request.roleNames(),
                        request.ofRealm().rollout()),
                new MigrationSetup(
                        realm,
                        request.ofRealm().migration(),
                        request.ofRealm().firstDevice().orElseGet(() -> FirstDevice.of(realm)),
                        ServerTime.now()),
                plan -> noteIssuer(plan, realm, clientId, address.issuer()),
                plan -> listOtherClients(plan, AwsClients.of(session, realm), clientId));
        return plan(Stream.of(
                        first,
                        ofRealm(realm),
                        Stream.of(new KeySetup(session, realm)),
                        request.ofRealm().steps(realm),
                        lost,
                        ofClient(address.basePath(), observes, realm, request),
                        last)
                .flatMap(steps -> steps));
    }

    public static SetupPlan plan(Stream<? extends SetupStep> steps) {
        SetupPlan plan = new SetupPlan();
        steps.forEach(step -> step.plan(plan));
        return plan;
    }

    /** What all clients of the realm share. */
    public static Stream<SetupStep> ofRealm(RealmModel realm) {
        return Stream.of(new RealmSetup(realm));
    }

    /** The page for administrators, where there is one. */
    public static Stream<SetupStep> ofAdminPage(RealmModel realm) {
        return Stream.of(AdminPageSetup.again(realm));
    }

    /**
     * @param basePath as in {@link FrontendAddress}
     * @param observes whether the gate only observes
     */
    public static Stream<SetupStep> ofClient(
            String basePath, boolean observes, RealmModel realm, SetupRequest request) {
        String clientId = request.clientId();
        return Stream.of(
                new ClientSetup(basePath, observes, realm, request),
                new MapperSetup(observes, realm, request),
                new NameSourceSetup(realm, request),
                new NameIdSetup(realm, request),
                new RolesSetup(realm, request),
                new FlowSetup(realm, clientId, request.scope()));
    }

    /**
     * Notes the Issuer that AWS is about to be given, for the check. Only a set-up call does so: the check's fix would
     * otherwise clear the warning and leave AWS with the old metadata.
     */
    private static void noteIssuer(SetupPlan plan, RealmModel realm, String clientId, String issuer) {
        ClientModel client = realm.getClientByClientId(clientId);
        ClientSetting setting = ClientSetting.attribute(ISSUER, ClientSetting.must(issuer));
        if (client == null) {
            plan.also(Kind.CLIENT, clientId, () -> setting.put(realm.getClientByClientId(clientId)));
        } else if (!setting.isRight(client)) {
            plan.update(Kind.CLIENT_SETTING, ISSUER, setting.difference(client), () -> setting.put(client));
        }
    }

    /** Lists the realm's other clients that go to AWS: the gate guards them too, and users may be surprised. */
    private static void listOtherClients(SetupPlan plan, AwsClients clients, String clientId) {
        clients.neverSetUp().stream()
                .filter(client -> !client.getClientId().equals(clientId))
                .forEach(client -> plan.keep(
                        Kind.OTHER_AWS_CLIENT,
                        client.getClientId(),
                        AwsClientDetector.isKnownByPathAlone(client)
                                ? "the gate guards it too, for a path of IAM Identity Center's in its addresses"
                                : "the gate guards it too: run set-up with \"clientId\": "
                                        + SetupValues.quoted(client.getClientId()) + " as well"));
    }
}
