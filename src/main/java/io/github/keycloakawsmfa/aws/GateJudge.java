package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.evidence.Evidence;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ImpersonationSessionNote;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

/** Whether a guarded response may leave. When in doubt, it may not (rule S8). */
final class GateJudge {

    /** The decision about a guarded response. There are two, and only the one with evidence lets anything leave. */
    sealed interface Verdict {

        <T> T fold(Function<Evidence, T> pass, Function<Refusal, T> refuse);
    }

    /** It may leave, with this evidence written into it. */
    private record Pass(Evidence evidence) implements Verdict {

        @Override
        public <T> T fold(Function<Evidence, T> pass, Function<Refusal, T> refuse) {
            return pass.apply(evidence);
        }
    }

    /** It may not leave. */
    private record Refuse(Refusal refusal) implements Verdict {

        @Override
        public <T> T fold(Function<Evidence, T> pass, Function<Refusal, T> refuse) {
            return refuse.apply(refusal);
        }
    }

    /** Why a guarded response did not leave: the {@code reason} of the gate's error event. */
    enum Refusal {
        /** The ledger has witnessed nothing in this session, or the device is gone, or a not-before has passed. */
        EVIDENCE_MISSING,
        /** Evidence is older than the client or one of the user's AWS roles allows, or than a request with ForceAuthn. */
        EVIDENCE_OLD,
        /** The session was created by an administrator impersonating the user. */
        IMPERSONATED,
        /** The user is disabled. */
        USER_DISABLED,
        /** The request is not a browser sign-in: a token exchange, or the admin console's example. */
        PATH,
        /** Not exactly one plain assertion with one AuthnStatement. */
        SHAPE,
        /** IAM Identity Center would know the user by an e-mail address that is not proved to be theirs. */
        EMAIL_UNPROVEN,
        /** The client is for IAM and the response has no role, so AWS would reject it. */
        NO_ROLE,
        /** Longer than AWS accepts. */
        TOO_LARGE,
        /** Something failed while the gate was judging. */
        FAILURE;

        String reason() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Logger LOG = Logger.getLogger(GateJudge.class);

    /** Where browsers sign in. Token exchange and the admin console's example have other paths. */
    private static final Pattern SIGN_IN_PATH =
            Pattern.compile("/?realms/[^/]+/(?:login-actions/|protocol/saml(?:/|$)|broker/).*");

    private final KeycloakSession session;

    GateJudge(KeycloakSession session) {
        this.session = session;
    }

    /** Any failure while judging is a refusal with its own event. */
    Verdict judge(GuardedResponse response, AuthenticatedClientSessionModel clientSession, Instant now) {
        try {
            return judged(response, clientSession, now);
        } catch (RuntimeException e) {
            LOG.error("The AWS gate could not judge a response and refuses it", e);
            return new Refuse(Refusal.FAILURE);
        }
    }

    private Verdict judged(GuardedResponse response, AuthenticatedClientSessionModel clientSession, Instant now) {
        UserSessionModel userSession = clientSession.getUserSession();
        UserModel user = userSession.getUser();
        if (!SIGN_IN_PATH.matcher(session.getContext().getUri().getPath()).matches()) {
            return new Refuse(Refusal.PATH);
        }
        if (response.onlyAssertion().isEmpty()) {
            return new Refuse(Refusal.SHAPE);
        }
        if (user == null || !user.isEnabled()) {
            return new Refuse(Refusal.USER_DISABLED);
        }
        if (userSession.getNote(ImpersonationSessionNote.IMPERSONATOR_ID.toString()) != null) {
            return new Refuse(Refusal.IMPERSONATED);
        }
        if (response.isForIdentityCenter()
                && !(hasVerifiedEmail(user)
                        && user.getEmail().equalsIgnoreCase(response.nameId().orElse("")))) {
            return new Refuse(Refusal.EMAIL_UNPROVEN);
        }
        Optional<Evidence> evidence = Evidence.of(session, userSession);
        if (evidence.isEmpty()) {
            return new Refuse(Refusal.EVIDENCE_MISSING);
        }
        return evidence.get().isFresh(now, MaxAge.of(clientSession.getClient(), response.roles()))
                        && ForceAuthn.isMetBy(evidence.get(), clientSession)
                ? new Pass(evidence.get())
                : new Refuse(Refusal.EVIDENCE_OLD);
    }

    /**
     * IAM Identity Center knows its users by e-mail address, and Keycloak lets users change theirs: one that is not
     * verified may be anyone's, and would sign in as that person. Keycloak clears the mark when the address changes.
     */
    static boolean hasVerifiedEmail(UserModel user) {
        return hasEmail(user) && user.isEmailVerified();
    }

    static boolean hasEmail(UserModel user) {
        return user.getEmail() != null && !user.getEmail().isBlank();
    }
}
