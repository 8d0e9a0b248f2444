package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.AssignOutcome;
import io.github.keycloakawsmfa.device.ledger.Payment;
import io.github.keycloakawsmfa.device.ledger.SpendOutcome;
import io.github.keycloakawsmfa.device.ledger.TypedCodes;
import io.github.keycloakawsmfa.login.CodeAnswer;
import io.github.keycloakawsmfa.login.CodeDoor;
import io.github.keycloakawsmfa.login.MfaEvent;
import io.github.keycloakawsmfa.login.Sentence;
import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;

/**
 * What a device costs besides its own two codes, from the page's fields to what is said of a refusal. Code or ticket and
 * change are one act of the ledger (rule S6); a wrong one counts with Keycloak's brute-force protection.
 */
final class WizardPayment {

    private final RequiredActionContext context;
    private final Debt debt;
    private final CodeDoor door;

    WizardPayment(RequiredActionContext context, Debt debt) {
        this.context = context;
        this.debt = debt;
        this.door = new CodeDoor(
                context.getSession(),
                context.getRealm(),
                context.getUser(),
                context.getEvent(),
                EventType.UPDATE_CREDENTIAL);
    }

    /** Why nothing of it is to be looked at now, or empty. Codes typed for a pending secret alone are not asked about. */
    Optional<Sentence> closed() {
        return debt == Debt.NOTHING ? Optional.empty() : door.closed();
    }

    /** @param signedIn whether {@link io.github.keycloakawsmfa.evidence.PrimaryAuthentication#isProvenHere} */
    Payment of(WizardEntry entry, boolean signedIn) {
        return debt.isOfPresentDevice()
                ? Payment.next(entry.currentCode().typed())
                : Payment.first(debt == Debt.TICKET ? entry.typedTicket() : null, signedIn);
    }

    /** The field at which is said what is wrong with it. */
    String field() {
        return debt == Debt.TICKET ? WizardEntry.TICKET : CurrentCode.CODE;
    }

    /**
     * Tells of a device that was not assigned, by event and at the field that it is about.
     *
     * @return whether there is a page to show it on: not if the devices' key is unavailable
     */
    boolean tell(AssignOutcome outcome, WizardEntry entry, WizardPage page) {
        if (outcome instanceof AssignOutcome.NotPaid notPaid) {
            return tell(
                    notPaid.why(),
                    debt.isOfPresentDevice() ? entry.currentCode().typed() : TypedCodes.NONE,
                    page);
        }
        if (outcome instanceof AssignOutcome.NameTaken) {
            refused("name_taken", Errors.INVALID_INPUT);
            page.error(WizardEntry.NAME, Sentence.of("virtualMfaNameTaken"));
        } else if (outcome instanceof AssignOutcome.TicketOwed) {
            refused("ticket_missing", Errors.INVALID_INPUT);
            page.error(WizardEntry.TICKET, Sentence.of("virtualMfaTicketMissing"));
        } else if (outcome instanceof AssignOutcome.TicketRefused ticket) {
            door.countWrong();
            refused("ticket_refused", Errors.INVALID_USER_CREDENTIALS);
            page.error(
                    WizardEntry.TICKET,
                    ticket.nextWait().isZero()
                            ? Sentence.of("virtualMfaTicketRefused")
                            : Sentence.of("virtualMfaTicketRefusedWait", ticket.nextWait()));
        } else {
            refused(MfaEvent.BUSY, Errors.GENERIC_AUTHENTICATION_ERROR);
            page.say(Sentence.of("virtualMfaBusy"));
        }
        return true;
    }

    private boolean tell(SpendOutcome why, TypedCodes typed, WizardPage page) {
        CodeAnswer answer = door.refused(why, typed).answer();
        if (!(answer instanceof CodeAnswer.Again again)) {
            return false;
        }
        page.error(
                field(),
                debt == Debt.TICKET && why instanceof SpendOutcome.Waiting waiting
                        ? Sentence.of("virtualMfaTicketWaiting", waiting.left())
                        : again.sentence());
        return true;
    }

    private void refused(String reason, String error) {
        MfaEvent.of(context.getEvent(), EventType.UPDATE_CREDENTIAL, context.getUser(), reason)
                .error(error);
    }
}
