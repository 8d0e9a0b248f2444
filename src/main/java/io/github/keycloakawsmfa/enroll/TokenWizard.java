package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.aws.AwsClientDetector;
import io.github.keycloakawsmfa.device.ledger.AssignOutcome;
import io.github.keycloakawsmfa.device.ledger.AssignOutcome.NotAssigned;
import io.github.keycloakawsmfa.device.ledger.DeviceName;
import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.device.ledger.Ledger;
import io.github.keycloakawsmfa.device.ledger.SignIn;
import io.github.keycloakawsmfa.device.ledger.SpendOutcome;
import io.github.keycloakawsmfa.device.ledger.TypedCodes;
import io.github.keycloakawsmfa.device.metrics.Door;
import io.github.keycloakawsmfa.evidence.Evidence;
import io.github.keycloakawsmfa.evidence.PrimaryAuthentication;
import io.github.keycloakawsmfa.login.MfaEvent;
import io.github.keycloakawsmfa.login.UserMessage;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Assigns a hardware token, by its serial number and two or three consecutive codes, in the wizard's place. Nothing tells whether
 * there is such a token, or whose it is (rule S4). The caller has checked {@link PrimaryAuthentication}.
 */
final class TokenWizard {

    private final RequiredActionContext context;
    private final Instant now;
    private final PendingEnrollment note;
    private final TokenForm form;

    TokenWizard(RequiredActionContext context, Instant now) {
        this.context = context;
        this.now = now;
        this.note = new PendingEnrollment(context.getSession(), context.getAuthenticationSession());
        this.form = new TokenForm(context, note, now);
    }

    Response show() {
        return form.show();
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
        TokenPost typed = TokenPost.of(posted, proof);
        if (typed.isFromElsewhere()) {
            return Optional.of(show());
        }
        note.keepName(typed.name());
        form.keep(typed);
        if (!form.accepts(typed, proof)) {
            event("form_incomplete").error(Errors.INVALID_INPUT);
            return Optional.of(show());
        }
        Optional<UserMessage> closed = WizardProof.guard(context).closed();
        return closed.isPresent() ? again(WizardForm.CODES, closed.get()) : activate(typed, proof);
    }

    private Optional<Response> activate(TokenPost typed, WizardProof proof) {
        AuthenticationSessionModel authSession = context.getAuthenticationSession();
        SignIn signIn = SignIn.of(authSession, AwsClientDetector.expected(authSession.getClient(), authSession));
        return new Ledger(context.getSession(), Door.WIZARD)
                .activate(
                        context.getRealm(),
                        context.getUser(),
                        typed.serial(),
                        DeviceName.parse(typed.name()),
                        typed.codes(),
                        proof.of(typed.proof()),
                        signIn)
                .fold(
                        outcome -> outcome.fold(
                                why -> tokenRefused(why, typed.codes()),
                                assigned -> judged(assigned, typed, proof, signIn)),
                        this::busy,
                        none -> Optional.of(new Wizard(context, now).unavailable(none.reason())));
    }

    private Optional<Response> judged(AssignOutcome outcome, TokenPost typed, WizardProof proof, SignIn signIn) {
        return outcome.fold(
                assigned -> assigned(assigned.deviceId(), signIn),
                why -> proof.rejected(why, typed.proof()).flatMap(sentence -> {
                    form.dropCurrentCode();
                    return again(proof.field(), sentence);
                }),
                wait -> {
                    event("ticket_refused").error(Errors.INVALID_USER_CREDENTIALS);
                    return again(WizardProof.TICKET, proof.ticketRefused(wait));
                },
                this::notAssigned);
    }

    private Optional<Response> tokenRefused(SpendOutcome why, TypedCodes codes) {
        Optional<UserMessage> told =
                WizardProof.guard(context).refused(why, codes).again().map(again -> again.sentence());
        if (why instanceof SpendOutcome.Refused refused) {
            Duration wait = refused.nextWait();
            if (codes.isTriple()) {
                return again(WizardForm.CODES, UserMessage.of("virtualMfaTokenTripleRefused"));
            }
            return again(
                    WizardForm.CODES,
                    wait.isZero()
                            ? UserMessage.of("virtualMfaTokenRefused")
                            : UserMessage.of("virtualMfaTokenRefusedWait", wait));
        }
        return told.flatMap(sentence -> again(WizardForm.CODES, sentence));
    }

    private Optional<Response> notAssigned(NotAssigned why) {
        return switch (why) {
            case CODE_OWED, SIGN_IN_OWED, LIMIT_REACHED -> Optional.empty();
            case TICKET_OWED ->
                refused("ticket_missing", WizardProof.TICKET, UserMessage.of("virtualMfaTicketMissing"));
            case NAME_TAKEN -> refused("name_taken", WizardForm.NAME, UserMessage.of("virtualMfaNameTaken"));
            case SECRET_PRESENT ->
                refused("secret_present", TokenPost.SERIAL, UserMessage.of("virtualMfaTokenPresent"));
            case NO_TOKEN -> refused("no_token", WizardForm.CODES, UserMessage.of("virtualMfaTokenRefused"));
            // None comes from here.
            case ALREADY_ASSIGNED, NO_DEVICE, TOKEN_RESTS -> busy();
        };
    }

    private Optional<Response> refused(String reason, String field, UserMessage sentence) {
        event(reason).error(Errors.INVALID_INPUT);
        return again(field, sentence);
    }

    private Optional<Response> busy() {
        event(MfaEvent.BUSY).error(Errors.GENERIC_AUTHENTICATION_ERROR);
        UserMessage.of("virtualMfaBusy").showAsError(context.form());
        return Optional.of(show());
    }

    private Optional<Response> again(String field, UserMessage sentence) {
        form.error(field, sentence);
        return Optional.of(show());
    }

    /** Without a page where it is no evidence: a code is asked for next. */
    private Optional<Response> assigned(String deviceId, SignIn signIn) {
        note.clear();
        TokenChoice.clear(context.getAuthenticationSession());
        DevicesPageState.clear(context.getAuthenticationSession());
        Evidence.carry(context.getAuthenticationSession(), signIn);
        return Devices.of(context.getSession(), context.getRealm(), context.getUser())
                .witnessed(signIn)
                .map(evidence -> AssignedPage.open(context, deviceId));
    }

    private EventBuilder event(String reason) {
        return MfaEvent.of(context.getEvent(), EventType.UPDATE_CREDENTIAL, context.getUser(), reason);
    }
}
