package io.github.keycloakawsmfa.admin;

import io.github.keycloakawsmfa.admin.call.AdminRequest;
import io.github.keycloakawsmfa.admin.call.JsonBody;
import io.github.keycloakawsmfa.admin.check.Finding;
import io.github.keycloakawsmfa.admin.setup.AdminPageClient;
import io.github.keycloakawsmfa.admin.setup.ClientSetup;
import io.github.keycloakawsmfa.admin.setup.Setup;
import io.github.keycloakawsmfa.admin.setup.SetupPlan;
import io.github.keycloakawsmfa.admin.setup.SetupPlan.Change;
import io.github.keycloakawsmfa.admin.setup.SetupRequest;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.keycloak.Config;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Makes the realm ready for AWS: one call of set-up. */
final class SetupCall {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AdminRequest administrator;

    SetupCall(AdminRequest administrator) {
        this.session = administrator.session();
        this.realm = administrator.realm();
        this.administrator = administrator;
    }

    /**
     * @param parameters the query's
     * @param body JSON, see {@link SetupRequest}; null or empty for none
     */
    Response answer(MultivaluedMap<String, String> parameters, byte[] body) {
        administrator.auth().realm().requireManageRealm();
        administrator.auth().clients().requireManage();
        SetupQuery query = SetupQuery.parse(parameters);
        SetupRequest request = SetupRequest.parse(JsonBody.text(session, body));
        if (request.isForGroups()) {
            administrator.auth().groups().requireManage();
        }
        if (realm.getName().equals(Config.getAdminRealm())) {
            query.requireConfirmed(realm.getName(), request);
        }
        SetupPlan plan =
                Setup.plan(session, realm, request, administrator.auth().users().canView());
        return query.dryRun() ? tried(plan, request) : done(plan, request);
    }

    private Response tried(SetupPlan plan, SetupRequest request) {
        List<Finding> left = new SetupFindings(administrator).besides(plan, request.clientId());
        session.getTransactionManager().setRollbackOnly();
        return Response.ok(SetupAnswer.of(true, plan.changes(), left)).build();
    }

    private Response done(SetupPlan plan, SetupRequest request) {
        List<Change> changes = request.adopt()
                ? plan.changes()
                : plan.changes().stream().map(Change::refused).toList();
        if (changes.stream().anyMatch(change -> change.action() == Change.Action.CONFLICT)) {
            session.getTransactionManager().setRollbackOnly();
            return Response.status(Response.Status.CONFLICT)
                    .entity(SetupAnswer.refused(changes))
                    .build();
        }
        SetupFindings findings = new SetupFindings(administrator);
        if (!plan.isEmpty()) {
            plan.apply();
            touched(request)
                    .map(realm::getClientByClientId)
                    .filter(Objects::nonNull)
                    .forEach(client -> ClientSetup.requireValid(session, client));
            administrator.tell(OperationType.ACTION, "AWS_MFA_SETUP", request.representation());
        }
        return Response.ok(SetupAnswer.of(false, changes, findings.after(request.clientId())))
                .build();
    }

    /** The clients that a call may have changed: what it left alone must not keep it from closing a door. */
    private static Stream<String> touched(SetupRequest request) {
        return Stream.concat(
                request.isForAdministratorsOnly() ? Stream.empty() : Stream.of(request.clientId()),
                request.namesThePage() ? Stream.of(AdminPageClient.ID) : Stream.empty());
    }
}
