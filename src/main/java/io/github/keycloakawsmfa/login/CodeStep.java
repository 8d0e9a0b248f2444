package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.device.KeyUnavailableException;
import io.github.keycloakawsmfa.device.Ledger;
import io.github.keycloakawsmfa.device.SpendOutcome;
import io.github.keycloakawsmfa.device.TypedCodes;
import io.github.keycloakawsmfa.evidence.Evidence;
import io.github.keycloakawsmfa.evidence.EvidenceKind;
import io.github.keycloakawsmfa.evidence.Evidences;
import io.github.keycloakawsmfa.evidence.Standing;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.authentication.AuthenticatorUtil;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.services.messages.Messages;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * One typed code, from the POST to the evidence; the flow and the required action both come here. Standing and
 * Keycloak's brute-force lock are asked before the code is looked at. Every outcome is one event.
 */
public final class CodeStep {

    private static final Logger LOG = Logger.getLogger(CodeStep.class);

    private final KeycloakSession session;
    private final AuthenticationSessionModel authSession;
    private final RealmModel realm;
    private final UserModel user;
    private final EventBuilder request;

    /** @param request the request's event; a passed code leaves its details on it */
    public CodeStep(
            KeycloakSession session, AuthenticationSessionModel authSession, UserModel user, EventBuilder request) {
        this.session = session;
        this.authSession = authSession;
        this.realm = authSession.getRealm();
        this.user = user;
        this.request = request;
    }

    /** @param form what was posted: {@code otp}, and {@code selectedCredentialId} if a device was picked */
    public CodeAnswer take(MultivaluedMap<String, String> form, Instant now) {
        if (!Standing.holds(session, authSession, user)) {
            return new CodeAnswer.NoStanding();
        }
        BruteForce bruteForce = new BruteForce(session, realm);
        Optional<String> lock = bruteForce.lock(user);
        if (lock.isPresent()) {
            event("locked").error(lock.get());
            boolean temporary = Errors.USER_TEMPORARILY_DISABLED.equals(lock.get());
            return again(
                    temporary
                            ? Messages.ACCOUNT_TEMPORARILY_DISABLED_TOTP
                            : Messages.ACCOUNT_PERMANENTLY_DISABLED_TOTP);
        }
        if (!user.isEnabled()) {
            event("disabled").error(Errors.USER_DISABLED);
            return again(Messages.ACCOUNT_DISABLED);
        }
        String picked = CodePage.picked(form);
        SpendOutcome outcome =
                new Ledger(session).spend(realm, user, TypedCodes.one(form.getFirst(CodePage.CODE), picked), now);
        if (outcome instanceof SpendOutcome.Refused) {
            bruteForce.wrongCode(user);
        }
        return outcome instanceof SpendOutcome.Accepted accepted ? passed(accepted, now) : answer(outcome, picked);
    }

    private CodeAnswer passed(SpendOutcome.Accepted accepted, Instant now) {
        Evidence evidence = new Evidence(accepted.deviceId(), EvidenceKind.CODE, now);
        try {
            new Evidences(session).record(authSession, user, evidence);
        } catch (KeyUnavailableException e) {
            return answer(new SpendOutcome.Unavailable(e.getMessage()), accepted.deviceId());
        }
        // Keycloak forgets the wrong codes that it counted (26.7.3: the secondary failures) only after a type it knows.
        AuthenticatorUtil.addAuthCredential(authSession, OTPCredentialModel.TYPE);
        request.detail(Details.CREDENTIAL_TYPE, MfaEvent.CREDENTIAL_TYPE)
                .detail(Details.CREDENTIAL_ID, accepted.deviceId())
                .detail(Details.CREDENTIAL_USER_LABEL, accepted.deviceName())
                .detail(MfaEvent.DRIFT, Long.toString(accepted.drift()))
                .detail(Details.REASON, "code_accepted");
        return new CodeAnswer.Passed();
    }

    private CodeAnswer answer(SpendOutcome outcome, String picked) {
        SpendRefusal refusal = SpendRefusal.of(outcome);
        if (outcome instanceof SpendOutcome.Unavailable unavailable) {
            LOG.errorf("A code could not be checked in realm %s: %s", realm.getName(), unavailable.reason());
        }
        event(refusal.reason()).detail(Details.SELECTED_CREDENTIAL_ID, picked).error(refusal.error());
        return refusal.answer();
    }

    private EventBuilder event(String reason) {
        return MfaEvent.of(request, EventType.LOGIN, user, reason);
    }

    private static CodeAnswer again(String key) {
        return new CodeAnswer.Again(Sentence.of(key));
    }
}
