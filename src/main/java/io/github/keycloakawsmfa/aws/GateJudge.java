package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.evidence.Evidence;
import io.github.keycloakawsmfa.evidence.Evidences;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ImpersonationSessionNote;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

/** Whether a guarded response may leave. When in doubt, it may not (rule S8). */
final class GateJudge {

    /** Where browsers sign in. Token exchange and the admin console's example have other paths. */
    private static final Pattern SIGN_IN_PATH =
            Pattern.compile("/?realms/[^/]+/(?:login-actions/|protocol/saml(?:/|$)|broker/).*");

    private final KeycloakSession session;

    GateJudge(KeycloakSession session) {
        this.session = session;
    }

    GateVerdict judge(GuardedResponse response, AuthenticatedClientSessionModel clientSession, Instant now) {
        UserSessionModel userSession = clientSession.getUserSession();
        UserModel user = userSession.getUser();
        if (!SIGN_IN_PATH.matcher(session.getContext().getUri().getPath()).matches()) {
            return new GateVerdict.Refuse(Refusal.PATH);
        }
        if (response.onlyAssertion().isEmpty()) {
            return new GateVerdict.Refuse(Refusal.SHAPE);
        }
        if (user == null || !user.isEnabled()) {
            return new GateVerdict.Refuse(Refusal.USER_DISABLED);
        }
        if (userSession.getNote(ImpersonationSessionNote.IMPERSONATOR_ID.toString()) != null) {
            return new GateVerdict.Refuse(Refusal.IMPERSONATED);
        }
        if (response.isForIdentityCenter()
                && !(VerifiedEmail.isThere(user)
                        && user.getEmail().equalsIgnoreCase(response.nameId().orElse("")))) {
            return new GateVerdict.Refuse(Refusal.EMAIL_UNPROVEN);
        }
        Optional<Evidence> evidence = new Evidences(session).of(userSession);
        if (evidence.isEmpty()) {
            return new GateVerdict.Refuse(Refusal.EVIDENCE_MISSING);
        }
        return evidence.get().isFresh(now, MaxAge.of(clientSession.getClient(), response.roles()))
                        && ForceAuthn.isMetBy(evidence.get(), clientSession)
                ? new GateVerdict.Pass(evidence.get())
                : new GateVerdict.Refuse(Refusal.EVIDENCE_OLD);
    }
}
