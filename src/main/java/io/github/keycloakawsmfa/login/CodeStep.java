package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.aws.AwsClientDetector;
import io.github.keycloakawsmfa.device.ledger.Ledger;
import io.github.keycloakawsmfa.device.ledger.SignIn;
import io.github.keycloakawsmfa.device.ledger.SpendOutcome;
import io.github.keycloakawsmfa.device.ledger.TypedCodes;
import io.github.keycloakawsmfa.device.metrics.Door;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.device.time.ServerTime;
import io.github.keycloakawsmfa.evidence.Evidence;
import io.github.keycloakawsmfa.evidence.PrimaryAuthentication;
import io.github.keycloakawsmfa.internals.SignInFacts;
import io.github.keycloakawsmfa.login.CodeRejection.Again;
import io.github.keycloakawsmfa.login.CodeRejection.Tone;
import io.github.keycloakawsmfa.totp.TypedText;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.keycloak.events.Details;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Handles what was posted to the code page, from the POST to the evidence; the flow and the required action both use
 * it. Keycloak's brute-force lock is checked before a code is, and primary authentication, if that is to be evidence.
 * Every outcome is one event.
 */
public final class CodeStep {

    private final CodePage page;
    private final KeycloakSession session;
    private final AuthenticationSessionModel authSession;
    private final RealmModel realm;
    private final UserModel user;
    private final CodeAttemptGuard guard;
    private final SeriesChoice choice;
    private final boolean forEvidence;

    /**
     * For a step that is no more than a second factor.
     *
     * @param page that was posted
     * @return one whose codes count without primary authentication; then they are no evidence
     */
    static CodeStep ofSecondFactor(CodePage page) {
        return new CodeStep(page, false);
    }

    /** @param page that was posted */
    public CodeStep(CodePage page) {
        this(page, true);
    }

    private CodeStep(CodePage page, boolean forEvidence) {
        this.page = page;
        this.forEvidence = forEvidence;
        this.session = page.session();
        this.authSession = page.authSession();
        this.realm = authSession.getRealm();
        this.user = page.user();
        this.guard = new CodeAttemptGuard(session, realm, user, page.request(), EventType.LOGIN, Door.CODE_PAGE);
        this.choice = new SeriesChoice(authSession);
    }

    /**
     * One POST.
     *
     * @param passed what comes once the code is spent and evidence recorded
     * @param noDevice what comes if there is no device that a code could come from
     * @param notAuthenticated what comes if the session does not prove enough: nothing was checked
     * @return what they return, else a page
     */
    public Optional<Response> take(
            MultivaluedMap<String, String> posted,
            Supplier<Optional<Response>> passed,
            Supplier<Optional<Response>> noDevice,
            Supplier<Optional<Response>> notAuthenticated) {
        boolean proven = PrimaryAuthentication.isProven(session, authSession, user);
        if (forEvidence && !proven) {
            return notAuthenticated.get();
        }
        if (choice.follow(posted)) {
            return ask();
        }
        Optional<UserMessage> closed = guard.closed();
        if (closed.isPresent()) {
            return askAgain(new Again(closed.get(), Tone.ERROR));
        }
        TypedCodes typed = typed(posted);
        SignIn here = SignIn.of(authSession, AwsClientDetector.expected(authSession.getClient(), authSession));
        SignIn signIn = proven ? here : here.unproven();
        return new Ledger(session, Door.CODE_PAGE)
                .spend(realm, user, typed, signIn)
                .fold(
                        outcome -> {
                            if (outcome instanceof SpendOutcome.Accepted accepted) {
                                record(accepted, signIn);
                                return passed.get();
                            }
                            return rejected(outcome, typed, noDevice);
                        },
                        () -> askAgain(guard.busy(typed).again().orElseThrow()),
                        none -> Optional.of(InfoPage.UNAVAILABLE.page(
                                session, page.form(), guard.unavailable(none.reason(), typed))));
    }

    /** The page as first shown: it says itself what it now asks for. */
    private Optional<Response> ask() {
        return Optional.of(page.ask(ServerTime.now()));
    }

    private Optional<Response> askAgain(Again again) {
        return Optional.of(page.askAgain(again, ServerTime.now()));
    }

    private Optional<Response> rejected(SpendOutcome outcome, TypedCodes typed, Supplier<Optional<Response>> noDevice) {
        Optional<Again> again = guard.refused(outcome, typed).again();
        if (outcome instanceof SpendOutcome.PairNeeded) {
            return ask();
        }
        if (outcome instanceof SpendOutcome.Refused) {
            choice.offer();
        } else if (outcome instanceof SpendOutcome.OffsetFound && !typed.isTriple()) {
            choice.forget();
        }
        return again.map(this::askAgain).orElseGet(noDevice);
    }

    /**
     * As many as the page asked for, as the server remembers it; one, if one came. Whether that is enough is up to the
     * ledger, which is not asked beforehand: a read would take the request's connection, and the ledger's act a second
     * one.
     */
    private TypedCodes typed(MultivaluedMap<String, String> form) {
        String picked = CodePage.picked(form);
        String third = text(form, CodePage.CODE_3);
        if (choice.count() == TypedCodes.TRIPLE || !TypedText.isNothing(third)) {
            return TypedCodes.of(picked, text(form, CodePage.CODE_1), text(form, CodePage.CODE_2), third);
        }
        boolean pair = choice.count() > 1 || (choice.shown() > 1 && !form.containsKey(CodePage.CODE));
        return pair
                ? TypedCodes.of(picked, text(form, CodePage.CODE_1), text(form, CodePage.CODE_2))
                : TypedCodes.ofField(form.getFirst(CodePage.CODE), picked);
    }

    private static String text(MultivaluedMap<String, String> form, String name) {
        return Objects.requireNonNullElse(form.getFirst(name), "");
    }

    private void record(SpendOutcome.Accepted accepted, SignIn signIn) {
        if (signIn.proven()) {
            Evidence.carry(authSession, signIn);
        }
        // Keycloak forgets the wrong codes that it counted (26.7.3: the secondary failures) only after a type it knows.
        SignInFacts.addCredentialType(authSession, OTPCredentialModel.TYPE);
        page.request()
                .detail(Details.CREDENTIAL_TYPE, VirtualMfaDevice.TYPE)
                .detail(Details.CREDENTIAL_ID, accepted.deviceId())
                .detail(Details.CREDENTIAL_USER_LABEL, accepted.deviceName())
                .detail(MfaEvent.DRIFT, Long.toString(accepted.drift()))
                .detail(Details.REASON, "code_accepted");
    }
}
