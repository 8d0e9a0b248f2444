package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.device.ledger.Ledger;
import io.github.keycloakawsmfa.device.time.ServerTime;
import java.util.List;
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
import org.keycloak.utils.KeycloakSessionUtil;

/**
 * The gate: no guarded SAML response leaves without evidence, or with a role that is not ours.
 *
 * <p>Keycloak calls it for every SAML client of every realm, after all mappers and before it signs, however the user
 * got here (26.7.3, SamlProtocol.authenticated); unlike a mapper or a flow, it cannot be removed by a realm
 * administrator. An exception here becomes Keycloak's 400 page, and no response leaves.
 */
public final class AwsMfaGate implements SamlAuthenticationPreprocessor, Gate {

    private static final Logger LOG = Logger.getLogger(AwsMfaGate.class);

    /** Marks a client session for which a response has already left: a later refusal does not detach it. */
    private static final String PASSED_NOTE = "virtual-mfa.passed";

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
        KeycloakSession session = KeycloakSessionUtil.getKeycloakSession();
        ClientModel client = clientSession.getClient();
        UserSessionModel userSession = clientSession.getUserSession();
        GateEvents events = new GateEvents(session, client, userSession, mode);

        GateVerdict verdict = judge(session, response, clientSession);
        if (verdict instanceof GateVerdict.Refuse refuse) {
            events.refused(refuse.refusal());
            if (refuse.refusal() == Refusal.USER_DISABLED) {
                forgetEvidence(session, userSession);
            }
            withhold(refuse.refusal(), clientSession);
        }
        List<String> pairs = response.onlyAssertion()
                .map(assertion -> new GateWriter(clientSession, mode, events).write(response, assertion, verdict))
                .orElse(List.of());
        if (verdict instanceof GateVerdict.Pass) {
            if (hasNoRole(response, client)) {
                events.refused(Refusal.NO_ROLE);
                withhold(Refusal.NO_ROLE, clientSession);
            }
            if (response.isForAws()) {
                RoleLimit.in(response.response(), session, client, pairs).ifPresent(roles -> {
                    events.tooLarge(roles);
                    withhold(Refusal.TOO_LARGE, clientSession);
                });
            }
            clientSession.setNote(PASSED_NOTE, "true");
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

    private void withhold(Refusal refusal, AuthenticatedClientSessionModel clientSession) {
        if (mode == GateMode.ENFORCE) {
            if (clientSession.getNote(PASSED_NOTE) == null) {
                clientSession.detachFromUserSession();
            }
            throw new IllegalStateException("AWS response refused: " + refusal.reason());
        }
    }

    /** Any failure while judging is a refusal with its own event. */
    private static GateVerdict judge(
            KeycloakSession session, GuardedResponse response, AuthenticatedClientSessionModel clientSession) {
        try {
            return new GateJudge(session).judge(response, clientSession, ServerTime.now());
        } catch (RuntimeException e) {
            LOG.error("The AWS gate could not judge a response and refuses it", e);
            return new GateVerdict.Refuse(Refusal.FAILURE);
        }
    }

    @Override
    public boolean enforces() {
        return mode == GateMode.ENFORCE;
    }

    @Override
    public boolean modeIsReadable() {
        return modeIsReadable;
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
