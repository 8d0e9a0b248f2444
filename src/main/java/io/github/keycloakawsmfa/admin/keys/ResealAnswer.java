package io.github.keycloakawsmfa.admin.keys;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What one call has sealed again.
 *
 * @param key the current key
 * @param resealed how many devices this call has sealed under it
 * @param tokens how many hardware tokens; their turn comes after all devices
 * @param left how many are still to be sealed after {@code next}, at least; 0 when all have been seen
 * @param failed those of this call that could not be opened, and why; they stay as they are
 * @param next for {@code ?after=}: where the next call goes on; absent when all have been seen
 */
record ResealAnswer(
        @JsonProperty("key") String key,
        @JsonProperty("resealed") int resealed,
        @JsonProperty("tokens") int tokens,
        @JsonProperty("left") long left,
        @JsonProperty("failed") List<FailureAnswer> failed,
        @JsonProperty("next") String next) {}
