package io.github.keycloakawsmfa.device;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What the ledger knows of one device.
 *
 * @param lastStep the newest spent step: it and all older ones are never good again
 * @param drift device clock minus server clock, in time steps
 * @param lastUseEpochSecond when a code was last accepted, or 0 for never
 */
record DeviceClock(
        @JsonProperty("step") long lastStep,
        @JsonProperty("drift") long drift,
        @JsonProperty("used") long lastUseEpochSecond) {

    /**
     * For a device that the ledger has never seen, because a realm export lacks our table: every step that may have
     * been spent before counts as spent. Those are the steps up to the upper edge of the window at this moment.
     */
    static DeviceClock unknown(VirtualMfaDevice device, long nowStep) {
        return new DeviceClock(
                nowStep + device.driftAtAssignment() + LedgerRule.WINDOW_STEPS, device.driftAtAssignment(), 0);
    }
}
