package io.github.keycloakawsmfa.admin.keys;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What one call has removed.
 *
 * @param forgotten how many devices this call has removed
 * @param tokens how many hardware tokens, which come behind all devices
 * @param left how many are still sealed under the lost key; a minimum if {@code next} is present
 * @param failed users of this call whose devices could not be removed, and why
 * @param next for {@code ?after=}: where the next call goes on; absent when all have been seen
 */
record ForgetAnswer(
        @JsonProperty("dryRun") boolean dryRun,
        @JsonProperty("forgotten") int forgotten,
        @JsonProperty("tokens") int tokens,
        @JsonProperty("left") long left,
        @JsonProperty("failed") List<FailureAnswer> failed,
        @JsonProperty("next") String next) {}
