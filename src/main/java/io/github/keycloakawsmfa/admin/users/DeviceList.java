package io.github.keycloakawsmfa.admin.users;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.keycloakawsmfa.admin.call.AdminRequest;
import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.call.StrictQuery;
import io.github.keycloakawsmfa.admin.devices.DeviceAnswer;
import io.github.keycloakawsmfa.admin.setup.AwsClients;
import io.github.keycloakawsmfa.aws.AwsRoleIndex;
import io.github.keycloakawsmfa.device.ledger.DeviceName;
import io.github.keycloakawsmfa.device.ledger.DeviceSummary;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.keycloak.models.ClientModel;

/** {@code GET …/aws-mfa/devices}: the devices of all users. */
public final class DeviceList {

    private static final int MOST_STEPS = 1_000_000;

    /** One device and whose it is. */
    record OwnedDevice(
            @JsonProperty("userId") String userId,
            @JsonProperty("username") String username,
            @JsonUnwrapped DeviceAnswer device) {}

    /** @param next for {@code ?after=}; absent when all users have been seen */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Answer(
            @JsonProperty("devices") List<OwnedDevice> devices,
            @JsonProperty("next") String next) {}

    /**
     * Which devices are meant.
     *
     * @param namePart in folded case; empty for any
     * @param lastUsedBefore one that was never used counts as used when it was assigned
     * @param driftBeyond steps of 30 seconds, in either direction
     */
    record Wanted(String namePart, Optional<Instant> lastUsedBefore, OptionalInt driftBeyond) {

        static Wanted parse(StrictQuery query) {
            return new Wanted(
                    query.text("name").map(DeviceName::keyOf).orElse(""),
                    query.text("lastUsedBefore").map(Wanted::instant),
                    query.whole("driftBeyond", 0, MOST_STEPS));
        }

        boolean takes(DeviceSummary device) {
            return DeviceName.keyOf(device.name()).contains(namePart)
                    && lastUsedBefore
                            .map(device.lastUsedAt().orElse(device.assignedAt())::isBefore)
                            .orElse(true)
                    && (driftBeyond.isEmpty() || Math.abs(device.drift()) > driftBeyond.getAsInt());
        }

        private static Instant instant(String text) {
            try {
                return text.contains("T")
                        ? Instant.parse(text)
                        : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            } catch (DateTimeParseException e) {
                throw new BadCallException("\"lastUsedBefore\" must be a date such as 2026-12-31, or a time such as"
                        + " 2026-12-31T08:00:00Z, not \"" + text + "\".");
            }
        }
    }

    private final AdminRequest administrator;
    private final Viewer viewer;
    private final List<ClientModel> awsClients;

    /** @throws jakarta.ws.rs.ForbiddenException if the caller may not even look for users */
    public DeviceList(AdminRequest administrator) {
        this.administrator = administrator;
        this.viewer = Viewer.of(administrator);
        this.awsClients =
                AwsClients.of(administrator.session(), administrator.realm()).all();
    }

    /** Those that the current call's query asks for, in the order of their users' names. */
    public Answer answer() {
        StrictQuery query = StrictQuery.of(
                administrator.session(),
                "name",
                "user",
                "lastUsedBefore",
                "driftBeyond",
                "group",
                "role",
                "max",
                "after");
        Paging paging = Paging.parse(query);
        Wanted wanted = Wanted.parse(query);
        UserFilter filter = UserFilter.parse(query, "user", administrator.session(), administrator.realm(), awsClients)
                .withDevice(Optional.of(true));
        Paging.Page<OwnedDevice> page = paging.of(
                new UserWalk(filter, viewer, AwsRoleIndex.of(awsClients), paging.after()),
                administrator.session(),
                administrator.realm(),
                user -> user.devices().list().stream()
                        .filter(wanted::takes)
                        .map(device -> new OwnedDevice(user.id(), user.username(), DeviceAnswer.withoutKey(device)))
                        .toList());
        return new Answer(page.items(), page.next().map(Cursor::toString).orElse(null));
    }
}
