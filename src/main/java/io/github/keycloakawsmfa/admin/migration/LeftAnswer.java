package io.github.keycloakawsmfa.admin.migration;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakawsmfa.device.migration.MigrationCounts;

/**
 * One that stays what it is.
 *
 * @param userId absent for a list
 * @param credentialId absent if none was looked at
 * @param entry of a list: its line, and whose it is
 */
record LeftAnswer(
        @JsonProperty("userId") String userId,
        @JsonProperty("credentialId") String credentialId,
        @JsonProperty("entry") String entry,
        @JsonProperty("reason") String reason) {

    static LeftAnswer ofUser(MigrationCounts.Left left) {
        String id = left.credentialId();
        return new LeftAnswer(left.whose(), id.isEmpty() ? null : id, null, left.reason());
    }

    static LeftAnswer ofEntry(MigrationCounts.Left left) {
        return new LeftAnswer(null, null, left.whose(), left.reason());
    }
}
