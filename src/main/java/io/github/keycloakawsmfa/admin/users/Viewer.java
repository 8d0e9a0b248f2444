package io.github.keycloakawsmfa.admin.users;

import io.github.keycloakawsmfa.admin.call.AdminRequest;
import java.util.function.Predicate;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;
import org.keycloak.services.resources.admin.fgap.AdminPermissions;
import org.keycloak.services.resources.admin.fgap.UserPermissionEvaluator;

/**
 * Which users a caller may see: all with one of the roles {@code view-users} and {@code manage-users}, else those that a
 * fine-grained permission shows. As in Keycloak's own lists, where the roles come before the permissions (26.4 to 26.7,
 * UserPermissionsV2).
 */
public final class Viewer {

    private final AdminPermissionEvaluator auth;
    private final boolean all;

    /** The server itself, which sends mails to users and shows nobody to anybody. */
    private Viewer() {
        this.auth = null;
        this.all = true;
    }

    static Viewer server() {
        return new Viewer();
    }

    private Viewer(AdminPermissionEvaluator auth) {
        this.auth = auth;
        this.all = auth.hasOneAdminRole(AdminRoles.VIEW_USERS, AdminRoles.MANAGE_USERS);
    }

    /** @throws jakarta.ws.rs.ForbiddenException if the caller may not even look for users */
    public static Viewer of(AdminRequest administrator) {
        administrator.auth().users().requireQuery();
        return new Viewer(administrator.auth());
    }

    public boolean seesAll() {
        return all;
    }

    /** Whether a user may be seen, asked in the session in which the users are read. */
    Predicate<String> in(KeycloakSession session, RealmModel realm) {
        if (all) {
            return id -> true;
        }
        UserPermissionEvaluator users =
                AdminPermissions.evaluator(session, realm, auth.adminAuth()).users();
        return id -> {
            UserModel user = session.users().getUserById(realm, id);
            return user != null && users.canView(user);
        };
    }
}
