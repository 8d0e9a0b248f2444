package io.github.keycloakawsmfa.device.ledger;

import java.time.Duration;
import java.util.function.Function;

/** What became of a device that was to be assigned. */
public sealed interface AssignOutcome {

    /** Stored, with the steps of its pair burned. */
    record Assigned(String deviceId) implements AssignOutcome {

        @Override
        public <R> R fold(
                Function<Assigned, ? extends R> assigned,
                Function<SpendOutcome, ? extends R> proofRejected,
                Function<Duration, ? extends R> ticketRefused,
                Function<NotAssigned, ? extends R> notAssigned) {
            return assigned.apply(this);
        }
    }

    /** The code of the present device did not pass, or there is a wait; nothing was stored. */
    record ProofRejected(SpendOutcome why) implements AssignOutcome {

        @Override
        public <R> R fold(
                Function<Assigned, ? extends R> assigned,
                Function<SpendOutcome, ? extends R> proofRejected,
                Function<Duration, ? extends R> ticketRefused,
                Function<NotAssigned, ? extends R> notAssigned) {
            return proofRejected.apply(why);
        }
    }

    /**
     * No such ticket, or it has expired; nothing was stored.
     *
     * @param nextWait how long no ticket or code is checked from now on, zero for no wait
     */
    record TicketRefused(Duration nextWait) implements AssignOutcome {

        @Override
        public <R> R fold(
                Function<Assigned, ? extends R> assigned,
                Function<SpendOutcome, ? extends R> proofRejected,
                Function<Duration, ? extends R> ticketRefused,
                Function<NotAssigned, ? extends R> notAssigned) {
            return ticketRefused.apply(nextWait);
        }
    }

    /** Nothing was stored. */
    enum NotAssigned implements AssignOutcome {
        /** The user has a device, perhaps only since the page was made, and brought none of its codes. */
        CODE_OWED,
        /** A first device, in a session that was carried along, with no pending ticket to use instead. */
        SIGN_IN_OWED,
        /** The first device needs a ticket, and none was brought. */
        TICKET_OWED,
        /** The user has {@link Devices#MOST} devices. */
        LIMIT_REACHED,
        /** The device already exists, from another call with the same pair. */
        ALREADY_ASSIGNED,
        /** The user has no device (any more), and this way never assigns a first one. */
        NO_DEVICE,
        /** Another device of the user has this name. */
        NAME_TAKEN,
        /** No hardware token waits under this serial number. */
        NO_TOKEN,
        /** No code of the hardware token counts for a while: what was used is not known, or its clock is far ahead. */
        TOKEN_RESTS,
        /** The user has this secret already, as a device or as a one-time code of Keycloak's own. */
        SECRET_PRESENT;

        @Override
        public <R> R fold(
                Function<Assigned, ? extends R> assigned,
                Function<SpendOutcome, ? extends R> proofRejected,
                Function<Duration, ? extends R> ticketRefused,
                Function<NotAssigned, ? extends R> notAssigned) {
            return notAssigned.apply(this);
        }
    }

    /**
     * What the function of this case returns.
     *
     * @param proofRejected takes why
     * @param ticketRefused takes the wait from now on, zero for none
     */
    <R> R fold(
            Function<Assigned, ? extends R> assigned,
            Function<SpendOutcome, ? extends R> proofRejected,
            Function<Duration, ? extends R> ticketRefused,
            Function<NotAssigned, ? extends R> notAssigned);
}
