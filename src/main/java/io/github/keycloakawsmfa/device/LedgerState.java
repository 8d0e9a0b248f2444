package io.github.keycloakawsmfa.device;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.keycloak.util.JsonSerialization;

/**
 * The ledger of one user, as its row holds it.
 *
 * @param wrongCodes when wrong codes were typed, oldest first, at most {@link Throttle#REMEMBERED}
 * @param waitUntilEpochMilli no code is looked at before; 0 for no wait
 * @param devices by credential id
 * @param ticket for the user's first device, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LedgerState(
        @JsonProperty("v") int version,
        @JsonProperty("wrong") List<Long> wrongCodes,
        @JsonProperty("wait") long waitUntilEpochMilli,
        @JsonProperty("devices") Map<String, DeviceClock> devices,
        @JsonProperty("ticket") Ticket ticket) {

    private static final int VERSION = 1;

    static final LedgerState EMPTY = new LedgerState(VERSION, List.of(), 0, Map.of(), null);

    LedgerState {
        wrongCodes = List.copyOf(wrongCodes);
        devices = Map.copyOf(devices);
    }

    @JsonIgnore
    Instant waitUntil() {
        return Instant.ofEpochMilli(waitUntilEpochMilli);
    }

    LedgerState withThrottle(List<Long> newWrongCodes, Instant newWaitUntil) {
        return new LedgerState(version, newWrongCodes, newWaitUntil.toEpochMilli(), devices, ticket);
    }

    LedgerState withDevice(String deviceId, DeviceClock clock) {
        Map<String, DeviceClock> changed = new TreeMap<>(devices);
        changed.put(deviceId, clock);
        return new LedgerState(version, wrongCodes, waitUntilEpochMilli, changed, ticket);
    }

    LedgerState withoutDevice(String deviceId) {
        Map<String, DeviceClock> kept = new TreeMap<>(devices);
        kept.remove(deviceId);
        return new LedgerState(version, wrongCodes, waitUntilEpochMilli, kept, ticket);
    }

    /** Without the devices that are gone: Keycloak's own doors delete a credential without asking us. */
    LedgerState onlyDevices(List<String> deviceIds) {
        Map<String, DeviceClock> kept = new TreeMap<>(devices);
        kept.keySet().retainAll(deviceIds);
        return new LedgerState(version, wrongCodes, waitUntilEpochMilli, kept, ticket);
    }

    /** @param newTicket null for none */
    LedgerState withTicket(Ticket newTicket) {
        return new LedgerState(version, wrongCodes, waitUntilEpochMilli, devices, newTicket);
    }

    String toJson() {
        try {
            return JsonSerialization.writeValueAsString(this);
        } catch (IOException e) {
            throw new IllegalStateException("A record of plain values is always JSON", e);
        }
    }

    /** @throws IllegalStateException if the row is damaged or of a later version: then nobody signs in with it */
    static LedgerState fromJson(String json) {
        try {
            LedgerState state = JsonSerialization.readValue(json, LedgerState.class);
            if (state.version != VERSION) {
                throw new IllegalStateException("ledger version " + state.version + " is unknown to this release");
            }
            return state;
        } catch (IOException e) {
            throw new IllegalStateException("A ledger row is damaged", e);
        }
    }
}
