package io.github.keycloakawsmfa.device.ledger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ledger of one user, as its row holds it.
 *
 * @param codes wrong codes and their consequences
 * @param tickets the same for wrong tickets
 * @param devices by credential id
 * @param ticket for the user's first device, or null
 * @param evidence oldest first, at most {@link EvidenceEntry#MOST}
 * @param rollout what is remembered of the way to a first device
 * @param awsAtEpochSecond when the user last signed in to AWS, to the hour; 0 for never
 * @param hadDevice whether a device was taken from the user: whatever else was on the same phone may be lost with it
 * @param unknown what a later release has written, which this one keeps as it is
 */
public record LedgerState(
        Attempts codes,
        Attempts tickets,
        Map<String, DeviceClock> devices,
        Ticket ticket,
        List<EvidenceEntry> evidence,
        RolloutNotes rollout,
        long awsAtEpochSecond,
        boolean hadDevice,
        ObjectNode unknown) {

    public static final LedgerState EMPTY = new LedgerState(
            Attempts.NONE,
            Attempts.NONE,
            Map.of(),
            null,
            List.of(),
            RolloutNotes.NONE,
            0,
            false,
            JsonNodeFactory.instance.objectNode());

    public LedgerState {
        devices = Map.copyOf(devices);
        evidence = List.copyOf(evidence);
    }

    LedgerState withCodes(Attempts newCodes) {
        return new LedgerState(
                newCodes, tickets, devices, ticket, evidence, rollout, awsAtEpochSecond, hadDevice, unknown);
    }

    LedgerState withTickets(Attempts newTickets) {
        return new LedgerState(
                codes, newTickets, devices, ticket, evidence, rollout, awsAtEpochSecond, hadDevice, unknown);
    }

    public LedgerState withDevice(String deviceId, DeviceClock clock) {
        Map<String, DeviceClock> changed = new HashMap<>(devices);
        changed.put(deviceId, clock);
        return new LedgerState(
                codes, tickets, changed, ticket, evidence, rollout, awsAtEpochSecond, hadDevice, unknown);
    }

    /** Without the devices that are gone, and their evidence: Keycloak itself may delete a credential without asking us. */
    LedgerState onlyDevices(Collection<String> deviceIds) {
        if (deviceIds.containsAll(devices.keySet())
                && evidence.stream().allMatch(entry -> deviceIds.contains(entry.deviceId()))) {
            return this;
        }
        Map<String, DeviceClock> kept = new HashMap<>(devices);
        kept.keySet().retainAll(deviceIds);
        List<EvidenceEntry> valid = evidence.stream()
                .filter(entry -> deviceIds.contains(entry.deviceId()))
                .toList();
        return new LedgerState(codes, tickets, kept, ticket, valid, rollout, awsAtEpochSecond, hadDevice, unknown);
    }

    LedgerState withoutDevice(String deviceId) {
        return onlyDevices(
                devices.keySet().stream().filter(id -> !id.equals(deviceId)).toList());
    }

    /** @param newTicket null for none */
    LedgerState withTicket(Ticket newTicket) {
        return new LedgerState(
                codes, tickets, devices, newTicket, evidence, rollout, awsAtEpochSecond, hadDevice, unknown);
    }

    /**
     * The user has passed MFA in a sign-in. Where it leads to AWS, that is noted as well, so that the gate need not do it
     * in an act of its own.
     */
    LedgerState witnessing(SignIn signIn, String deviceId, EvidenceEntry.Kind kind, Instant now) {
        if (!signIn.proven()) {
            return this;
        }
        LedgerState next = withEvidence(EvidenceEntry.of(signIn, deviceId, kind, now), now);
        return signIn.toAws() ? next.signedInToAws(now) : next;
    }

    LedgerState signedInToAws(Instant now) {
        return new LedgerState(
                codes, tickets, devices, ticket, evidence, rollout, now.getEpochSecond(), hadDevice, unknown);
    }

    /** With one more; expired entries, and the oldest ones beyond the bound, are dropped. */
    LedgerState withEvidence(EvidenceEntry entry, Instant now) {
        List<EvidenceEntry> kept = new ArrayList<>(evidence);
        kept.removeIf(old -> old.isOver(now));
        kept.add(entry);
        return new LedgerState(
                codes,
                tickets,
                devices,
                ticket,
                kept.subList(Math.max(0, kept.size() - EvidenceEntry.MOST), kept.size()),
                rollout,
                awsAtEpochSecond,
                hadDevice,
                unknown);
    }

    LedgerState withoutEvidence() {
        return new LedgerState(
                codes, tickets, devices, ticket, List.of(), rollout, awsAtEpochSecond, hadDevice, unknown);
    }

    LedgerState withRollout(RolloutNotes notes) {
        return new LedgerState(codes, tickets, devices, ticket, evidence, notes, awsAtEpochSecond, hadDevice, unknown);
    }

    LedgerState withLostDevice(boolean lost) {
        return new LedgerState(codes, tickets, devices, ticket, evidence, rollout, awsAtEpochSecond, lost, unknown);
    }

    /** What was witnessed in this sign-in; the latest, if there is more than one. */
    Optional<EvidenceEntry> evidenceOf(SignIn signIn) {
        return evidence.stream().filter(entry -> entry.isOf(signIn)).reduce((older, newer) -> newer);
    }
}
