package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.model.AwsPreset;
import io.github.keycloakawsmfa.device.time.ServerTime;
import io.github.keycloakawsmfa.evidence.Evidence;
import java.util.List;
import org.keycloak.dom.saml.v2.assertion.AssertionType;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

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

    /** @return the roles that were written */
    List<String> write(GuardedResponse response, AssertionType assertion, GateVerdict verdict) {
        AssertionContent content = new AssertionContent(assertion);
        events.removed(content.removeLookAlikes());
        if (mode == GateMode.ENFORCE) {
            events.removed(content.removeRoles());
        } else if (content.hasRoles()) {
            events.removed(content.roleNames());
        }
        List<String> pairs = content.hasRoles() ? List.of() : writeRoles(content, response);
        if (verdict instanceof GateVerdict.Pass pass) {
            response.replaceAssertion(withEvidence(content, pass.evidence()));
        }
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
        AssertionType written = content.withEvidence(evidence, SessionEnd.of(userSession));
        new AssertionContent(written).shortenSession(ServerTime.now());
        return written;
    }
}
