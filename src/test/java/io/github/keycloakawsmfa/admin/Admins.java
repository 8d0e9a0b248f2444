package io.github.keycloakawsmfa.admin;

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
}
