package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.call.FrontendAddress;
import io.github.keycloakawsmfa.aws.Gate;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** All that one call ensures, in order of dependency. */
public final class Setup {
    private Setup() {}

    /** @param namesPeople whether the caller may see which users and groups there are */
    public static SetupPlan plan(KeycloakSession session, RealmModel realm, SetupRequest request, boolean namesPeople) {
        boolean observes = Gate.observesOn(session.getKeycloakSessionFactory());
        ClientModel client = realm.getClientByClientId(request.clientId());
        RoleSources roles = new RoleSources(realm, client, new AttributeHolders(session, realm, namesPeople));
        return plan(Stream.of(
                        Stream.of(new Providers(session.getKeycloakSessionFactory())),
                        ofRealm(realm),
                        Stream.of(new KeySetup(session, realm)),
                        Stream.of(new FirstDeviceSetup(realm, request.firstDevice())),
                        Stream.of(new LostAtAws(client, request.preset(client), roles, observes)),
                        ofClient(FrontendAddress.of(session, realm).basePath(), observes, realm, request),
                        Stream.of(new IssuerSetup(
                                realm,
                                request.clientId(),
                                FrontendAddress.of(session, realm).issuer())),
                        Stream.of(new OtherAwsClients(session, realm, request.clientId())))
                .flatMap(steps -> steps));
    }

    public static SetupPlan plan(Stream<? extends SetupStep> steps) {
        SetupPlan plan = new SetupPlan();
        steps.forEach(step -> step.plan(plan));
        return plan;
    }

    /** What all clients of the realm share. */
    public static Stream<SetupStep> ofRealm(RealmModel realm) {
        return Stream.of(new RealmSetup(realm), new ActionSetup(realm));
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
}
