package io.github.keycloakawsmfa.device;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the ledger knows of one device.
 *
 * @param lastStep the newest spent step: it and all older ones are never good again
 * @param drift device clock minus server clock, in time steps
 * @param lastUseEpochSecond when a code was last accepted, or 0 for never
 * @param offset what a pair has shown and no later code has confirmed, or null
 * @param sinceEpochMilli evidence of the device from before is none: the ledger first saw it then, or the user was disabled
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeviceClock(
        @JsonProperty("step") long lastStep,
        @JsonProperty("drift") long drift,
        @JsonProperty("used") long lastUseEpochSecond,
        @JsonProperty("offset") Offset offset,
        @JsonProperty("since") long sinceEpochMilli) {

    /** How long a pair's offset waits for the code that confirms it. */
    static final Duration OFFSET_LIFE = Duration.ofHours(1);

    /** A drift that is not believed yet. */
    record Offset(
            @JsonProperty("drift") long drift,
            @JsonProperty("until") long untilEpochSecond) {}

    DeviceClock(long lastStep, long drift, long lastUseEpochSecond) {
        this(lastStep, drift, lastUseEpochSecond, null, 0);
    }

    /** Of a device that is assigned now. */
    static DeviceClock assigned(NewDevice device, Instant now) {
        return new DeviceClock(device.lastStep(), device.drift(), 0, null, now.toEpochMilli());
    }

    /**
     * For a device that the ledger has never seen, because a realm export lacks our table: every step that may have
     * been spent before counts as spent. Those are the steps up to the upper edge of the window at this moment.
     */
    static DeviceClock unknown(VirtualMfaDevice device, Instant now) {
        long drift = device.driftAtAssignment();
        long lastStep = device.parameters().stepAt(now) + drift + CodeMatch.WINDOW_STEPS;
        return new DeviceClock(lastStep, drift, 0, null, now.toEpochMilli());
    }

    /** After an accepted code: its step is burned, and the drift is where it was. */
    DeviceClock accepted(long step, long nowStep, Instant now) {
        return new DeviceClock(step, step - nowStep, now.getEpochSecond(), null, sinceEpochMilli);
    }

    /** After a pair from a clock that is off: its steps are burned, and the drift stays until a code confirms the new one. */
    DeviceClock found(long step, long nowStep, Instant now) {
        Offset found = new Offset(step - nowStep, now.plus(OFFSET_LIFE).getEpochSecond());
        return new DeviceClock(step, drift, lastUseEpochSecond, found, sinceEpochMilli);
    }

    /** Evidence from before that moment is none. */
    DeviceClock knownSince(Instant moment) {
        return new DeviceClock(lastStep, drift, lastUseEpochSecond, offset, moment.toEpochMilli());
    }

    /** The drift that one more code would confirm, if it still waits for one. */
    @JsonIgnore
    Optional<Long> unconfirmedDrift(Instant now) {
        return Optional.ofNullable(offset)
                .filter(waiting -> now.getEpochSecond() < waiting.untilEpochSecond)
                .map(Offset::drift);
    }
}
