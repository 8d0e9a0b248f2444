package io.github.keycloakawsmfa.admin.users;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakawsmfa.admin.devices.DeviceAnswer;
import io.github.keycloakawsmfa.device.ledger.RolloutNotes;
import io.github.keycloakawsmfa.enroll.UnassignedDevice;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * One user, as an administrator reads them in a list. Times are ISO 8601, in UTC; what is not known, or is not there, is
 * absent.
 *
 * @param store the user federation that the user comes from; absent for local users
 * @param waitsUntil until then, only three consecutive codes are checked
 * @param ticketExpiresAt until then, a ticket for the first device can be used
 * @param pendingDevice created by an administrator's call and not enabled yet
 * @param awsRoles ARNs
 * @param lastAwsSignInAt to the hour
 * @param requiredFrom from when on the user needs a device; absent without a date. One that cannot be read is long past
 * @param skips how often the user has put off a first device; absent for never
 * @param remindedAt when the user was last mailed a reminder
 * @param remark why something is missing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record UserAnswer(
        @JsonProperty("id") String id,
        @JsonProperty("username") String username,
        @JsonProperty("email") String email,
        @JsonProperty("enabled") boolean enabled,
        @JsonProperty("createdAt") String createdAt,
        @JsonProperty("store") String store,
        @JsonProperty("devices") List<DeviceAnswer> devices,
        @JsonProperty("waitsUntil") String waitsUntil,
        @JsonProperty("ticketExpiresAt") String ticketExpiresAt,
        @JsonProperty("pendingDevice") DeviceAnswer.Unassigned pendingDevice,
        @JsonProperty("awsRoles") Collection<String> awsRoles,
        @JsonProperty("lastAwsSignInAt") String lastAwsSignInAt,
        @JsonProperty("requiredFrom") String requiredFrom,
        @JsonProperty("skips") Long skips,
        @JsonProperty("lastSkippedAt") String lastSkippedAt,
        @JsonProperty("remindedAt") String remindedAt,
        @JsonProperty("remark") String remark) {

    static UserAnswer of(UserEntry user, Optional<UnassignedDevice> pending, Instant now) {
        Duration wait = user.devices().waiting(now);
        RolloutNotes rollout = user.devices().rollout();
        return new UserAnswer(
                user.id(),
                user.username(),
                user.email().orElse(null),
                user.enabled(),
                user.createdAt().map(Instant::toString).orElse(null),
                user.store().orElse(null),
                user.devices().list().stream().map(DeviceAnswer::withoutKey).toList(),
                wait.isZero() ? null : now.plus(wait).toString(),
                user.devices().ticketUntil(now).map(Instant::toString).orElse(null),
                pending.map(DeviceAnswer.Unassigned::of).orElse(null),
                user.awsRoles(),
                user.devices().lastAwsSignIn().map(Instant::toString).orElse(null),
                user.requiredFrom().map(Instant::toString).orElse(null),
                rollout.skips() == 0 ? null : rollout.skips(),
                rollout.lastSkippedAt().map(Instant::toString).orElse(null),
                rollout.remindedAt().map(Instant::toString).orElse(null),
                user.remark().or(user.devices()::problem).orElse(null));
    }
}
