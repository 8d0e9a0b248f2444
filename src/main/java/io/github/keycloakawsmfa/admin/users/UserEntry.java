package io.github.keycloakawsmfa.admin.users;

import io.github.keycloakawsmfa.device.ledger.Devices;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * One user, as a walk over the realm has read them.
 *
 * @param username the id of a federated user whose store does not know or does not answer
 * @param email empty if there is none
 * @param createdAt empty if Keycloak does not store it
 * @param store the name of the user federation that the user comes from; empty for a local user
 * @param passwordChangedAt empty if Keycloak stores no password
 * @param builtInOtp how many one-time codes of Keycloak's own the user has
 * @param groupIds those of which the user is a direct member
 * @param roleIds those that the user has directly
 * @param awsRoles ARNs
 * @param requiredFrom when the user needs a device; empty for no date
 * @param remark why something is missing; empty if nothing is
 */
public record UserEntry(
        Cursor position,
        String id,
        String username,
        Optional<String> email,
        boolean enabled,
        Optional<Instant> createdAt,
        Optional<String> store,
        Optional<Instant> passwordChangedAt,
        Devices devices,
        int builtInOtp,
        Set<String> groupIds,
        Set<String> roleIds,
        SortedSet<String> awsRoles,
        Optional<Instant> requiredFrom,
        Optional<String> remark) {}
