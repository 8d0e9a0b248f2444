package io.github.keycloakawsmfa.admin.keys;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What one call has sealed anew.
 *
 * @param key the current key
 * @param resealed how many devices this call has sealed under it
 * @param tokens how many hardware tokens, which come behind all devices
 * @param left at least how many wait after {@code next}; 0 when all have been seen
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
