package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.AssignOutcome;
import io.github.keycloakawsmfa.device.KeyUnavailableException;
import io.github.keycloakawsmfa.device.Ledger;
import io.github.keycloakawsmfa.device.NewDevice;
import io.github.keycloakawsmfa.device.Payment;
import io.github.keycloakawsmfa.evidence.Evidence;
import io.github.keycloakawsmfa.evidence.EvidenceKind;
import io.github.keycloakawsmfa.evidence.Evidences;
import io.github.keycloakawsmfa.login.MfaEvent;
import io.github.keycloakawsmfa.login.Notice;
import io.github.keycloakawsmfa.login.Sentence;
import io.github.keycloakawsmfa.totp.PairOutcome;
import io.github.keycloakawsmfa.totp.PairSearch;
import io.github.keycloakawsmfa.totp.Totp;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;

/**
 * Assigns a user's first device: shows the pending secret, takes a name and two consecutive codes. Nothing is stored
 * before both are right. The caller has checked that the user has standing and no device.
 */
final class Wizard {

    private static final Logger LOG = Logger.getLogger(Wizard.class);

    /** The offset at which a pair is taken, in steps: ten minutes. */
    private static final int ACCEPTED_STEPS = 20;

    /** The offset up to which a pair is recognised, in steps: 14 hours, a phone in another time zone. */
    private static final int KNOWN_STEPS = 1680;

    private final RequiredActionContext context;
    private final PendingNote note;
    private final WizardPage page;
    private final Instant now;

    Wizard(RequiredActionContext context, Instant now) {
        this.context = context;
        this.note = new PendingNote(context.getSession(), context.getAuthenticationSession());
        this.page = new WizardPage(context.getSession(), context.getUser(), context.form());
        this.now = now;
    }

    /** The page, with the pending secret if there is one. */
    Response show() {
        try {
            boolean renewed = note.exists();
            Optional<PendingDevice> pending = note.load(now);
            return pending.isPresent() ? page.show(pending.get(), note) : fresh(renewed);
        } catch (KeyUnavailableException e) {
            return unavailable(e.getMessage());
        }
    }

    /**
     * One POST.
     *
     * @return the page again with what is wrong, or <em>MFA device assigned</em>; empty if the user has got a device
     *     meanwhile, so that there is nothing to assign any more
     */
    Optional<Response> take(WizardEntry entry) {
        note.keepName(entry.typedName());
        try {
            Optional<PendingDevice> pending = note.load(now);
            return pending.isPresent() ? take(entry, pending.get()) : Optional.of(fresh(true));
        } catch (KeyUnavailableException e) {
            return Optional.of(unavailable(e.getMessage()));
        }
    }

    private Optional<Response> take(WizardEntry entry, PendingDevice pending) {
        if (entry.code1().isEmpty()) {
            page.error(WizardEntry.CODE_1, Sentence.of("virtualMfaCode1Malformed"));
        }
        if (entry.code2().isEmpty()) {
            page.error(WizardEntry.CODE_2, Sentence.of("virtualMfaCode2Malformed"));
        }
        if (entry.name().isEmpty()) {
            if (!page.hasErrors()) {
                page.keepCodes(entry);
            }
            page.error(
                    WizardEntry.NAME,
                    Sentence.of(entry.nameIsMissing() ? "virtualMfaNameMissing" : "virtualMfaNameMalformed"));
        }
        if (page.hasErrors()) {
            refused("form_incomplete").error(Errors.INVALID_INPUT);
            return Optional.of(page.show(pending, note));
        }
        long nowStep = PendingDevice.PARAMETERS.stepAt(now);
        PairOutcome outcome = PairSearch.find(
                new Totp(pending.secret(), PendingDevice.PARAMETERS),
                entry.code1().get(),
                entry.code2().get(),
                nowStep,
                ACCEPTED_STEPS,
                KNOWN_STEPS);
        if (outcome instanceof PairOutcome.Matched matched) {
            return judged(PairJudgement.judge(matched, nowStep, pending.createdStep(), pending.seen()), entry, pending);
        }
        refused(PairSentences.reason(outcome)).error(Errors.INVALID_USER_CREDENTIALS);
        return Optional.of(
                page.error(WizardPage.CODES, PairSentences.of(outcome)).show(pending, note));
    }

    private Optional<Response> judged(PairVerdict verdict, WizardEntry entry, PendingDevice pending) {
        if (verdict instanceof PairVerdict.InStep inStep) {
            return assign(entry, pending, inStep);
        }
        PairVerdict.TypeTwoNew again = (PairVerdict.TypeTwoNew) verdict;
        PendingDevice remembering = pending.remembering(again.remembered());
        note.keep(remembering);
        refused("pair_off").detail(MfaEvent.DRIFT, Long.toString(again.drift())).error(Errors.INVALID_USER_CREDENTIALS);
        return Optional.of(page.error(WizardPage.CODES, PairSentences.typeTwoNew(again.drift()))
                .show(remembering, note));
    }

    private Optional<Response> assign(WizardEntry entry, PendingDevice pending, PairVerdict.InStep inStep) {
        NewDevice device = new NewDevice(
                entry.name().get(), PendingDevice.PARAMETERS, pending.secret(), inStep.lastStep(), inStep.drift());
        AssignOutcome outcome = new Ledger(context.getSession())
                .assign(context.getRealm(), context.getUser(), device, Payment.NONE, now);
        if (outcome instanceof AssignOutcome.Assigned assigned) {
            return Optional.of(assigned(assigned.deviceId()));
        }
        if (outcome instanceof AssignOutcome.Unavailable unavailable) {
            return Optional.of(unavailable(unavailable.reason()));
        }
        if (outcome instanceof AssignOutcome.Busy) {
            refused("busy").error(Errors.GENERIC_AUTHENTICATION_ERROR);
            return Optional.of(
                    page.say(Sentence.of("virtualMfaBusy")).keepCodes(entry).show(pending, note));
        }
        giveWay(context);
        return Optional.empty();
    }

    /**
     * Drops what was pending here, since the user has a device now.
     *
     * @return whether anything was
     */
    static boolean giveWay(RequiredActionContext context) {
        PendingNote note = new PendingNote(context.getSession(), context.getAuthenticationSession());
        if (!note.exists()) {
            return false;
        }
        note.clear();
        MfaEvent.of(context.getEvent(), EventType.UPDATE_CREDENTIAL, context.getUser(), "device_exists")
                .error(Errors.NOT_ALLOWED);
        return true;
    }

    private Response assigned(String deviceId) {
        note.clear();
        AssignedNote.write(context.getAuthenticationSession(), deviceId);
        Evidence evidence = new Evidence(deviceId, EvidenceKind.ASSIGNED, now);
        new Evidences(context.getSession()).record(context.getAuthenticationSession(), context.getUser(), evidence);
        return Notice.ASSIGNED.page(context.form());
    }

    private Response fresh(boolean renewed) {
        PendingDevice pending = PendingDevice.create(now);
        note.keep(pending);
        return (renewed ? page.say(Sentence.of("virtualMfaSecretRenewed")) : page).show(pending, note);
    }

    private Response unavailable(String reason) {
        LOG.errorf(
                "No virtual MFA device can be assigned in realm %s: %s",
                context.getRealm().getName(), reason);
        refused(reason).error(Errors.GENERIC_AUTHENTICATION_ERROR);
        return Notice.UNAVAILABLE.page(context.form());
    }

    private EventBuilder refused(String reason) {
        return MfaEvent.of(context.getEvent(), EventType.UPDATE_CREDENTIAL, context.getUser(), reason);
    }
}
