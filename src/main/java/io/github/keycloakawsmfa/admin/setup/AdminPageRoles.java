package io.github.keycloakawsmfa.admin.setup;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.Config;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/**
 * Which of an administrator's roles the page's tokens may carry: those that its calls ask for. Whoever steals a token
 * cannot impersonate a user with it, or change an identity provider.
 */
final class AdminPageRoles {

    /** Some imply others, such as {@code query-users}. */
    private static final Set<String> NEEDED = Set.of(
            AdminRoles.VIEW_REALM,
            AdminRoles.MANAGE_REALM,
            AdminRoles.VIEW_CLIENTS,
            AdminRoles.MANAGE_CLIENTS,
            AdminRoles.VIEW_USERS,
            AdminRoles.MANAGE_USERS,
            AdminRoles.VIEW_EVENTS);

    private static final String AS_WANTED = "what the page uses";

    private AdminPageRoles() {}

    /** On {@code master} it can be long, so it is shown only where it is wrong. */
    static ClientSetting setting(RealmModel realm) {
        Set<RoleModel> wanted = wanted(realm).collect(Collectors.toSet());
        return new ClientSetting(
                "scopeMappings",
                client -> read(client, wanted),
                (client, value) -> {
                    client.getScopeMappingsStream().toList().forEach(client::deleteScopeMapping);
                    wanted.forEach(client::addScopeMapping);
                },
                ClientSetting.must(AS_WANTED));
    }

    private static String read(ClientModel client, Set<RoleModel> wanted) {
        Set<RoleModel> present = client.getScopeMappingsStream().collect(Collectors.toSet());
        return present.equals(wanted)
                ? AS_WANTED
                : ClientSetting.joined(present.stream().map(RoleModel::getName).toList());
    }

    /**
     * Of {@code master} the same roles for every realm: Keycloak's role {@code admin} there is made of all that exist
     * (26.4 to 26.7, RealmManager).
     */
    private static Stream<RoleModel> wanted(RealmModel realm) {
        return all(realm).filter(role -> NEEDED.contains(role.getName()));
    }

    private static Stream<RoleModel> all(RealmModel realm) {
        if (realm.getName().equals(Config.getAdminRealm())) {
            RoleModel admin = realm.getRole(AdminRoles.ADMIN);
            return admin == null ? Stream.of() : admin.getCompositesStream().filter(RoleModel::isClientRole);
        }
        ClientModel management = realm.getClientByClientId(Constants.REALM_MANAGEMENT_CLIENT_ID);
        return management == null ? Stream.of() : management.getRolesStream();
    }
}
