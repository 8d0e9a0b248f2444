package io.github.keycloakawsmfa.admin.devices;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.admin.Admins;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The calls that assign and rename a user's devices need rights:")
class DeviceRightsIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    @RegisterExtension
    static final TestRealm withTickets =
            TestRealm.create(json -> json.putObject("attributes").put("aws-mfa.first-device", "ticket"));

    @RegisterExtension
    static final TestRealm fineGrained = TestRealm.create(json -> json.put("adminPermissionsEnabled", true));

    @RegisterExtension
    static final TestRealm fineGrainedForAll = TestRealm.create(json -> json.put("adminPermissionsEnabled", true));

    private static TestUser user;
    private static TestUser whereTickets;

    @BeforeAll
    static void setUp() {
        user = realm.user("user");
        whereTickets = withTickets.user("user");
    }

    /** 400 and 404 come after the rights: there is no body, and no such device. */
    @ParameterizedTest(name = "{0} {1} as {2}: {3}")
    @CsvSource({
        "GET,/pending,view-users,200",
        "GET,/pending,manage-users,200",
        "GET,/pending,query-users,403",
        "GET,/pending,manage-realm,403",
        "GET,/pending,impersonation,403",
        "GET,/pending,-,403",
        "POST,,manage-users,400",
        "POST,,realm-admin,400",
        "POST,,view-users,403",
        "POST,,query-users,403",
        "POST,,manage-realm,403",
        "POST,,impersonation,403",
        "POST,,-,403",
        "POST,/nothing/enable,manage-users,400",
        "POST,/nothing/enable,realm-admin,400",
        "POST,/nothing/enable,view-users,403",
        "POST,/nothing/enable,query-users,403",
        "POST,/nothing/enable,manage-realm,403",
        "POST,/nothing/enable,impersonation,403",
        "POST,/nothing/enable,-,403",
        "POST,/nothing/rename,manage-users,400",
        "POST,/nothing/rename,view-users,403",
        "POST,/nothing/rename,query-users,403",
        "POST,/nothing/rename,manage-realm,403",
        "POST,/nothing/rename,impersonation,403",
        "POST,/nothing/rename,-,403",
    })
    void byRole(String method, String below, String role, int status) {
        answers(realm, user, method, below, role, status);
    }

    @ParameterizedTest(name = "{0} {1} as {2}: {3}")
    @CsvSource({
        "POST,,manage-users,403",
        "POST,,manage-users view-realm impersonation,403",
        "POST,,manage-realm,403",
        "POST,,manage-realm view-users,403",
        "POST,,manage-realm manage-users,400",
        "POST,,realm-admin,400",
        "POST,/nothing/enable,manage-users,403",
        "POST,/nothing/enable,manage-realm view-users,403",
        "POST,/nothing/enable,manage-realm manage-users,400",
        "POST,/nothing/rename,manage-users,400",
        "DELETE,/nothing,manage-users,404",
    })
    void whereAFirstDeviceTakesATicket(String method, String below, String roles, int status) {
        answers(withTickets, whereTickets, method, below, roles, status);
    }

    @Test
    void whoMayManageRealmAndUsersAssignsOneThereWithoutATicket() {
        AdminApi caller = Admins.with(withTickets, "manage-realm", "manage-users");
        TestUser newcomer = withTickets.user("newcomer");
        String devices = Unassigned.devices(newcomer);
        Unassigned created = Unassigned.create(caller, devices, "phone");
        Phone.Pair pair = created.phone().pair(withTickets.clock().now());
        assertThat(Admins.with(withTickets, "manage-users")
                        .send("POST", devices + "/" + created.id() + "/enable", Unassigned.body(pair))
                        .status())
                .isEqualTo(403);
        assertThat(caller.send("POST", devices + "/" + created.id() + "/enable", Unassigned.body(pair))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"manage-users", "realm-admin"})
    void ofThisRealm(String role) {
        AdminApi stranger = Admins.of(withTickets, realm.name(), role);
        String devices = Unassigned.devices(user);
        assertThat(stranger.send("POST", devices, Map.of("name", "phone")).status())
                .isEqualTo(403);
        assertThat(stranger.send("GET", devices + "/pending", null).status()).isEqualTo(403);
        assertThat(stranger.send("POST", devices + "/nothing/rename", Map.of("name", "a"))
                        .status())
                .isEqualTo(403);
    }

    /** Keycloak's fine-grained admin permissions. Of several for one user and scope all have to hold: so there is one each. */
    @Test
    void orAPermissionForThisOneUser() {
        TestUser mine = fineGrained.user("mine");
        TestUser others = fineGrained.user("others");
        TestUser manager = fineGrained.user("manager");
        TestUser viewer = fineGrained.user("viewer");
        Admins.permit(fineGrained, manager, mine, "manage");
        Admins.permit(fineGrained, viewer, mine, "view");
        AdminApi manages = Admins.as(fineGrained, manager);
        AdminApi views = Admins.as(fineGrained, viewer);

        Unassigned created = Unassigned.create(manages, Unassigned.devices(mine), "phone");
        Phone.Pair pair = created.phone().pair(fineGrained.clock().now());
        String path = Unassigned.devices(mine) + "/" + created.id();
        assertThat(views.get(Unassigned.devices(mine) + "/pending")).hasSize(1);
        assertThat(views.send("POST", path + "/enable", Unassigned.body(pair)).status())
                .isEqualTo(403);
        assertThat(manages.send("POST", path + "/enable", Unassigned.body(pair)).status())
                .isEqualTo(200);
        assertThat(views.get(Unassigned.devices(mine))).hasSize(1);
        for (String below : new String[] {"", "/" + created.id() + "/rename", "/" + created.id() + "/enable"}) {
            assertThat(views.send("POST", Unassigned.devices(mine) + below, Map.of("name", "a"))
                            .status())
                    .isEqualTo(403);
            assertThat(manages.send("POST", Unassigned.devices(others) + below, Map.of("name", "a"))
                            .status())
                    .isEqualTo(403);
        }
        assertThat(views.send("DELETE", path, null).status()).isEqualTo(403);
        assertThat(manages.send("GET", Unassigned.devices(others), null).status())
                .isEqualTo(403);
        assertThat(manages.send("POST", path + "/rename", Map.of("name", "new")).status())
                .isEqualTo(200);
        assertThat(manages.send("DELETE", path, null).status()).isEqualTo(204);
    }

    /**
     * Who may manage a user, and is denied to reset their password, takes and gives no credential of theirs: as Keycloak's own
     * call that removes one has it from 26.8.1 on (CVE-2026-94001).
     */
    @Test
    void andThatToResetThePasswordIsNotDenied() {
        TestUser mine = fineGrained.user("guarded");
        TestUser manager = fineGrained.user("half-manager");
        TestUser somebody = fineGrained.user("somebody");
        fineGrained.grant(manager, fineGrained.clientUuid("realm-management"), "manage-realm");
        Admins.permit(fineGrained, manager, mine, "view");
        Admins.permit(fineGrained, manager, mine, "manage");
        AdminApi manages = Admins.as(fineGrained, manager);
        String devices = Unassigned.devices(mine);
        Unassigned first = Unassigned.create(manages, devices, "first");
        Phone.Pair pair = first.phone().pair(fineGrained.clock().now());
        manages.post(devices + "/" + first.id() + "/enable", Unassigned.body(pair));
        Unassigned waiting = Unassigned.create(manages, devices, "waiting");
        Phone.Pair waitingPair = waiting.phone().pair(fineGrained.clock().now());

        Admins.permit(fineGrained, somebody, mine, "reset-password");

        for (AdminApi.Answer answer : List.of(
                manages.send("POST", devices, Map.of("name", "another")),
                manages.send("POST", devices + "/" + waiting.id() + "/enable", Unassigned.body(waitingPair)),
                manages.send("POST", devices + "/" + first.id() + "/rename", Map.of("name", "mine")),
                manages.send("POST", devices + "/" + first.id() + "/resync", Unassigned.body(pair)),
                manages.send("DELETE", devices + "/" + waiting.id(), null),
                manages.send("DELETE", devices + "/" + first.id(), null),
                manages.send("POST", "/aws-mfa/users/" + mine.id() + "/ticket", null))) {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
        }
        assertThat(manages.get(devices)).as("seeing them takes no more").hasSize(1);
        assertThat(manages.get(devices + "/pending")).hasSize(1);
        Admins.permit(fineGrained, manager, fineGrained.user("other"), "reset-password");
        assertThat(manages.send("DELETE", devices + "/" + first.id(), null).status())
                .as("of another user is of no use")
                .isEqualTo(403);
    }

    /** Without that, who may set keys could lose one, and with it everybody's devices. */
    @ParameterizedTest
    @CsvSource({
        "manage-realm,403",
        "manage-realm view-users,403",
        "manage-users,403",
        "manage-realm manage-users,200",
        "realm-admin,200"
    })
    void toForgetALostKeyForAllUsers(String roles, int status) {
        AdminApi caller = Admins.with(realm, roles.split(" "));
        for (String query : List.of("?key=vault:lost&dryRun=true", "?key=vault:lost")) {
            AdminApi.Answer answer = caller.send("POST", "/aws-mfa/devices/forget" + query, null);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        }
    }

    /** A permission to manage all users is no role: others may narrow it for some of them. */
    @Test
    void whichNoFineGrainedPermissionGives() {
        TestUser manager = fineGrainedForAll.user("manager-of-all");
        fineGrainedForAll.grant(manager, fineGrainedForAll.clientUuid("realm-management"), "manage-realm");
        Admins.permit(fineGrainedForAll, manager, null, "manage");
        AdminApi manages = Admins.as(fineGrainedForAll, manager);
        assertThat(manages.send("POST", Unassigned.devices(fineGrainedForAll.user("anybody")), Map.of("name", "a"))
                        .status())
                .isEqualTo(201);
        assertThat(manages.send("POST", "/aws-mfa/devices/forget?key=vault:lost", null)
                        .status())
                .isEqualTo(403);
    }

    private static void answers(
            TestRealm where, TestUser whose, String method, String below, String roles, int status) {
        AdminApi caller = Admins.with(where, roles.equals("-") ? new String[0] : roles.split(" "));
        AdminApi.Answer answer = caller.send(method, Unassigned.devices(whose) + (below == null ? "" : below), null);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    }
}
