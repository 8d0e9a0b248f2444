package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.GateJudge.Refusal;
import io.github.keycloakawsmfa.device.metrics.GateMeters;
import io.github.keycloakawsmfa.device.text.Excerpt;
import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/** Reports what the gate refused or removed, and counts what it let go. Error events are stored at once, so they survive a rollback. */
final class GateEvents {

    private static final Logger LOG = Logger.getLogger(GateEvents.class);

    private final KeycloakSession session;
    private final ClientModel client;
    private final UserSessionModel userSession;
    private final GateMode mode;
    private boolean refused;

    GateEvents(KeycloakSession session, ClientModel client, UserSessionModel userSession, GateMode mode) {
        this.session = session;
        this.client = client;
        this.userSession = userSession;
        this.mode = mode;
    }

    void refused(Refusal refusal) {
        refused(refusal, Map.of());
    }

    void tooLarge(UndeliverableResponse.TooManyRoles roles) {
        refused(
                Refusal.TOO_LARGE,
                Map.of(
                        "roles", Integer.toString(roles.has()),
                        "roles_fit", Integer.toString(roles.fit()),
                        "characters", Integer.toString(roles.characters())));
    }

    /** The end of each response that was judged. */
    void left() {
        if (!refused) {
            meters().passed();
        }
    }

    private GateMeters meters() {
        return new GateMeters(
                userSession.getRealm().getName(),
                AwsClientSettings.isGuarded(client) ? client.getClientId() : null,
                mode.wireName());
    }

    private void refused(Refusal refusal, Map<String, String> details) {
        refused = true;
        meters().refused(refusal.reason());
        RealmModel realm = userSession.getRealm();
        String hint =
                AwsClientSettings.isGuarded(client) ? null : "set-up has not run for this client: POST " + setUp(realm);
        LOG.warnf(
                "AWS response %s: realm=%s client=%s user=%s reason=%s path=%s%s",
                mode == GateMode.ENFORCE ? "refused" : "would be refused",
                realm.getName(),
                Excerpt.of(client.getClientId()),
                userId(),
                refusal.reason(),
                path(),
                hint == null ? "" : " (" + hint + ")");
        EventBuilder event = event(refusal.reason());
        details.forEach(event::detail);
        if (hint != null) {
            event.detail("hint", hint);
        }
        event.error("aws_mfa_refused");
    }

    /** Encoded, so that it can be called as printed. */
    private static String setUp(RealmModel realm) {
        return UriBuilder.fromPath("/admin/realms/{realm}/aws-mfa/setup")
                .build(realm.getName())
                .toString();
    }

    void removed(List<String> attributeNames) {
        if (!attributeNames.isEmpty()) {
            event("attribute_not_ours")
                    .detail(
                            "attributes",
                            Excerpt.of(attributeNames.stream().distinct().toList()).stream())
                    .error("aws_mfa_attribute_removed");
        }
    }

    /** Roles of the client that would make AWS refuse the whole response. */
    void leftOut(List<String> roleNames) {
        if (!roleNames.isEmpty()) {
            event("role_not_valid")
                    .detail("roles", Excerpt.of(roleNames).stream())
                    .error("aws_mfa_role_left_out");
        }
    }

    /** Requested session tags, by key only, because values may be personal data. */
    void tagsLeftOut(List<String> keys) {
        if (!keys.isEmpty()) {
            event("tag_not_valid").detail("tags", Excerpt.of(keys).stream()).error("aws_mfa_tag_left_out");
        }
    }

    private EventBuilder event(String reason) {
        return new EventBuilder(
                        userSession.getRealm(), session, session.getContext().getConnection())
                .event(EventType.LOGIN)
                .client(client)
                .user(userId())
                .session(userSession)
                .detail(Details.REASON, reason)
                .detail("path", path())
                .detail("mode", mode.wireName());
    }

    private String userId() {
        return userSession.getUser() == null ? null : userSession.getUser().getId();
    }

    /** Decoded, so it may contain something that starts a new log line. */
    private String path() {
        return Excerpt.of(session.getContext().getUri().getPath());
    }
}
