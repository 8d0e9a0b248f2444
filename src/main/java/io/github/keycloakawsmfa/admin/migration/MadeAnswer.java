package io.github.keycloakawsmfa.admin.migration;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakawsmfa.device.migration.ListMigration;

/**
 * An entry of a list that became a device, or would: an administrator sees whose, before it opens AWS.
 *
 * @param line of the list, from 1
 * @param username whose device it is
 * @param issuer as the app shows it, or empty
 * @param account likewise
 */
record MadeAnswer(
        @JsonProperty("line") int line,
        @JsonProperty("userId") String userId,
        @JsonProperty("username") String username,
        @JsonProperty("issuer") String issuer,
        @JsonProperty("account") String account) {

    static MadeAnswer of(ListMigration.Made made) {
        return new MadeAnswer(
                made.entry().line(),
                made.user().getId(),
                made.user().getUsername(),
                made.entry().issuer(),
                made.entry().account());
    }
}
