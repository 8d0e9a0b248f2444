package io.github.keycloakawsmfa.admin.users;

import io.github.keycloakawsmfa.aws.AwsRoleIndex;
import io.github.keycloakawsmfa.aws.Rollout;
import io.github.keycloakawsmfa.device.ledger.Devices;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.storage.StorageId;

/** Users who are not imported: their store is asked for each, and may not answer. */
record FederatedEntries(KeycloakSession session, RealmModel realm, AwsRoleIndex awsRoles, Optional<Rollout> rollout) {

    private static final Logger LOG = Logger.getLogger(FederatedEntries.class);

    UserEntry of(String id, Devices devices, int builtInOtp, Optional<Instant> passwordSetAt) {
        try {
            UserModel user = session.users().getUserById(realm, id);
            return user == null
                    ? unknown(id, devices, builtInOtp, "The user federation does not know this user any more.")
                    : known(user, devices, builtInOtp, passwordSetAt);
        } catch (RuntimeException e) {
            LOG.warnf(e, "User %s could not be read from its user federation", id);
            return unknown(id, devices, builtInOtp, "The user federation did not answer.");
        }
    }

    private UserEntry known(UserModel user, Devices devices, int builtInOtp, Optional<Instant> passwordSetAt) {
        Set<String> groups = user.getGroupsStream().map(GroupModel::getId).collect(Collectors.toSet());
        Set<String> roles = user.getRoleMappingsStream().map(RoleModel::getId).collect(Collectors.toSet());
        return new UserEntry(
                new Cursor(true, user.getId()),
                user.getId(),
                user.getUsername(),
                Optional.ofNullable(user.getEmail()),
                user.isEnabled(),
                Optional.ofNullable(user.getCreatedTimestamp()).map(Instant::ofEpochMilli),
                store(user.getId()),
                passwordSetAt,
                devices,
                builtInOtp,
                groups,
                roles,
                awsRoles.arns(session, realm, roles, groups),
                rollout.flatMap(dates -> dates.requiredFrom(roles, groups)),
                Optional.empty());
    }

    private UserEntry unknown(String id, Devices devices, int builtInOtp, String remark) {
        return new UserEntry(
                new Cursor(true, id),
                id,
                id,
                Optional.empty(),
                false,
                Optional.empty(),
                store(id),
                Optional.empty(),
                devices,
                builtInOtp,
                Set.of(),
                Set.of(),
                new TreeSet<>(),
                Optional.empty(),
                Optional.of(remark));
    }

    private Optional<String> store(String userId) {
        return Optional.of(store(realm, new StorageId(userId).getProviderId()));
    }

    /** A user federation's name; its id where it is gone. */
    static String store(RealmModel realm, String componentId) {
        ComponentModel component = realm.getComponent(componentId);
        return component == null ? componentId : component.getName();
    }
}
