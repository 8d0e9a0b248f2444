package io.github.keycloakawsmfa.admin.migration;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakawsmfa.device.migration.ListMigration;
import io.github.keycloakawsmfa.device.migration.MigrationCounts;
import io.github.keycloakawsmfa.device.migration.RealmMigration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one call has moved, or would move.
 *
 * @param moved how many credentials this call has moved, or would move
 * @param users of how many users, or entries of a list
 * @param peculiarities how many of them differ from a device that is assigned here, by the word for it
 * @param left how many stay what they are, by the reason
 * @param named which ones, at most 1,000
 * @param devices of a list: which entries became devices, or would, and whose; absent otherwise
 * @param next for {@code ?after=}: where the next call goes on; absent when all have been seen
 */
record MigrationAnswer(
        @JsonProperty("dryRun") boolean dryRun,
        @JsonProperty("moved") int moved,
        @JsonProperty("users") int users,
        @JsonProperty("peculiarities") Map<String, Integer> peculiarities,
        @JsonProperty("left") Map<String, Integer> left,
        @JsonProperty("named") List<LeftAnswer> named,
        @JsonProperty("devices") List<MadeAnswer> devices,
        @JsonProperty("next") String next) {

    static MigrationAnswer of(boolean dryRun, RealmMigration.End end) {
        return of(dryRun, end.counts(), end.last(), LeftAnswer::ofUser, null);
    }

    static MigrationAnswer of(boolean dryRun, ListMigration.End end) {
        return of(
                dryRun,
                end.counts(),
                end.next().map(String::valueOf),
                LeftAnswer::ofEntry,
                end.made().stream().map(MadeAnswer::of).toList());
    }

    private static MigrationAnswer of(
            boolean dryRun,
            MigrationCounts counts,
            Optional<String> next,
            Function<MigrationCounts.Left, LeftAnswer> named,
            List<MadeAnswer> devices) {
        return new MigrationAnswer(
                dryRun,
                counts.moved(),
                counts.users(),
                counts.peculiarities(),
                counts.reasons(),
                counts.left().stream().map(named).toList(),
                devices,
                next.orElse(null));
    }
}
