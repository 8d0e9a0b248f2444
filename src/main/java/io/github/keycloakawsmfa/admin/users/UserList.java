package io.github.keycloakawsmfa.admin.users;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakawsmfa.admin.call.AdminRequest;
import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.call.StrictQuery;
import io.github.keycloakawsmfa.admin.setup.AwsClients;
import io.github.keycloakawsmfa.aws.AwsRoleIndex;
import io.github.keycloakawsmfa.device.time.ServerTime;
import io.github.keycloakawsmfa.enroll.AssignByCall;
import io.github.keycloakawsmfa.enroll.UnassignedDevice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.ClientModel;

/** {@code GET …/aws-mfa/users}: the realm's users, and which devices they have. */
public final class UserList {

    /** @param next for {@code ?after=}; absent when all users have been seen */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Answer(
            @JsonProperty("users") List<UserAnswer> users,
            @JsonProperty("next") String next) {}

    private final AdminRequest administrator;
    private final Viewer viewer;
    private final List<ClientModel> awsClients;

    /** @throws jakarta.ws.rs.ForbiddenException if the caller may not even look for users */
    public UserList(AdminRequest administrator) {
        this.administrator = administrator;
        this.viewer = Viewer.of(administrator);
        this.awsClients =
                AwsClients.of(administrator.session(), administrator.realm()).all();
    }

    /** Those that the current call's query asks for, in the order of their names. */
    public Answer answer() {
        StrictQuery query = StrictQuery.of(
                administrator.session(),
                "search",
                "device",
                "waiting",
                "ticket",
                "pending",
                "skipped",
                "group",
                "role",
                "max",
                "after");
        Paging paging = Paging.parse(query);
        boolean waiting = query.flag("waiting");
        boolean ticket = query.flag("ticket");
        boolean pending = query.flag("pending");
        boolean skipped = query.flag("skipped");
        UserFilter filter = UserFilter.parse(
                        query, "search", administrator.session(), administrator.realm(), awsClients)
                .withDevice(query.text("device").map(UserList::some))
                .withLedgerWord(
                        Optional.ofNullable(waiting ? "codes" : ticket ? "ticket" : skipped ? "rollout" : null));
        Instant now = ServerTime.now();
        Paging.Page<UserAnswer> page = paging.of(
                new UserWalk(filter, viewer, AwsRoleIndex.of(awsClients), paging.after()),
                administrator.session(),
                administrator.realm(),
                user -> {
                    boolean counts = (!waiting || !user.devices().waiting(now).isZero())
                            && (!ticket || user.devices().ticketUntil(now).isPresent())
                            && (!skipped || user.devices().rollout().skips() > 0);
                    if (!counts) {
                        return List.of();
                    }
                    Optional<UnassignedDevice> device =
                            AssignByCall.waitingFor(user.id(), administrator.session(), administrator.realm(), now);
                    return pending && device.isEmpty() ? List.of() : List.of(UserAnswer.of(user, device, now));
                });
        return new Answer(page.items(), page.next().map(Cursor::toString).orElse(null));
    }

    private static boolean some(String device) {
        return switch (device) {
            case "some" -> true;
            case "none" -> false;
            default -> throw new BadCallException("\"device\" must be some or none, not \"" + device + "\".");
        };
    }
}
