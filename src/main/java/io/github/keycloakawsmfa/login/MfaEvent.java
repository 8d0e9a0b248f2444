package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.device.text.Excerpt;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.UserModel;

/** Events for our decisions: copies of the request's event, so that Keycloak's report of the request stays its own. */
public final class MfaEvent {

    /** Detail: device clock minus server clock, in time steps. */
    public static final String DRIFT = "drift";

    /** Detail: what the user can quote, see {@link Quote}. */
    static final String REFERENCE = "reference";

    /** Reason: the client or a role of the user allows evidence of no age, so that no code would help. */
    static final String NO_AGE_ALLOWED = "no_age_allowed";

    /** Reason: the realm's or the user's not-before lies ahead, so that no code would help. */
    static final String NOT_BEFORE_AHEAD = "not_before_ahead";

    /** Reason: a lock or a connection was not available in time. */
    public static final String BUSY = "busy";

    private MfaEvent() {}

    /** @param reason why it was decided: detail {@code reason}, a machine-readable word that never holds a secret */
    public static EventBuilder of(EventBuilder request, EventType type, UserModel user, String reason) {
        EventBuilder event = request.clone()
                .event(type)
                .user(user)
                .detail(Details.CREDENTIAL_TYPE, VirtualMfaDevice.TYPE)
                .detail(Details.REASON, Excerpt.of(reason));
        // Keycloak stores an error at once, in a transaction of its own: when connections are short, that takes one
        // more.
        return BUSY.equals(reason) ? event.storeImmediately(false) : event;
    }
}
