package io.github.keycloakawsmfa.device.ledger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * What the ledger knows of one device.
 *
 * @param lastStep the newest spent step: it and all older ones are never valid again
 * @param drift device clock minus server clock, in time steps
 * @param lastUseEpochSecond when a code was last accepted, or 0 for never
 * @param offset what two or three consecutive codes have shown and no later code has confirmed, or null
 * @param unknown what a later release has written, which this one keeps as it is
 */
public record DeviceClock(long lastStep, long drift, long lastUseEpochSecond, Offset offset, ObjectNode unknown) {

    /** How far a code may lie from where the device's clock is thought to be, in steps (RFC 6238, section 5.2). */
    static final int WINDOW_STEPS = 1;

    /** How long an offset waits for a code to confirm it. */
    static final Duration OFFSET_LIFE = Duration.ofHours(1);

    /** For this long after a code was accepted, the same code again is an impatient click and not a wrong code. */
    private static final Duration REPEATED = Duration.ofSeconds(10);

    /** So many that no device has shown more; the ledger's row can hold this number, and those of codes behind it. */
    private static final long ALL_CODES = LedgerFields.LARGEST - 1_000_000;

    /** A drift that is not believed yet. */
    record Offset(long drift, long untilEpochSecond) {}

    public DeviceClock(long lastStep, long drift, long lastUseEpochSecond) {
        this(lastStep, drift, lastUseEpochSecond, null, JsonNodeFactory.instance.objectNode());
    }

    /** Of a device that is being assigned. */
    static DeviceClock assigned(NewDevice device) {
        return new DeviceClock(device.lastStep(), device.drift(), 0);
    }

    /**
     * For a device that the ledger has never seen, because a realm export lacks our table: every step that may have
     * been spent before counts as spent, up to the upper edge of the window at this moment. Of a device that counts its
     * codes nothing tells which were, so all are.
     */
    static DeviceClock unknown(VirtualMfaDevice device, Instant now) {
        if (device.parameters().isCounter()) {
            return new DeviceClock(ALL_CODES, 0, 0);
        }
        long drift = device.driftAtAssignment();
        long lastStep = device.parameters().stepAt(now) + drift + WINDOW_STEPS;
        return new DeviceClock(lastStep, drift, 0);
    }

    /** After an accepted code: its step is burned, and the drift is that of the code. */
    DeviceClock accepted(long step, long nowStep, Instant now) {
        return new DeviceClock(step, step - nowStep, now.getEpochSecond(), null, unknown);
    }

    /** The same, where a step has been spent elsewhere. */
    DeviceClock spentUpTo(long step) {
        return step <= lastStep ? this : new DeviceClock(step, drift, lastUseEpochSecond, offset, unknown);
    }

    /** After codes from a clock that is off: their steps are burned, and the drift stays until a code confirms the new one. */
    DeviceClock found(long step, long nowStep, Instant now) {
        Offset found = new Offset(step - nowStep, now.plus(OFFSET_LIFE).getEpochSecond());
        return new DeviceClock(step, drift, lastUseEpochSecond, found, unknown);
    }

    /** The drift that one more code would confirm, if one is still awaited. */
    OptionalLong unconfirmedDrift(Instant now) {
        return offset != null && now.getEpochSecond() < offset.untilEpochSecond
                ? OptionalLong.of(offset.drift)
                : OptionalLong.empty();
    }

    /** Whether the newest spent step was spent just now. */
    boolean wasJustSpent(Instant now) {
        long spentAt = offset == null ? lastUseEpochSecond : offset.untilEpochSecond - OFFSET_LIFE.toSeconds();
        long age = now.getEpochSecond() - spentAt;
        return age >= 0 && age <= REPEATED.toSeconds();
    }
}
