package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.model.AwsPreset;
import io.github.keycloakawsmfa.device.time.ServerTime;
import io.github.keycloakawsmfa.evidence.Evidence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keycloak.dom.saml.v2.assertion.AssertionType;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.SessionExpirationUtils;

/** Writes into a guarded response what only the gate may write, and takes out what others put in its place. */
final class GateWriter {

    private final ClientModel client;
    private final UserSessionModel userSession;
    private final UserModel user;
    private final GateMode mode;
    private final GateEvents events;

    GateWriter(AuthenticatedClientSessionModel clientSession, GateMode mode, GateEvents events) {
        this.client = clientSession.getClient();
        this.userSession = clientSession.getUserSession();
        this.user = userSession.getUser();
        this.mode = mode;
        this.events = events;
    }

    /**
     * @param evidence empty if the response may not leave: while the gate only observes, it leaves without evidence
     * @return the roles that were written
     */
    List<String> write(GuardedResponse response, AssertionType assertion, Optional<Evidence> evidence) {
        AssertionContent content = new AssertionContent(assertion);
        events.removed(content.removeLookAlikes());
        if (mode == GateMode.ENFORCE) {
            events.removed(content.removeRoles());
        } else if (content.hasRoles()) {
            events.removed(content.roleNames());
        }
        List<String> pairs = content.hasRoles() ? List.of() : writeRoles(content, response);
        evidence.ifPresent(passed -> response.replaceAssertion(withEvidence(content, passed)));
        return pairs;
    }

    /** Identity Center grants roles itself, through permission sets. */
    private List<String> writeRoles(AssertionContent content, GuardedResponse response) {
        if (AwsClientSettings.preset(client) != AwsPreset.IAM) {
            return List.of();
        }
        AwsRoles roles = AwsRoles.granted(client, response.roles());
        if (response.isForAws()) {
            events.leftOut(roles.leftOut());
        }
        content.writeRoles(roles.pairs());
        return roles.pairs();
    }

    private AssertionType withEvidence(AssertionContent content, Evidence evidence) {
        AssertionTags tags = AssertionTags.of(client, user, evidence);
        events.tagsLeftOut(tags.leftOut());
        events.removed(content.writeTags(tags));
        AssertionType written = content.withEvidence(evidence, sessionEnd(userSession));
        new AssertionContent(written).shortenSession(ServerTime.now());
        return written;
    }

    /**
     * The latest time at which a user session ends; empty if it has no end, as an offline session may. Keycloak counts
     * an assertion's SessionNotOnOrAfter from the response (26.7.3, SamlProtocol.authenticated), as if the session began
     * with it: one that is nearly over would live on at AWS for as long again, without a new sign-in.
     */
    private static Optional<Instant> sessionEnd(UserSessionModel session) {
        long end = SessionExpirationUtils.calculateUserSessionMaxLifespanTimestamp(
                session.isOffline(),
                session.isRememberMe(),
                Instant.ofEpochSecond(session.getStarted()).toEpochMilli(),
                session.getRealm());
        return end > 0 ? Optional.of(Instant.ofEpochMilli(end)) : Optional.empty();
    }
}
