package io.github.keycloakawsmfa.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;

/** Administrators of a realm who have only some of its rights. */
public final class Admins {

    private static int count;

    private Admins() {}

    /** The realm's admin REST API as somebody with these roles of {@code realm-management} sees it. */
    public static AdminApi with(TestRealm realm, String... roles) {
        return of(realm, realm.name(), roles);
    }

    /** As {@link #with}, of another realm's paths. */
    public static AdminApi of(TestRealm home, String target, String... roles) {
        TestUser caller = home.user("admin-" + ++count);
        home.grant(caller, home.clientUuid("realm-management"), roles);
        return home.server().admin().realm(target).as(home.name(), caller.username(), caller.password());
    }

    /** The realm's admin REST API as this user sees it. */
    public static AdminApi as(TestRealm realm, TestUser caller) {
        return realm.admin().as(realm.name(), caller.username(), caller.password());
    }

    /**
     * Lets somebody do one thing, where the realm has fine-grained admin permissions.
     *
     * @param target null for all users
     */
    public static void permit(TestRealm where, TestUser caller, TestUser target, String scope) {
        String authz = "/clients/" + where.clientUuid("admin-permissions") + "/authz/resource-server";
        String name = caller.username() + " " + scope + " " + (target == null ? "all" : target.username());
        ObjectNode policy = AdminApi.JSON.createObjectNode().put("name", "policy " + name);
        policy.putArray("users").add(caller.id());
        String policyId =
                where.admin().post(authz + "/policy/user", policy).get("id").asText();
        ObjectNode permission =
                AdminApi.JSON.createObjectNode().put("name", name).put("resourceType", "Users");
        if (target != null) {
            permission.putArray("resources").add(target.id());
        }
        permission.putArray("scopes").add(scope);
        permission.putArray("policies").add(policyId);
        where.admin().post(authz + "/permission/scope", permission);
    }
}
