package io.github.keycloakawsmfa.admin.call;

import io.github.keycloakawsmfa.device.ledger.FirstDevice;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotFoundException;
import java.util.List;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * Who calls, and in which realm.
 *
 * @param auth what the caller may do
 * @param events the call's admin event, which is only copied
 */
public record AdminRequest(
        KeycloakSession session, RealmModel realm, AdminPermissionEvaluator auth, AdminEventBuilder events) {

    /** As Keycloak's own REST: callers who may not look for users do not learn which ids exist. */
    UserModel user(String id) {
        UserModel user = mayExist(id) ? session.users().getUserById(realm, id) : null;
        if (user == null) {
            throw auth.users().canQuery() ? new NotFoundException("User not found") : new ForbiddenException();
        }
        return user;
    }

    /**
     * Keycloak fails on an id that begins like a federated one and ends before the user (26.4 to 26.7, StorageId), and
     * PostgreSQL on a text with a zero byte.
     */
    private static boolean mayExist(String id) {
        return (!id.startsWith("f:") || id.indexOf(':', 2) > 0) && id.indexOf('\0') < 0;
    }

    /** A user whose devices may be seen: 403 if the caller may not view the user, then 400 for a query parameter. */
    public UserModel viewed(String id) {
        UserModel user = user(id);
        auth.users().requireView(user);
        requireNoQuery();
        return user;
    }

    /**
     * A user whose devices may be assigned, removed and changed. A device is a credential: the caller has to manage the
     * user, and must not be denied resetting the password. Keycloak requires the latter in its own calls for
     * credentials, in the one that removes them from 26.8.1 on (CVE-2026-94001); where no permission mentions it, it
     * comes with managing the user.
     */
    public UserModel managed(String id) {
        UserModel user = user(id);
        requireManage(user);
        requireNoQuery();
        return user;
    }

    /** As {@link #managed}, for a user that is known. */
    public void requireManage(UserModel user) {
        auth.users().requireManage(user);
        auth.users().requireResetPassword(user);
    }

    /**
     * The same for calls that could stand in for a ticket. Where a first device needs one, they take the right to issue
     * it: assigning a device, and forgetting wrong codes and tickets.
     */
    public UserModel managedForAssigning(String id) {
        requireMayAssign();
        return managed(id);
    }

    /** The part of {@link #managedForAssigning} that does not depend on the user. */
    public void requireMayAssign() {
        if (FirstDevice.of(realm) == FirstDevice.TICKET) {
            auth.realm().requireManageRealm();
        }
    }

    /** Refuses with 403 without the role manage-users: a fine-grained permission may be for some users only. */
    public void requireManageUsers() {
        if (!auth.hasOneAdminRole(AdminRoles.MANAGE_USERS)) {
            throw new ForbiddenException();
        }
    }

    /** Refuses with 400 if the call has a query parameter. */
    public void requireNoQuery() {
        StrictQuery.requireNone(session);
    }

    /**
     * The admin event of this call.
     *
     * @param representation what was asked for or done, never a code, a ticket or a secret
     */
    public void tell(OperationType operation, String resourceType, Object representation) {
        event(operation, resourceType, representation)
                .resourcePath(session.getContext().getUri())
                .success();
    }

    /**
     * The same for a call whose address does not say what it is about.
     *
     * @param path below the realm
     */
    public void tell(OperationType operation, String resourceType, List<String> path, Object representation) {
        event(operation, resourceType, representation)
                .resourcePath(path.toArray(String[]::new))
                .success();
    }

    private AdminEventBuilder event(OperationType operation, String resourceType, Object representation) {
        return events.clone(session).operation(operation).resource(resourceType).representation(representation);
    }
}
