package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.device.ledger.EnrollmentProof;
import io.github.keycloakawsmfa.device.ledger.FirstDevice;
import io.github.keycloakawsmfa.device.ledger.SpendOutcome;
import io.github.keycloakawsmfa.device.ledger.TypedCodes;
import io.github.keycloakawsmfa.device.metrics.Door;
import io.github.keycloakawsmfa.evidence.PrimaryAuthentication;
import io.github.keycloakawsmfa.login.CodeAttemptGuard;
import io.github.keycloakawsmfa.login.CodeRejection;
import io.github.keycloakawsmfa.login.CodeRejection.Again;
import io.github.keycloakawsmfa.login.UserMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.events.EventType;

/**
 * What the wizard asks for besides the new device's own two codes. Only for its fields: the ledger decides again. Code
 * or ticket and change are one act of the ledger (rule S6); a wrong one counts with Keycloak's brute-force protection.
 */
final class WizardProof {

    /** Name of the ticket's input. */
    static final String TICKET = "ticket";

    private enum Kind {
        /** A first device, for which this very sign-in is enough. */
        NOTHING,
        /** An administrator's ticket, for a first device. */
        TICKET,
        /** One or more codes of a device that the user has. */
        CODES
    }

    private final RequiredActionContext context;
    private final boolean signedIn;
    private final Kind kind;
    private final int codes;

    /** Reads what is required now: the user's devices, and what is waiting for them. */
    WizardProof(RequiredActionContext context, Instant now) {
        this.context = context;
        this.signedIn = PrimaryAuthentication.isProvenHere(
                context.getSession(), context.getAuthenticationSession(), context.getUser());
        Devices devices = devices();
        if (devices.any()) {
            this.kind = Kind.CODES;
            this.codes = devices.codesNeeded(now);
        } else {
            boolean nothing = devices.owedForFirst(context.getRealm(), signedIn, now) == FirstDevice.Owed.NOTHING;
            this.kind = nothing ? Kind.NOTHING : Kind.TICKET;
            this.codes = 0;
        }
    }

    boolean isTicket() {
        return kind == Kind.TICKET;
    }

    /** Whether the new device is a further one, paid with a code of one that the user has. */
    boolean isOfPresentDevice() {
        return kind == Kind.CODES;
    }

    /** How many consecutive codes of a present device, 1 to 3; 0 for none. */
    int codes() {
        return codes;
    }

    /** What is wrong with the code of a present device; empty if nothing is, or if none is asked for. */
    Optional<UserMessage> malformed(TypedProof typed) {
        ExistingDeviceCode code = typed.currentCode();
        return isOfPresentDevice() && code.isMalformed()
                ? Optional.of(CodeRejection.malformed(code.typed().codes().size(), devices()))
                : Optional.empty();
    }

    private Devices devices() {
        return Devices.of(context.getSession(), context.getRealm(), context.getUser());
    }

    /** The field that shows what is wrong with it. */
    String field() {
        return isTicket() ? TICKET : ExistingDeviceCode.CODE;
    }

    /** Why none of it may be checked now, or empty; always empty if only the pending secret's codes are needed. */
    Optional<UserMessage> closed() {
        return kind == Kind.NOTHING ? Optional.empty() : guard(context).closed();
    }

    /** Whether a ticket is needed and none was typed. */
    boolean lacksTicket(TypedProof typed) {
        return isTicket() && !typed.hasTicket();
    }

    EnrollmentProof of(TypedProof typed) {
        return switch (kind) {
            case CODES -> EnrollmentProof.next(typed.currentCode().typed());
            case TICKET -> EnrollmentProof.first(typed.ticket(), signedIn);
            case NOTHING -> EnrollmentProof.first(null, signedIn);
        };
    }

    /**
     * Reports a code or ticket that did not pass.
     *
     * @return what its field says; empty if there is no device that a code could come from
     */
    Optional<UserMessage> rejected(SpendOutcome why, TypedProof typed) {
        Optional<Again> again = guard(context)
                .refused(why, isOfPresentDevice() ? typed.currentCode().typed() : TypedCodes.NONE)
                .again();
        return isTicket() && why instanceof SpendOutcome.Waiting waiting
                ? Optional.of(UserMessage.of("virtualMfaTicketWaiting", waiting.left()))
                : again.map(Again::sentence);
    }

    /**
     * Counts a wrong ticket.
     *
     * @param nextWait zero for none
     * @return what its field says
     */
    UserMessage ticketRefused(Duration nextWait) {
        guard(context).countWrong();
        return nextWait.isZero()
                ? UserMessage.of("virtualMfaTicketRefused")
                : UserMessage.of("virtualMfaTicketRefusedWait", nextWait);
    }

    /** Counts what the wizard refuses, by either of its pages. */
    static CodeAttemptGuard guard(RequiredActionContext context) {
        return new CodeAttemptGuard(
                context.getSession(),
                context.getRealm(),
                context.getUser(),
                context.getEvent(),
                EventType.UPDATE_CREDENTIAL,
                Door.WIZARD);
    }
}
