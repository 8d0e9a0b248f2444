package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.device.ledger.Ledger;
import io.github.keycloakawsmfa.device.ledger.SignIn;
import io.github.keycloakawsmfa.device.ledger.SpendOutcome;
import io.github.keycloakawsmfa.device.ledger.TypedCodes;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.evidence.Evidences;
import io.github.keycloakawsmfa.evidence.PrimaryAuthentication;
import io.github.keycloakawsmfa.totp.TypedText;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.authentication.AuthenticatorUtil;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Handles what was posted to the code page, from the POST to the evidence; the flow and the required action both use
 * it. Primary authentication and Keycloak's brute-force lock are checked before a code is. Every outcome is one event.
 */
public final class CodeStep {

    private final KeycloakSession session;
    private final AuthenticationSessionModel authSession;
    private final RealmModel realm;
    private final UserModel user;
    private final EventBuilder request;
    private final CodeAttemptGuard door;
    private final SeriesChoice choice;

    /** @param request the request's event; a passed code leaves its details on it */
    public CodeStep(
            KeycloakSession session, AuthenticationSessionModel authSession, UserModel user, EventBuilder request) {
        this.session = session;
        this.authSession = authSession;
        this.realm = authSession.getRealm();
        this.user = user;
        this.request = request;
        this.door = new CodeAttemptGuard(session, realm, user, request, EventType.LOGIN);
        this.choice = new SeriesChoice(authSession);
    }

    /** @param form what was posted to {@link CodePage} */
    public CodeAnswer take(MultivaluedMap<String, String> form) {
        if (!PrimaryAuthentication.isProven(session, authSession, user)) {
            return new CodeAnswer.NotAuthenticated();
        }
        if (choice.follow(form)) {
            return new CodeAnswer.Anew();
        }
        Optional<UserMessage> closed = door.closed();
        if (closed.isPresent()) {
            return new CodeAnswer.Again(closed.get(), CodeAnswer.Again.Tone.ERROR);
        }
        TypedCodes typed = typed(form);
        SignIn signIn = SignIn.of(authSession);
        return new Ledger(session)
                .spend(realm, user, typed, signIn)
                .fold(
                        outcome -> outcome instanceof SpendOutcome.Accepted accepted
                                ? passed(accepted, signIn)
                                : after(outcome, door.refused(outcome, typed), typed),
                        () -> door.busy(typed).answer(),
                        none -> door.unavailable(none.reason(), typed).answer());
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

    private CodeAnswer after(SpendOutcome outcome, CodeRejection refusal, TypedCodes typed) {
        if (outcome instanceof SpendOutcome.PairNeeded) {
            return new CodeAnswer.Anew();
        }
        if (outcome instanceof SpendOutcome.Refused) {
            choice.offer();
        } else if (outcome instanceof SpendOutcome.OffsetFound && !typed.isTriple()) {
            choice.forget();
        }
        return refusal.answer();
    }

    private static String text(MultivaluedMap<String, String> form, String name) {
        return Objects.requireNonNullElse(form.getFirst(name), "");
    }

    private CodeAnswer passed(SpendOutcome.Accepted accepted, SignIn signIn) {
        Evidences.carry(authSession, signIn);
        // Keycloak forgets the wrong codes that it counted (26.7.3: the secondary failures) only after a type it knows.
        AuthenticatorUtil.addAuthCredential(authSession, OTPCredentialModel.TYPE);
        request.detail(Details.CREDENTIAL_TYPE, VirtualMfaDevice.TYPE)
                .detail(Details.CREDENTIAL_ID, accepted.deviceId())
                .detail(Details.CREDENTIAL_USER_LABEL, accepted.deviceName())
                .detail(MfaEvent.DRIFT, Long.toString(accepted.drift()))
                .detail(Details.REASON, "code_accepted");
        return new CodeAnswer.Passed();
    }
}
