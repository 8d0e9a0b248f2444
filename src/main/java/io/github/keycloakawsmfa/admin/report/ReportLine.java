package io.github.keycloakawsmfa.admin.report;

import io.github.keycloakawsmfa.admin.users.UserEntry;
import io.github.keycloakawsmfa.device.ledger.DeviceSummary;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * One user of the report.
 *
 * @param user the username
 * @param arn {@code arn:keycloak:iam::REALM:user/ID}: unique, stable, and not one of AWS's
 * @param builtInOtp how many one-time codes of Keycloak's own, which do not count for AWS
 * @param awsRoles ARNs
 * @param lastAwsSignIn to the hour
 * @param mfaRequiredFrom when a roll-out demands a device
 * @param mfaSkips how often a first device was put off
 * @param remark why something is missing; empty if nothing is
 */
record ReportLine(
        String user,
        String arn,
        Optional<String> userCreationTime,
        boolean enabled,
        Optional<String> passwordLastChanged,
        List<Device> devices,
        int builtInOtp,
        SortedSet<String> awsRoles,
        Optional<String> lastAwsSignIn,
        Optional<String> mfaRequiredFrom,
        long mfaSkips,
        Optional<String> mfaLastSkipped,
        Optional<String> mfaReminded,
        Optional<String> store,
        Optional<String> remark) {

    /**
     * One device; times are ISO 8601, in UTC.
     *
     * @param drift device clock minus server clock, in its time steps
     */
    record Device(String name, String assigned, Optional<String> lastUsed, long drift) {

        static Device of(DeviceSummary device) {
            return new Device(
                    device.name(),
                    time(device.assignedAt()),
                    device.lastUsedAt().map(ReportLine::time),
                    device.drift());
        }
    }

    static ReportLine of(UserEntry user, String realm) {
        return new ReportLine(
                user.username(),
                "arn:keycloak:iam::" + realm + ":user/" + user.id(),
                user.createdAt().map(ReportLine::time),
                user.enabled(),
                user.passwordChangedAt().map(ReportLine::time),
                user.devices().list().stream().map(Device::of).toList(),
                user.builtInOtp(),
                user.awsRoles(),
                user.devices().lastAwsSignIn().map(ReportLine::time),
                user.requiredFrom().map(ReportLine::time),
                user.devices().rollout().skips(),
                user.devices().rollout().lastSkippedAt().map(ReportLine::time),
                user.devices().rollout().remindedAt().map(ReportLine::time),
                user.store(),
                user.remark().or(user.devices()::problem));
    }

    /** In whole seconds, as AWS writes them. */
    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
