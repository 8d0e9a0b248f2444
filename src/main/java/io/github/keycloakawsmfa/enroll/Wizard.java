package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.aws.AwsClientDetector;
import io.github.keycloakawsmfa.device.ledger.AssignOutcome.NotAssigned;
import io.github.keycloakawsmfa.device.ledger.Ledger;
import io.github.keycloakawsmfa.device.ledger.NewDevice;
import io.github.keycloakawsmfa.device.ledger.SignIn;
import io.github.keycloakawsmfa.device.metrics.CodeMeters;
import io.github.keycloakawsmfa.device.metrics.CodeResult;
import io.github.keycloakawsmfa.device.metrics.Door;
import io.github.keycloakawsmfa.device.seal.KeyUnavailableException;
import io.github.keycloakawsmfa.evidence.Evidence;
import io.github.keycloakawsmfa.evidence.PrimaryAuthentication;
import io.github.keycloakawsmfa.login.ClockOffsetMessage;
import io.github.keycloakawsmfa.login.InfoPage;
import io.github.keycloakawsmfa.login.MfaEvent;
import io.github.keycloakawsmfa.login.Quote;
import io.github.keycloakawsmfa.login.UserMessage;
import io.github.keycloakawsmfa.totp.TotpCode;
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
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Assigns a device: shows the pending secret, takes a name, two consecutive codes of it, and what else is required.
 * Nothing is stored until everything is right. The caller has checked {@link PrimaryAuthentication}.
 */
final class Wizard {

    private static final Logger LOG = Logger.getLogger(Wizard.class);

    private final RequiredActionContext context;
    private final Instant now;
    private final PendingEnrollment note;
    private final WizardForm form;

    Wizard(RequiredActionContext context, Instant now) {
        this.context = context;
        this.now = now;
        this.note = new PendingEnrollment(context.getSession(), context.getAuthenticationSession());
        this.form = new WizardForm(context, note, now);
    }

    /** The page, with the pending secret if there is one. */
    Response show() {
        try {
            return note.load(now).map(form::show).orElseGet(() -> fresh(note.exists()));
        } catch (KeyUnavailableException e) {
            return unavailable(e.getMessage());
        }
    }

    /** The same with a sentence above it. */
    Response show(UserMessage sentence) {
        form.say(sentence);
        return show();
    }

    /**
     * One POST.
     *
     * @return the page again with what is wrong, or <em>MFA device assigned</em>; empty if the user's devices have
     *     changed meanwhile, so that something else comes next
     */
    Optional<Response> take(MultivaluedMap<String, String> posted) {
        WizardProof proof = new WizardProof(context, now);
        if (note.isForFirst() && proof.isOfPresentDevice()) {
            // The user got a device since the caller checked: this page never asked for a code of it.
            return Optional.empty();
        }
        WizardPost typed = WizardPost.of(posted, proof);
        if (typed.isFromElsewhere()) {
            return Optional.of(show());
        }
        note.keepName(typed.name());
        form.keep(typed);
        try {
            Optional<PendingDevice> pending = note.load(now);
            return pending.isPresent() ? take(typed, proof, pending.get()) : Optional.of(fresh(true));
        } catch (KeyUnavailableException e) {
            return Optional.of(unavailable(e.getMessage()));
        }
    }

    private Optional<Response> take(WizardPost typed, WizardProof proof, PendingDevice pending) {
        boolean complete = form.accepts(typed, proof);
        Optional<TotpCode> code1 = typed.firstCode();
        Optional<TotpCode> code2 = typed.secondCode();
        if (code1.isEmpty() || code2.isEmpty()) {
            form.askForTicket(typed, proof);
            event("form_incomplete").error(Errors.INVALID_INPUT);
            return Optional.of(form.show(pending));
        }
        return PairCheck.of(pending, code1.get(), code2.get(), now)
                .fold(fits -> take(typed, proof, fits, complete), this::newPairRequired, why -> {
                    pairRefused(PairMessages.reason(why)).error(Errors.INVALID_USER_CREDENTIALS);
                    return again(pending, PairMessages.field(why), PairMessages.of(why));
                });
    }

    private Optional<Response> newPairRequired(PairCheck.NewPairRequired check) {
        pairRefused(CodeResult.PAIR_OFF)
                .detail(MfaEvent.DRIFT, Long.toString(check.drift()))
                .error(Errors.INVALID_USER_CREDENTIALS);
        note.keep(check.remembering());
        return again(
                check.remembering(),
                WizardForm.CODES,
                ClockOffsetMessage.newPairRequired(check.drift(), PendingDevice.PARAMETERS));
    }

