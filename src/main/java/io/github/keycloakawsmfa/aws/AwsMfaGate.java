package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.GateJudge.Refusal;
import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.device.ledger.Ledger;
import io.github.keycloakawsmfa.device.time.ServerTime;
import io.github.keycloakawsmfa.evidence.Evidence;
import io.github.keycloakawsmfa.internals.ShowsVersion;
import io.github.keycloakawsmfa.internals.ThreadSession;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.Config;
import org.keycloak.dom.saml.v2.protocol.AuthnRequestType;
import org.keycloak.dom.saml.v2.protocol.ResponseType;
import org.keycloak.dom.saml.v2.protocol.StatusResponseType;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.saml.preprocessor.SamlAuthenticationPreprocessor;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The gate: no guarded SAML response leaves without evidence, or with a role that is not ours.
 *
 * <p>Keycloak calls it for every SAML client of every realm, after all mappers and before it signs, however the user
 * got here (26.7.3, SamlProtocol.authenticated); unlike a mapper or a flow, it cannot be removed by a realm
 * administrator. An exception here becomes Keycloak's 400 page, and no response leaves.
 */
public final class AwsMfaGate implements SamlAuthenticationPreprocessor, ShowsVersion {

    /** The provider id, as in {@code --spi-saml-authentication-preprocessor--aws-mfa-gate--mode}. */
    public static final String ID = "aws-mfa-gate";

    /** Marks a client session for which a response has already left: a later refusal does not detach it. */
    private static final String PASSED_NOTE = "virtual-mfa.passed";

    private static final Logger LOG = Logger.getLogger(AwsMfaGate.class);

    private GateMode mode = GateMode.ENFORCE;
    private boolean modeIsReadable = true;

    @Override
    public AuthnRequestType beforeProcessingLoginRequest(
            AuthnRequestType request, AuthenticationSessionModel authSession) {
        ForceAuthn.keep(request, authSession, ServerTime.now());
        return request;
    }

    /** @throws IllegalStateException if the response is guarded and may not leave */
    @Override
    public StatusResponseType beforeSendingResponse(
            StatusResponseType response, AuthenticatedClientSessionModel clientSession) {
        if (response instanceof ResponseType login) {
            GuardedResponse guarded = new GuardedResponse(login, clientSession);
            if (guarded.isGuarded()) {
                guard(guarded, clientSession);
            }
        }
        return response;
    }

    private void guard(GuardedResponse response, AuthenticatedClientSessionModel clientSession) {
        KeycloakSession session = ThreadSession.current();
        ClientModel client = clientSession.getClient();
        UserSessionModel userSession = clientSession.getUserSession();
        GateMode applied = modeFor(session, userSession.getRealm(), userSession.getUser());
        GateEvents events = new GateEvents(session, client, userSession, applied);

        Optional<Evidence> evidence = new GateJudge(session)
                .judge(response, clientSession, ServerTime.now())
                .fold(Optional::of, refusal -> {
                    events.refused(refusal);
                    if (refusal == Refusal.USER_DISABLED) {
                        forgetEvidence(session, userSession);
                    }
                    withhold(refusal, applied, clientSession);
                    return Optional.empty();
                });
        List<String> pairs = response.onlyAssertion()
                .map(assertion -> new GateWriter(clientSession, applied, events).write(response, assertion, evidence))
                .orElse(List.of());
        if (evidence.isPresent()) {
            if (hasNoRole(response, client)) {
                events.refused(Refusal.NO_ROLE);
                withhold(Refusal.NO_ROLE, applied, clientSession);
            }
            if (response.isForAws()) {
                RoleLimit.in(response.response(), session, client, pairs).ifPresent(roles -> {
                    events.tooLarge(roles);
                    withhold(Refusal.TOO_LARGE, applied, clientSession);
                });
            }
            clientSession.setNote(PASSED_NOTE, "true");
            events.left();
        }
        if (response.isForAws()) {
            LastSignIn.note(session, userSession, ServerTime.now());
        }
    }

    /** While the gate only observes, roles written by others may be there. */
    private static boolean hasNoRole(GuardedResponse response, ClientModel client) {
        return AwsClientSettings.isForIam(client)
                && response.onlyAssertion()
                        .filter(assertion -> !new AssertionContent(assertion).hasRoles())
                        .isPresent();
    }

    /** If a user is enabled again later, nothing from before counts. */
    private static void forgetEvidence(KeycloakSession session, UserSessionModel userSession) {
        UserModel user = userSession.getUser();
        RealmModel realm = userSession.getRealm();
        if (user != null && Devices.of(session, realm, user).haveEvidence()) {
            new Ledger(session).forgetEvidence(realm, user);
        }
    }

    /**
     * Users whose date has passed are held back although the gate only observes the others, so that a roll-out can go on
     * group by group. A date opens nothing: where the gate enforces, it is not even read.
     *
     * @param user null for nobody, who has no date
     */
    private GateMode modeFor(KeycloakSession session, RealmModel realm, UserModel user) {
        if (mode == GateMode.ENFORCE || user == null) {
            return mode;
        }
        try {
            return Rollout.requiredFrom(session, realm, user)
                            .filter(date -> !ServerTime.now().isBefore(date))
                            .isPresent()
                    ? GateMode.ENFORCE
                    : mode;
        } catch (RuntimeException e) {
            LOG.error("Whether a user needs MFA by now could not be read, so the AWS gate enforces it", e);
            return GateMode.ENFORCE;
        }
    }

    private static void withhold(Refusal refusal, GateMode applied, AuthenticatedClientSessionModel clientSession) {
        if (applied == GateMode.ENFORCE) {
            if (clientSession.getNote(PASSED_NOTE) == null) {
                clientSession.detachFromUserSession();
            }
            throw new IllegalStateException("AWS response refused: " + refusal.reason());
        }
    }

    /** Whether it holds back what may not leave; otherwise it only reports. */
    public boolean enforces() {
        return mode == GateMode.ENFORCE;
    }

    /** Whether the server's option names a mode; if not, the gate enforces. */
    public boolean modeIsReadable() {
        return modeIsReadable;
    }

    /** Whether the server has a gate that holds back what may not leave for this user. */
    static boolean enforcesFor(KeycloakSession session, RealmModel realm, UserModel user) {
        return session.getKeycloakSessionFactory().getProviderFactory(SamlAuthenticationPreprocessor.class, ID)
                        instanceof AwsMfaGate gate
                && gate.modeFor(session, realm, user) == GateMode.ENFORCE;
    }

    /** Whether the server has a gate that only reports; false if there is no gate. */
    public static boolean observesOn(KeycloakSessionFactory server) {
        return server.getProviderFactory(SamlAuthenticationPreprocessor.class, ID) instanceof AwsMfaGate gate
                && !gate.enforces();
    }

    @Override
    public SamlAuthenticationPreprocessor create(KeycloakSession session) {
        return this;
    }

    @Override
    public void init(Config.Scope config) {
        String option = config.get("mode");
        mode = GateMode.of(option);
        modeIsReadable = GateMode.read(option).isPresent();
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return ID;
    }
}
