package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.setup.SetupPlan.Kind;
import java.util.List;
import org.keycloak.models.AuthenticationFlowBindings;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/**
 * The flow that asks for a code, and who uses it. An administrator's own flow that ends in the code is as good as ours
 * and is left alone. All that any other flow does is kept, as a copy before the code: whatever would be lost is named,
 * and none of it happens unless the administrator agreed.
 */
record FlowSetup(RealmModel realm, String clientId, Scope scope) implements SetupStep {
    private static final Kind FLOW = Kind.FLOW;
    private static final Kind BINDING = Kind.FLOW_BINDING;

    @Override
    public void plan(SetupPlan plan) {
        ClientModel client = realm.getClientByClientId(clientId);
        String override = client == null
                ? null
                : client.getAuthenticationFlowBindingOverride(AuthenticationFlowBindings.BROWSER_BINDING);
        AuthenticationFlowModel ofClient = override == null ? null : realm.getAuthenticationFlowById(override);
        // A client's override beats the realm's flow, so an override that asks for no code matters in both scopes.
        boolean bindClient = scope == Scope.CLIENT ? !endsInCode(ofClient) : override != null && !endsInCode(ofClient);
        if (scope == Scope.REALM) {
            planRealm(plan);
        }
        if (bindClient) {
            planClient(plan, ofClient);
        } else if (override != null) {
            plan.keep(BINDING, clientId, "browser flow: " + ofClient.getAlias());
        }
    }

    private void planRealm(SetupPlan plan) {
        AuthenticationFlowModel old = realm.getBrowserFlow();
        String name = "realm " + realm.getName();
        if (endsInCode(old)) {
            plan.keep(BINDING, name, "browser flow: " + old.getAlias());
            return;
        }
        Target target = target(old);
        planFlow(plan, target, old);
        Runnable action = () -> realm.setBrowserFlow(realm.getFlowByAlias(target.alias()));
        String detail = "browser flow: " + (old == null ? "none" : old.getAlias()) + " -> " + target.alias()
                + ", for every client of the realm" + target.loss();
        if (!target.loses() && (old == null || old.isBuiltIn())) {
            plan.update(BINDING, name, detail, action);
        } else {
            plan.adopt(BINDING, name, detail, action);
        }
    }

    /** @param override null if the client uses the realm's */
    private void planClient(SetupPlan plan, AuthenticationFlowModel override) {
        AuthenticationFlowModel old = override == null ? realm.getBrowserFlow() : override;
        Target target = target(old);
        planFlow(plan, target, old);
        Runnable action = () -> realm.getClientByClientId(clientId)
                .setAuthenticationFlowBindingOverride(
                        AuthenticationFlowBindings.BROWSER_BINDING,
                        realm.getFlowByAlias(target.alias()).getId());
        if (override != null && override.getAlias().equals(target.alias())) {
            plan.keep(BINDING, clientId, "browser flow: " + target.alias());
            return;
        }
        String detail = "browser flow: " + (override == null ? "the realm's" : override.getAlias()) + " -> "
                + target.alias() + target.loss();
        if (override == null && !target.loses()) {
            plan.update(BINDING, clientId, detail, action);
        } else {
            plan.adopt(BINDING, clientId, detail, action);
        }
    }

    /**
     * The flow to use from now on.
     *
     * @param present null if it has to be made
     * @param missing what the flow used until now did and this one does not
     */
    private record Target(String alias, AuthenticationFlowModel present, List<String> missing) {

        boolean loses() {
            return !missing.isEmpty();
        }

        String loss() {
            return loses() ? ". It does not do what the old one did: " + String.join(", ", missing) : "";
        }
    }

    /** @param old null if the realm has no browser flow */
    private Target target(AuthenticationFlowModel old) {
        List<String> aliases = old == null ? List.of(AwsMfaFlow.ALIAS) : AwsMfaFlow.aliasesAfter(old.getAlias());
        List<Target> targets = aliases.stream()
                .map(alias -> target(alias, old))
                .filter(target -> scope == Scope.REALM || !isRealmsWithoutCode(target.present()))
                .toList();
        // The first name is for what the realm's own flow does, whichever client comes first.
        return targets.stream()
                .filter(target -> !target.loses())
                .filter(target -> target.present() != null || !target.alias().equals(AwsMfaFlow.ALIAS) || isRealms(old))
                .findFirst()
                .orElse(targets.get(0));
    }

    private Target target(String alias, AuthenticationFlowModel old) {
        AuthenticationFlowModel present = realm.getFlowByAlias(alias);
        return new Target(
                alias,
                present,
                present == null || old == null || present.getId().equals(old.getId())
                        ? List.of()
                        : identity(old).missingIn(identity(present)));
    }

    /** Mending it would ask every user of the realm for a code, which the call does not want. */
    private boolean isRealmsWithoutCode(AuthenticationFlowModel flow) {
        AuthenticationFlowModel browser = realm.getBrowserFlow();
        return flow != null && browser != null && flow.getId().equals(browser.getId()) && !endsInCode(flow);
    }

    private boolean isRealms(AuthenticationFlowModel flow) {
        AuthenticationFlowModel browser = realm.getBrowserFlow();
        return flow == null || browser == null || identity(flow).equals(identity(browser));
    }

    /** @param old null if the realm has no browser flow */
    private void planFlow(SetupPlan plan, Target target, AuthenticationFlowModel old) {
        String alias = target.alias();
        AuthenticationFlowModel present = target.present();
        if (plan.changes().stream()
                .anyMatch(change -> change.what() == FLOW && change.name().equals(alias))) {
            return;
        }
        if (present == null) {
            plan.create(
                    FLOW,
                    alias,
                    old == null ? AwsMfaFlow.DESCRIPTION : "all that " + old.getAlias() + " does, then the code",
                    () -> AwsMfaFlow.make(realm, alias, old));
        } else if (!present.isTopLevel()) {
            plan.conflict(FLOW, alias, "a subflow has this name: rename it");
        } else if (endsInCode(present)) {
            plan.keep(FLOW, alias, "");
        } else {
            plan.adopt(
                    FLOW,
                    alias,
                    "changed by somebody and can end without the code: all its steps are required, and the code comes"
                            + " after them",
                    () -> AwsMfaFlow.repair(realm, present));
        }
    }

    private FlowIdentity identity(AuthenticationFlowModel flow) {
        return FlowIdentity.of(FlowNode.read(realm, flow));
    }

    private boolean endsInCode(AuthenticationFlowModel flow) {
        return flow != null && AwsMfaFlow.endsInCode(FlowNode.read(realm, flow));
    }
}