    private Optional<Response> take(WizardPost typed, WizardProof proof, PairCheck.Fits fits, boolean complete) {
        // A believed pair need not be typed again when only something else was wrong.
        note.keep(fits.remembering());
        if (complete) {
            return assign(typed, proof, fits);
        }
        event("form_incomplete").error(Errors.INVALID_INPUT);
        return Optional.of(form.show(fits.remembering()));
    }

    private Optional<Response> assign(WizardPost typed, WizardProof proof, PairCheck.Fits fits) {
        PendingDevice pending = fits.remembering();
        Optional<UserMessage> closed = proof.closed();
        if (closed.isPresent()) {
            return again(pending, proof.field(), closed.get());
        }
        NewDevice device =
                fits.device(KeycloakModelUtils.generateId(), typed.deviceName().get());
        AuthenticationSessionModel authSession = context.getAuthenticationSession();
        SignIn signIn = SignIn.of(authSession, AwsClientDetector.expected(authSession.getClient(), authSession));
        return new Ledger(context.getSession(), Door.WIZARD)
                .assign(context.getRealm(), context.getUser(), device, proof.of(typed.proof()), signIn)
                .fold(
                        outcome -> outcome.fold(
                                assigned -> Optional.of(assigned(assigned.deviceId(), signIn)),
                                why -> proof.rejected(why, typed.proof())
                                        .flatMap(sentence -> refused(pending, proof.field(), sentence)),
                                wait -> ticketRefused(proof.ticketRefused(wait), pending),
                                why -> notAssigned(why, pending)),
                        () -> busy(pending),
                        none -> Optional.of(unavailable(none.reason())));
    }

    private Optional<Response> ticketRefused(UserMessage sentence, PendingDevice pending) {
        event("ticket_refused").error(Errors.INVALID_USER_CREDENTIALS);
        return again(pending, WizardProof.TICKET, sentence);
    }

    private Optional<Response> notAssigned(NotAssigned why, PendingDevice pending) {
        return switch (why) {
            case CODE_OWED, SIGN_IN_OWED, LIMIT_REACHED -> Optional.empty();
            case TICKET_OWED -> unspent(pending, "ticket_missing", WizardProof.TICKET, "virtualMfaTicketMissing");
            case NAME_TAKEN -> unspent(pending, "name_taken", WizardForm.NAME, "virtualMfaNameTaken");
            // Neither comes from here: the id is new, and a first device is allowed.
            case ALREADY_ASSIGNED, NO_DEVICE, NO_TOKEN, TOKEN_RESTS, SECRET_PRESENT -> busy(pending);
        };
    }

    private Optional<Response> busy(PendingDevice pending) {
        event(MfaEvent.BUSY).error(Errors.GENERIC_AUTHENTICATION_ERROR);
        return Optional.of(form.say(UserMessage.of("virtualMfaBusy")).show(pending));
    }

    private Optional<Response> unspent(PendingDevice pending, String reason, String field, String key) {
        event(reason).error(Errors.INVALID_INPUT);
        return again(pending, field, UserMessage.of(key));
    }

    private Optional<Response> refused(PendingDevice pending, String field, UserMessage sentence) {
        form.dropCurrentCode();
        return again(pending, field, sentence);
    }

    private Optional<Response> again(PendingDevice pending, String field, UserMessage sentence) {
        return Optional.of(form.error(field, sentence).show(pending));
    }

    private Response assigned(String deviceId, SignIn signIn) {
        note.clear();
        DevicesPageState.clear(context.getAuthenticationSession());
        Evidence.carry(context.getAuthenticationSession(), signIn);
        return AssignedPage.open(context, deviceId);
    }

    private Response fresh(boolean renewed) {
        PendingDevice pending = PendingDevice.create(now);
        note.keep(pending);
        return (renewed ? form.say(UserMessage.of("virtualMfaSecretRenewed")) : form).show(pending);
    }

    /** The page in its place, where no device can be assigned. */
    Response unavailable(String reason) {
        LOG.errorf(
                "No virtual MFA device can be assigned in realm %s: %s",
                context.getRealm().getName(), reason);
        return InfoPage.DEVICES_UNAVAILABLE.page(
                context.getSession(), context.form(), Quote.error(event(reason), Errors.GENERIC_AUTHENTICATION_ERROR));
    }

    private EventBuilder pairRefused(CodeResult why) {
        new CodeMeters(context.getRealm().getName(), Door.WIZARD).count(why);
        return event(why.wireName());
    }

    private EventBuilder event(String reason) {
        return MfaEvent.of(context.getEvent(), EventType.UPDATE_CREDENTIAL, context.getUser(), reason);
    }
}
