package io.github.keycloakawsmfa.admin;

import java.util.List;
import org.keycloak.models.AuthenticationFlowBindings;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/**
 * The flow that asks for a code, and who uses it. A flow of an administrator's own that ends in the code is as good as
 * ours and is left alone; any other that is in use is replaced only if he agreed, for it may hold steps he needs.
 */
record FlowSetup(RealmModel realm, String clientId, Scope scope) implements SetupStep {
    private static final String BINDING = "flow-binding";

    @Override
    public void plan(SetupPlan plan) {
        ClientModel client = realm.getClientByClientId(clientId);
        String override = client == null
                ? null
                : client.getAuthenticationFlowBindingOverride(AuthenticationFlowBindings.BROWSER_BINDING);
        AuthenticationFlowModel ofClient = override == null ? null : realm.getAuthenticationFlowById(override);
        // A client's override beats the realm's flow, so that an override that asks for no code matters in both scopes.
        boolean bindClient = scope == Scope.CLIENT ? !endsInCode(ofClient) : override != null && !endsInCode(ofClient);
        boolean bindRealm = scope == Scope.REALM && !endsInCode(realm.getBrowserFlow());
        if (bindClient || bindRealm) {
            planFlow(plan);
        }
        if (scope == Scope.REALM) {
            planRealm(plan, bindRealm);
        }
        if (bindClient) {
            planClient(plan, ofClient);
        } else if (override != null) {
            plan.keep(BINDING, clientId, "browser flow: " + ofClient.getAlias());
        }
    }

    private void planFlow(SetupPlan plan) {
        AuthenticationFlowModel present = realm.getFlowByAlias(AwsMfaFlow.ALIAS);
        if (present == null) {
            plan.create(
                    "flow",
                    AwsMfaFlow.ALIAS,
                    AwsMfaFlow.DESCRIPTION,
                    () -> FlowNode.write(
                            realm, FlowNode.add(realm, AwsMfaFlow.ALIAS, true, AwsMfaFlow.DESCRIPTION), shape()));
        } else if (!present.isTopLevel()) {
            plan.conflict("flow", AwsMfaFlow.ALIAS, "a subflow has this name: rename it");
        } else if (endsInCode(present)) {
            plan.keep(
                    "flow",
                    AwsMfaFlow.ALIAS,
                    FlowNode.read(realm, present).equals(shape()) ? "" : "changed by somebody, still ends in the code");
        } else {
            plan.adopt(
                    "flow",
                    AwsMfaFlow.ALIAS,
                    "changed by somebody and can end without the code: all its steps are replaced",
                    () -> {
                        FlowNode.clear(realm, present);
                        FlowNode.write(realm, present, shape());
                    });
        }
    }

    private void planRealm(SetupPlan plan, boolean bind) {
        AuthenticationFlowModel old = realm.getBrowserFlow();
        String name = "realm " + realm.getName();
        if (!bind) {
            plan.keep(BINDING, name, "browser flow: " + old.getAlias());
            return;
        }
        Runnable deed = () -> realm.setBrowserFlow(realm.getFlowByAlias(AwsMfaFlow.ALIAS));
        String detail = "browser flow: " + (old == null ? "none" : old.getAlias()) + " -> " + AwsMfaFlow.ALIAS
                + ", for every client of the realm; other steps of the old flow are asked no more";
        if (old == null || old.isBuiltIn()) {
            plan.update(BINDING, name, detail, deed);
        } else {
            plan.adopt(BINDING, name, detail, deed);
        }
    }

    private void planClient(SetupPlan plan, AuthenticationFlowModel old) {
        Runnable deed = () -> realm.getClientByClientId(clientId)
                .setAuthenticationFlowBindingOverride(
                        AuthenticationFlowBindings.BROWSER_BINDING,
                        realm.getFlowByAlias(AwsMfaFlow.ALIAS).getId());
        if (old == null) {
            plan.update(BINDING, clientId, "browser flow: the realm's -> " + AwsMfaFlow.ALIAS, deed);
        } else if (old.getAlias().equals(AwsMfaFlow.ALIAS)) {
            plan.keep(BINDING, clientId, "browser flow: " + AwsMfaFlow.ALIAS);
        } else {
            plan.adopt(BINDING, clientId, "browser flow: " + old.getAlias() + " -> " + AwsMfaFlow.ALIAS, deed);
        }
    }

    private boolean endsInCode(AuthenticationFlowModel flow) {
        return flow != null && AwsMfaFlow.endsInCode(FlowNode.read(realm, flow));
    }

    private List<FlowNode> shape() {
        AuthenticationFlowModel browser = realm.getBrowserFlow();
        boolean kerberos =
                browser != null && FlowNode.read(realm, browser).stream().anyMatch(node -> node.uses("auth-spnego"));
        return AwsMfaFlow.shape(kerberos, realm.isOrganizationsEnabled());
    }
}
