package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.setup.SetupPlan.Kind;
import io.github.keycloakawsmfa.aws.RequiredFrom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Writes from when on groups and AWS roles need a device. After the roles that the same call makes.
 *
 * @param clientId whose roles are meant
 * @param made names of the roles that the call makes
 */
record RolloutSetup(KeycloakSession session, RealmModel realm, String clientId, List<String> made, RolloutRequest asked)
        implements SetupStep {

    private static final Kind WHAT = Kind.ROLLOUT;
    private static final String NAME = RequiredFrom.ATTRIBUTE;

    @Override
    public void plan(SetupPlan plan) {
        asked.groups().forEach((path, date) -> planGroup(plan, path, date));
        asked.roles().forEach((name, date) -> planRole(plan, name, date));
    }

    private void planGroup(SetupPlan plan, String path, String date) {
        GroupModel group = KeycloakModelUtils.findGroupByPath(session, realm, path);
        if (group == null) {
            throw unknown("group", path);
        }
        plan(plan, "group " + path, values(group.getAttributeStream(NAME)), date, () -> {
            if (date.isEmpty()) {
                group.removeAttribute(NAME);
            } else {
                group.setSingleAttribute(NAME, date);
            }
        });
    }

    private void planRole(SetupPlan plan, String name, String date) {
        Optional<RoleModel> present = role(name);
        if (present.isEmpty() && !made.contains(name)) {
            throw unknown("role", name);
        }
        String value =
                present.map(role -> values(role.getAttributeStream(NAME))).orElse("");
        plan(
                plan,
                "role " + name,
                value,
                date,
                () -> role(name).ifPresent(role -> {
                    if (date.isEmpty()) {
                        role.removeAttribute(NAME);
                    } else {
                        role.setSingleAttribute(NAME, date);
                    }
                }));
    }

    private Optional<RoleModel> role(String name) {
        ClientModel client = realm.getClientByClientId(clientId);
        return Optional.ofNullable(client).map(found -> found.getRole(name));
    }

    private static void plan(SetupPlan plan, String name, String present, String wanted, Runnable action) {
        boolean same = wanted.isEmpty()
                ? present.isEmpty()
                : RequiredFrom.read(present).equals(RequiredFrom.read(wanted));
        if (same) {
            plan.keep(WHAT, name, shown(present));
        } else {
            plan.update(WHAT, name, shown(present) + " -> " + shown(wanted), action);
        }
    }

    private static String values(Stream<String> values) {
        return values.collect(Collectors.joining(", "));
    }

    private static String shown(String value) {
        return value.isEmpty() ? ClientSetting.NONE : value;
    }

    private static BadCallException unknown(String kind, String name) {
        return new BadCallException("\"" + RolloutRequest.FIELD + "\" names the " + kind + " "
                + SetupValues.quoted(name) + ", which does not exist.");
    }
}
