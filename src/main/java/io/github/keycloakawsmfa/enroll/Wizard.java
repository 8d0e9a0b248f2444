package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.AssignOutcome.NotAssigned;
import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.device.ledger.Ledger;
import io.github.keycloakawsmfa.device.ledger.NewDevice;
import io.github.keycloakawsmfa.device.ledger.SignIn;
import io.github.keycloakawsmfa.device.seal.KeyUnavailableException;
import io.github.keycloakawsmfa.evidence.Evidences;
import io.github.keycloakawsmfa.evidence.PrimaryAuthentication;
import io.github.keycloakawsmfa.login.ClockOffsetMessage;
import io.github.keycloakawsmfa.login.InfoPage;
import io.github.keycloakawsmfa.login.MfaEvent;
import io.github.keycloakawsmfa.login.UserMessage;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Assigns a device: shows the pending secret, takes a name, two consecutive codes of it, and what else is owed. Nothing
 * is stored until everything is right. The caller has checked {@link PrimaryAuthentication}.
 */
final class Wizard {

    private static final Logger LOG = Logger.getLogger(Wizard.class);

    private final RequiredActionContext context;
    private final PendingEnrollment note;
    private final WizardPage page;
    private final boolean signedIn;
    private final RequiredProof debt;
    private final Instant now;

    Wizard(RequiredActionContext context, Instant now) {
        this.context = context;
        this.note = new PendingEnrollment(context.getSession(), context.getAuthenticationSession());
        this.signedIn = PrimaryAuthentication.isProvenHere(
                context.getSession(), context.getAuthenticationSession(), context.getUser());
        this.page = new WizardPage(context, signedIn, now);
        this.debt = RequiredProof.of(
                context.getRealm(),
                Devices.of(context.getSession(), context.getRealm(), context.getUser()),
                signedIn,
                now);
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
     * @return the page again with what is wrong, or <em>MFA device assigned</em>; empty if the user's devices have
     *     changed meanwhile, so that something else comes next
     */
    Optional<Response> take(MultivaluedMap<String, String> posted) {
        if (note.isForFirst() && debt.isOfPresentDevice()) {
            // The user got a device since the caller checked: this page never asked for a code of it.
            return Optional.empty();
        }
        WizardEntry entry = WizardEntry.of(posted, debt);
        note.keepName(entry.typedName());
        try {
            Optional<PendingDevice> pending = note.load(now);
            return pending.isPresent() ? take(entry, pending.get()) : Optional.of(fresh(true));
        } catch (KeyUnavailableException e) {
            return Optional.of(unavailable(e.getMessage()));
        }
    }

    private Optional<Response> take(WizardEntry entry, PendingDevice pending) {
        page.keepTicket(entry);
        boolean fits = page.accepts(entry, debt);
        if (entry.code1().isEmpty() || entry.code2().isEmpty()) {
            refused("form_incomplete").error(Errors.INVALID_INPUT);
            return Optional.of(page.show(pending, note));
        }
        PairCheck check =
                PairCheck.of(pending, entry.code1().get(), entry.code2().get(), now);
        if (check instanceof PairCheck.Wrong wrong) {
            refused(PairMessages.reason(wrong.why())).error(Errors.INVALID_USER_CREDENTIALS);
            return Optional.of(
                    page.error(WizardPage.CODES, PairMessages.of(wrong.why())).show(pending, note));
        }
        if (check instanceof PairCheck.NewPairRequired again) {
            refused("pair_off")
                    .detail(MfaEvent.DRIFT, Long.toString(again.drift()))
                    .error(Errors.INVALID_USER_CREDENTIALS);
            return Optional.of(page.error(WizardPage.CODES, ClockOffsetMessage.newPairRequired(again.drift()))
                    .show(remember(again.remembering()), note));
        }
        PairCheck.Fits fitting = (PairCheck.Fits) check;
        // A believed pair need not be typed again when only something else was wrong.
        PendingDevice remembering = remember(fitting.remembering());
        page.keepPair(entry);
        if (!fits) {
            refused("form_incomplete").error(Errors.INVALID_INPUT);
            page.keepCurrentCode(entry);
            return Optional.of(page.show(remembering, note));
        }
        return assign(entry, remembering, fitting);
    }

    private PendingDevice remember(PendingDevice remembering) {
        note.keep(remembering);
        return remembering;
    }

    private Optional<Response> assign(WizardEntry entry, PendingDevice pending, PairCheck.Fits fitting) {
        WizardProof payment = new WizardProof(context, debt);
        Optional<UserMessage> closed = payment.closed();
        if (closed.isPresent()) {
            return Optional.of(page.error(payment.field(), closed.get()).show(pending, note));
        }
        NewDevice device =
                fitting.device(KeycloakModelUtils.generateId(), entry.name().get());
        SignIn signIn = SignIn.of(context.getAuthenticationSession());
        return new Ledger(context.getSession())
                .assign(context.getRealm(), context.getUser(), device, payment.of(entry, signedIn), signIn)
                .fold(
                        outcome -> outcome.fold(
                                assigned -> Optional.of(assigned(assigned.deviceId(), signIn)),
                                why -> Optional.of(
                                        payment.rejected(why, entry, page)
                                                ? page.show(pending, note)
                                                : InfoPage.UNAVAILABLE.page(context.getSession(), context.form())),
                                wait -> again(entry, pending, () -> payment.ticketRefused(wait, page)),
                                why -> notAssigned(why, entry, pending, payment)),
                        () -> again(entry, pending, () -> payment.busy(page)),
                        none -> Optional.of(unavailable(none.reason())));
    }

    private Optional<Response> notAssigned(
            NotAssigned why, WizardEntry entry, PendingDevice pending, WizardProof payment) {
        return switch (why) {
            case CODE_OWED, SIGN_IN_OWED, LIMIT_REACHED -> Optional.empty();
            case TICKET_OWED -> again(entry, pending, () -> payment.ticketMissing(page));
            case NAME_TAKEN -> again(entry, pending, () -> payment.nameTaken(page));
            case ALREADY_ASSIGNED, NO_DEVICE -> again(entry, pending, () -> payment.busy(page));
        };
    }

    /** The page, with a code that was not spent. */
    private Optional<Response> again(WizardEntry entry, PendingDevice pending, Runnable told) {
        page.keepCurrentCode(entry);
        told.run();
        return Optional.of(page.show(pending, note));
    }

    private Response assigned(String deviceId, SignIn signIn) {
        note.clear();
        DevicesPageState.clear(context.getAuthenticationSession());
        Evidences.carry(context.getAuthenticationSession(), signIn);
        return AssignedPage.open(context, deviceId);
    }

    private Response fresh(boolean renewed) {
        PendingDevice pending = PendingDevice.create(now);
        note.keep(pending);
        return (renewed ? page.say(UserMessage.of("virtualMfaSecretRenewed")) : page).show(pending, note);
    }

    private Response unavailable(String reason) {
        LOG.errorf(
                "No virtual MFA device can be assigned in realm %s: %s",
                context.getRealm().getName(), reason);
        refused(reason).error(Errors.GENERIC_AUTHENTICATION_ERROR);
        return InfoPage.UNAVAILABLE.page(context.getSession(), context.form());
    }

    private EventBuilder refused(String reason) {
        return MfaEvent.of(context.getEvent(), EventType.UPDATE_CREDENTIAL, context.getUser(), reason);
    }
}
