package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.login.CodeRequired;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.keycloak.authentication.authenticators.conditional.ConditionalSubFlowExecutedAuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.models.RealmModel;

/**
 * Copies all that a flow has in use, with its settings, below another flow. Keycloak's own copy (26.7.3,
 * AuthenticationManagementResource.copy) fails if a setting is gone, and leaves a condition on a subflow pointing to
 * the original subflow, so that it never holds.
 *
 * @param prefix put before the aliases of the copies
 */
record FlowCopy(RealmModel realm, String prefix) {

    /** @param from the code at its top, and a single required subflow around the rest, are left out */
    void write(AuthenticationFlowModel from, AuthenticationFlowModel to) {
        AuthenticationFlowModel source = unwrapped(from);
        Map<String, String> aliases = new HashMap<>();
        used(source).forEach(execution -> rename(execution, aliases));
        used(source)
                .filter(execution -> !isCode(execution))
                .toList()
                .forEach(execution -> write(execution, to, aliases));
    }

    private AuthenticationFlowModel unwrapped(AuthenticationFlowModel flow) {
        List<AuthenticationExecutionModel> identity =
                used(flow).filter(execution -> !isCode(execution)).toList();
        boolean wrapper = identity.size() == 1
                && identity.get(0).getRequirement() == Requirement.REQUIRED
                && subflow(identity.get(0)) != null;
        return wrapper ? unwrapped(subflow(identity.get(0))) : flow;
    }

    private void rename(AuthenticationExecutionModel execution, Map<String, String> aliases) {
        AuthenticationFlowModel subflow = subflow(execution);
        if (subflow != null) {
            aliases.computeIfAbsent(
                    subflow.getAlias(),
                    alias -> free(prefix + alias, taken -> aliases.containsValue(taken) || isFlow(realm, taken)));
            used(subflow).forEach(below -> rename(below, aliases));
        }
    }

    private void write(
            AuthenticationExecutionModel execution, AuthenticationFlowModel to, Map<String, String> aliases) {
        AuthenticationExecutionModel copy = of(execution);
        copy.setId(null);
        copy.setParentFlow(to.getId());
        copy.setAuthenticatorConfig(config(execution.getAuthenticatorConfig(), aliases));
        AuthenticationFlowModel subflow = subflow(execution);
        if (subflow != null) {
            AuthenticationFlowModel below = realm.addAuthenticationFlow(of(subflow, aliases.get(subflow.getAlias())));
            used(subflow).toList().forEach(child -> write(child, below, aliases));
            copy.setFlowId(below.getId());
        }
        realm.addAuthenticatorExecution(copy);
    }

    /** Settings that are not the realm's, such as those that a JAR brings for all, are shared. */
    private String config(String id, Map<String, String> aliases) {
        AuthenticatorConfigModel config = id == null ? null : realm.getAuthenticatorConfigById(id);
        if (config == null) {
            return id;
        }
        Map<String, String> settings = new HashMap<>(config.getConfig() == null ? Map.of() : config.getConfig());
        settings.computeIfPresent(
                ConditionalSubFlowExecutedAuthenticatorFactory.FLOW_TO_CHECK,
                (key, alias) -> aliases.getOrDefault(alias, alias));
        AuthenticatorConfigModel copy = new AuthenticatorConfigModel();
        copy.setAlias(
                config.getAlias() == null
                        ? null
                        : free(
                                prefix + config.getAlias(),
                                taken -> realm.getAuthenticatorConfigByAlias(taken) != null));
        copy.setConfig(settings);
        return realm.addAuthenticatorConfig(copy).getId();
    }

    private Stream<AuthenticationExecutionModel> used(AuthenticationFlowModel flow) {
        return realm.getAuthenticationExecutionsStream(flow.getId())
                .filter(execution -> execution.getRequirement() != Requirement.DISABLED);
    }

    private AuthenticationFlowModel subflow(AuthenticationExecutionModel execution) {
        return execution.isAuthenticatorFlow() ? realm.getAuthenticationFlowById(execution.getFlowId()) : null;
    }

    private static boolean isCode(AuthenticationExecutionModel execution) {
        return !execution.isAuthenticatorFlow() && CodeRequired.AUTHENTICATOR.equals(execution.getAuthenticator());
    }

    private static AuthenticationFlowModel of(AuthenticationFlowModel subflow, String alias) {
        AuthenticationFlowModel copy = new AuthenticationFlowModel();
        copy.setAlias(alias);
        copy.setDescription(subflow.getDescription());
        copy.setProviderId(subflow.getProviderId());
        copy.setTopLevel(false);
        copy.setBuiltIn(false);
        return copy;
    }

    /** Never changes what Keycloak hands out: it may belong to its cache (26.7.3, cache RealmAdapter). */
    static AuthenticationExecutionModel of(AuthenticationExecutionModel execution) {
        AuthenticationExecutionModel copy = new AuthenticationExecutionModel();
        copy.setId(execution.getId());
        copy.setParentFlow(execution.getParentFlow());
        copy.setAuthenticator(execution.getAuthenticator());
        copy.setAuthenticatorConfig(execution.getAuthenticatorConfig());
        copy.setAuthenticatorFlow(execution.isAuthenticatorFlow());
        copy.setFlowId(execution.getFlowId());
        copy.setRequirement(execution.getRequirement());
        copy.setPriority(execution.getPriority());
        return copy;
    }

    /** The alias, or, if a flow of the realm has it, the alias with a number; never longer than Keycloak's column. */
    static String free(RealmModel realm, String alias) {
        return free(alias, taken -> isFlow(realm, taken));
    }

    private static String free(String alias, Predicate<String> isTaken) {
        String free = fitting(alias);
        for (int number = 2; isTaken.test(free); number++) {
            free = fitting(alias + " " + number);
        }
        return free;
    }

    private static boolean isFlow(RealmModel realm, String alias) {
        return realm.getFlowByAlias(alias) != null;
    }

    /** Cut to Keycloak's column, with a hash at the end, so that two long aliases stay different. */
    static String fitting(String alias) {
        String mark = "~" + Integer.toHexString(alias.hashCode());
        return alias.length() <= SetupValues.COLUMN
                ? alias
                : alias.substring(0, SetupValues.COLUMN - mark.length()) + mark;
    }
}
