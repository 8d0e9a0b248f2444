package io.github.keycloakawsmfa.admin.users;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakawsmfa.admin.call.AdminRequest;
import io.github.keycloakawsmfa.admin.call.CallTime;
import io.github.keycloakawsmfa.admin.call.StrictQuery;
import io.github.keycloakawsmfa.admin.setup.AwsClients;
import io.github.keycloakawsmfa.aws.AwsRoleIndex;
import io.github.keycloakawsmfa.device.ledger.RolloutNotes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.ClientModel;

/** {@code POST …/aws-mfa/remind}: mails all who need a device and have none. */
public final class RemindCall {

    private static final int MOST = 100_000;

    /**
     * @param reminded how many this call has mailed, or would have
     * @param skipped how many of those it has looked at got no mail, by reason
     * @param next for {@code ?after=}: where the next call goes on; absent when all have been seen
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Answer(
            @JsonProperty("dryRun") boolean dryRun,
            @JsonProperty("reminded") int reminded,
            @JsonProperty("skipped") Map<String, Integer> skipped,
            @JsonProperty("next") String next) {}

    private final AdminRequest administrator;
    private final List<ClientModel> awsClients;

    /** Refuses with 403 without the role manage-users. */
    public RemindCall(AdminRequest administrator) {
        administrator.requireManageUsers();
        this.administrator = administrator;
        this.awsClients =
                AwsClients.of(administrator.session(), administrator.realm()).all();
    }

    /** Those that the current call's query asks for, as many as the time for a call allows. */
    public Answer answer() {
        StrictQuery query = StrictQuery.of(administrator.session(), "dryRun", "group", "role", "max", "after");
        boolean dryRun = query.flag("dryRun");
        int most = query.whole("max", 1, MOST).orElse(MOST);
        UserFilter filter = UserFilter.parse(
                        query, "search", administrator.session(), administrator.realm(), awsClients)
                .withDevice(Optional.of(false));
        UserWalk walk = new UserWalk(
                filter,
                Viewer.of(administrator),
                AwsRoleIndex.of(List.of()),
                query.text("after").map(Cursor::parse).orElse(Cursor.START));
        ReminderRun.Result result = new ReminderRun(
                        administrator.session(), administrator.realm(), RolloutNotes.BETWEEN_REMINDERS, dryRun)
                .remind(walk, most, CallTime.over());
        if (!dryRun) {
            administrator.tell(
                    OperationType.ACTION,
                    "AWS_MFA_REMINDERS",
                    Map.of("reminded", result.reminded(), "skipped", result.skipped()));
        }
        return new Answer(
                dryRun,
                result.reminded(),
                result.skipped(),
                result.next().map(Cursor::toString).orElse(null));
    }
}
