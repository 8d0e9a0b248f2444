package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.EnrollmentProof;
import io.github.keycloakawsmfa.device.ledger.SpendOutcome;
import io.github.keycloakawsmfa.device.ledger.TypedCodes;
import io.github.keycloakawsmfa.login.CodeAnswer;
import io.github.keycloakawsmfa.login.CodeAttemptGuard;
import io.github.keycloakawsmfa.login.MfaEvent;
import io.github.keycloakawsmfa.login.UserMessage;
import java.time.Duration;
import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;

/**
 * What a device costs besides its own two codes, from the page's fields to what is said about a refusal. Code or ticket
 * and change are one act of the ledger (rule S6); a wrong one counts with Keycloak's brute-force protection.
 */
final class WizardProof {

    private final RequiredActionContext context;
    private final RequiredProof debt;
    private final CodeAttemptGuard door;

    WizardProof(RequiredActionContext context, RequiredProof debt) {
        this.context = context;
        this.debt = debt;
        this.door = new CodeAttemptGuard(
                context.getSession(),
                context.getRealm(),
                context.getUser(),
                context.getEvent(),
                EventType.UPDATE_CREDENTIAL);
    }

    /** Why none of it may be checked now, or empty; always empty if only the pending secret's codes are needed. */
    Optional<UserMessage> closed() {
        return debt == RequiredProof.NOTHING ? Optional.empty() : door.closed();
    }

    /** @param signedIn whether {@link io.github.keycloakawsmfa.evidence.PrimaryAuthentication#isProvenHere} */
    EnrollmentProof of(WizardEntry entry, boolean signedIn) {
        return debt.isOfPresentDevice()
                ? EnrollmentProof.next(entry.currentCode().typed())
                : EnrollmentProof.first(debt == RequiredProof.TICKET ? entry.typedTicket() : null, signedIn);
    }

    /** The field that shows what is wrong with it. */
    String field() {
        return debt == RequiredProof.TICKET ? WizardEntry.TICKET : ExistingDeviceCode.CODE;
    }

    /**
     * Reports a code or ticket that did not pass, by an event and at the field concerned.
     *
     * @return whether there is a page to show it on
     */
    boolean rejected(SpendOutcome why, WizardEntry entry, WizardPage page) {
        TypedCodes typed = debt.isOfPresentDevice() ? entry.currentCode().typed() : TypedCodes.NONE;
        CodeAnswer answer = door.refused(why, typed).answer();
        if (!(answer instanceof CodeAnswer.Again again)) {
            return false;
        }
        page.error(
                field(),
                debt == RequiredProof.TICKET && why instanceof SpendOutcome.Waiting waiting
                        ? UserMessage.of("virtualMfaTicketWaiting", waiting.left())
                        : again.sentence());
        return true;
    }

    /** @param nextWait zero for none */
    void ticketRefused(Duration nextWait, WizardPage page) {
        door.countWrong();
        refused("ticket_refused", Errors.INVALID_USER_CREDENTIALS);
        page.error(
                WizardEntry.TICKET,
                nextWait.isZero()
                        ? UserMessage.of("virtualMfaTicketRefused")
                        : UserMessage.of("virtualMfaTicketRefusedWait", nextWait));
    }

    void ticketMissing(WizardPage page) {
        refused("ticket_missing", Errors.INVALID_INPUT);
        page.error(WizardEntry.TICKET, UserMessage.of("virtualMfaTicketMissing"));
    }

    void nameTaken(WizardPage page) {
        refused("name_taken", Errors.INVALID_INPUT);
        page.error(WizardEntry.NAME, UserMessage.of("virtualMfaNameTaken"));
    }

    void busy(WizardPage page) {
        refused(MfaEvent.BUSY, Errors.GENERIC_AUTHENTICATION_ERROR);
        page.say(UserMessage.of("virtualMfaBusy"));
    }

    private void refused(String reason, String error) {
        MfaEvent.of(context.getEvent(), EventType.UPDATE_CREDENTIAL, context.getUser(), reason)
                .error(error);
    }
}
