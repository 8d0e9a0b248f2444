package io.github.keycloakawsmfa.admin.devices;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakawsmfa.admin.call.AdminRequest;
import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.call.JsonBody;
import io.github.keycloakawsmfa.admin.call.StrictJson;
import io.github.keycloakawsmfa.aws.Rollout;
import io.github.keycloakawsmfa.device.ledger.AdministratorsLedger;
import io.github.keycloakawsmfa.device.ledger.Ticket;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.UserModel;

/** {@code …/aws-mfa/users/{userId}}: one user. */
public final class UserResource {

    private static final int DEFAULT_HOURS = 24;
    private static final int MOST_HOURS = 72;

    /**
     * A ticket, shown only this once: only its hash is stored.
     *
     * @param expiresAt ISO 8601, in UTC
     */
    record TicketAnswer(
            @JsonProperty("ticket") String ticket,
            @JsonProperty("expiresAt") String expiresAt) {

        /** Redacted: tickets are not for logs. */
        @Override
        public String toString() {
            return "TicketAnswer[expiresAt=" + expiresAt + "]";
        }
    }

    private final AdminRequest administrator;
    private final String userId;

    public UserResource(AdminRequest administrator, String userId) {
        this.administrator = administrator;
        this.userId = userId;
    }

    /**
     * Makes a ticket for the user's first device; an earlier one becomes void. 200 with {@link TicketAnswer}, the only
     * time that the ticket is shown. Needs manage-realm besides {@link AdminRequest#managed}: where a realm asks for
     * tickets, they protect against anyone who may only manage or impersonate users.
     *
     * @param body {@code {"hours": 1 to 72}}, 24 by default; may be absent
     */
    @POST
    @Path("ticket")
    @Produces(MediaType.APPLICATION_JSON)
    public Response makeTicket(byte[] body) {
        administrator.auth().realm().requireManageRealm();
        UserModel user = administrator.managed(userId);
        Duration life = life(StrictJson.parse(JsonBody.text(administrator.session(), body), Set.of("hours")));
        return new AdministratorsLedger(administrator.session())
                .issueTicket(administrator.realm(), user, life)
                .fold(this::issued, ErrorAnswer::busy, none -> ErrorAnswer.damaged());
    }

    private static Duration life(StrictJson body) {
        int hours = body.whole("hours").orElse(DEFAULT_HOURS);
        if (hours < 1 || hours > MOST_HOURS) {
            throw new BadCallException("\"hours\" must be 1 to " + MOST_HOURS + ", not " + hours + ".");
        }
        return Duration.ofHours(hours);
    }

    private Response issued(Ticket.Issued issued) {
        String expiresAt = issued.expiresAt().toString();
        administrator.tell(OperationType.CREATE, "AWS_MFA_TICKET", Map.of("expiresAt", expiresAt));
        return Response.ok(new TicketAnswer(issued.text(), expiresAt))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /**
     * Forgets the user's wrong codes, wrong tickets and waits: 204. A record that cannot be read starts again, without
     * evidence and without a ticket, and the codes of this minute count as used. The user gets an e-mail. Needs
     * {@link AdminRequest#managed}; and manage-realm where first devices need a ticket, because anyone who may manage
     * users could otherwise guess as many codes as they like.
     *
     * @param body has no fields; may be absent
     */
    @POST
    @Path("unlock")
    @Produces(MediaType.APPLICATION_JSON)
    public Response unlock(byte[] body) {
        UserModel user = administrator.managedForAssigning(userId);
        StrictJson.parse(JsonBody.text(administrator.session(), body), Set.of());
        return new AdministratorsLedger(administrator.session())
                .unlock(administrator.realm(), user)
                .fold(
                        done -> {
                            administrator.tell(OperationType.ACTION, "AWS_MFA_USER", Map.of("unlocked", true));
                            return Response.noContent().build();
                        },
                        ErrorAnswer::busy,
                        none -> ErrorAnswer.damaged());
    }

    /**
     * Mails the user that they need a device: 204. 409 if they have one, have no date or no e-mail address, are disabled,
     * or were reminded less than six days ago. Needs {@link AdminRequest#managed}.
     *
     * @param body has no fields; may be absent
     */
    @POST
    @Path("remind")
    @Produces(MediaType.APPLICATION_JSON)
    public Response remind(byte[] body) {
        UserModel user = administrator.managed(userId);
        StrictJson.parse(JsonBody.text(administrator.session(), body), Set.of());
        Reminder.Outcome outcome = Rollout.requiredFrom(administrator.session(), administrator.realm(), user)
                .map(date -> new Reminder(administrator.session(), administrator.realm()).send(userId, date))
                .orElse(Reminder.Outcome.NO_DATE);
        if (outcome == Reminder.Outcome.REMINDED) {
            administrator.tell(OperationType.ACTION, "AWS_MFA_USER", Map.of("reminded", true));
            return Response.noContent().build();
        }
        return ErrorAnswer.of(outcome);
    }

    /** The devices of the user. */
    @Path("devices")
    public UserDevicesResource devices() {
        return new UserDevicesResource(administrator, userId);
    }
}
