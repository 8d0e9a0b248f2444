package io.github.keycloakawsmfa.admin.migration;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakawsmfa.admin.call.AdminRequest;
import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.call.JsonBody;
import io.github.keycloakawsmfa.admin.call.PastTime;
import io.github.keycloakawsmfa.admin.call.StrictJson;
import io.github.keycloakawsmfa.admin.call.StrictQuery;
import io.github.keycloakawsmfa.device.migration.ListMigration;
import io.github.keycloakawsmfa.device.migration.MigrationCounts;
import io.github.keycloakawsmfa.device.migration.RealmMigration;
import io.github.keycloakawsmfa.device.migration.RealmMigration.Way;
import io.github.keycloakawsmfa.device.otp.Migration;
import io.github.keycloakawsmfa.device.seal.KeySource;
import io.github.keycloakawsmfa.device.seal.KeyUnavailableException;
import io.github.keycloakawsmfa.device.time.ServerTime;
import io.github.keycloakawsmfa.seeds.SeedFileException;
import io.github.keycloakawsmfa.seeds.otpauth.EntryList;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.AdminRoles;
import org.keycloak.services.ErrorResponse;

/**
 * {@code …/aws-mfa/migration}: Keycloak's own one-time codes become devices, and back, all at once. Every call needs
 * manage-realm and the role manage-users, which a fine-grained permission cannot restrict for some of the users.
 */
public final class MigrationResource {

    private static final String RESOURCE = "AWS_MFA_MIGRATION";
    private static final int MOST_USERS = 100_000;
    private static final int MOST_ENTRIES = 1_000_000;

    /** Well before a proxy gives up on a call. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /**
     * @param moved how many credentials this call has moved, or would move
     * @param users of how many users, or entries of a list
     * @param peculiarities how many of them differ from a device that is assigned here, by the word for it
     * @param left how many stay what they are, by the reason
     * @param named which ones, at most 1,000
     * @param next for {@code ?after=}: where the next call goes on; absent when all have been seen
     */
    record Answer(
            @JsonProperty("dryRun") boolean dryRun,
            @JsonProperty("moved") int moved,
            @JsonProperty("users") int users,
            @JsonProperty("peculiarities") Map<String, Integer> peculiarities,
            @JsonProperty("left") Map<String, Integer> left,
            @JsonProperty("named") List<LeftAnswer> named,
            @JsonProperty("next") String next) {

        static Answer of(boolean dryRun, RealmMigration.End end) {
            return of(dryRun, end.counts(), end.last(), LeftAnswer::ofUser);
        }

        static Answer of(boolean dryRun, ListMigration.End end) {
            return of(dryRun, end.counts(), end.next().map(String::valueOf), LeftAnswer::ofEntry);
        }

        private static Answer of(
                boolean dryRun,
                MigrationCounts counts,
                Optional<String> next,
                Function<MigrationCounts.Left, LeftAnswer> named) {
            return new Answer(
                    dryRun,
                    counts.moved(),
                    counts.users(),
                    counts.peculiarities(),
                    counts.reasons(),
                    counts.left().stream().map(named).toList(),
                    next.orElse(null));
        }
    }

    /**
     * One that stays what it is.
     *
     * @param userId absent for a list
     * @param credentialId absent if none was looked at
     * @param entry of a list: its line, and whose it is
     */
    record LeftAnswer(
            @JsonProperty("userId") String userId,
            @JsonProperty("credentialId") String credentialId,
            @JsonProperty("entry") String entry,
            @JsonProperty("reason") String reason) {

        static LeftAnswer ofUser(MigrationCounts.Left left) {
            String id = left.credentialId();
            return new LeftAnswer(left.whose(), id.isEmpty() ? null : id, null, left.reason());
        }

        static LeftAnswer ofEntry(MigrationCounts.Left left) {
            return new LeftAnswer(null, null, left.whose(), left.reason());
        }
    }

    private final AdminRequest administrator;

    public MigrationResource(AdminRequest administrator) {
        this.administrator = administrator;
    }

    /**
     * Makes devices of the users' built-in one-time codes, for at most 20 seconds and {@code ?max=} users (1 to 100,000,
     * the default), beginning after the user {@code ?after=}, of those that were set up until {@code ?before=}, without
     * which set-up has said so: 200 with {@link Answer}; 503 if the key is unavailable.
     * With {@code ?dryRun=true} nothing changes. It may be interrupted and called again.
     */
    @POST
    @Path("in")
    @Produces(MediaType.APPLICATION_JSON)
    public Response in() {
        return move(Way.IN);
    }

    /** Makes built-in one-time codes of all devices, likewise. Nobody signs in to AWS with them. */
    @POST
    @Path("back")
    @Produces(MediaType.APPLICATION_JSON)
    public Response back() {
        return move(Way.BACK);
    }

    /**
     * Makes devices of the entries of apps, each for the user whom its line or its account names: 200 with {@link Answer},
     * for at most 20 seconds, beginning after {@code ?after=} entries; 400 if a line is something else, and nothing was
     * done. Entries that are devices already stay as they are, so it may be interrupted and called again.
     *
     * @param body {@code {"list": "…"}}: see {@link EntryList}
     */
    @POST
    @Path("list")
    @Produces(MediaType.APPLICATION_JSON)
    public Response list(byte[] body) {
        requireRights();
        StrictQuery query = StrictQuery.of(administrator.session(), "after", "dryRun");
        int after = query.whole("after", 0, MOST_ENTRIES).orElse(0);
        boolean dryRun = query.flag("dryRun");
        StrictJson json = StrictJson.parse(JsonBody.textWithFile(administrator.session(), body), Set.of("list"));
        requireKey();
        try {
            ListMigration.End end = new ListMigration(administrator.session(), administrator.realm())
                    .move(EntryList.read(json.needed("list")), after, dryRun, isOver());
            if (!dryRun) {
                tell("list", end.counts());
            }
            return Response.ok(Answer.of(dryRun, end)).build();
        } catch (SeedFileException e) {
            throw new BadCallException(e.sentence() + " Nothing was moved.");
        }
    }

    private void requireRights() {
        administrator.auth().realm().requireManageRealm();
        if (!administrator.auth().hasOneAdminRole(AdminRoles.MANAGE_USERS)) {
            throw new ForbiddenException();
        }
    }

    private void requireKey() {
        try {
            new KeySource(administrator.session(), administrator.realm()).currentId();
        } catch (KeyUnavailableException e) {
            throw ErrorResponse.error(e.getMessage(), Response.Status.SERVICE_UNAVAILABLE);
        }
    }

    private void tell(String way, MigrationCounts counts) {
        administrator.tell(
                OperationType.ACTION, RESOURCE, Map.of("way", way, "moved", counts.moved(), "left", counts.reasons()));
    }

    private Response move(Way way) {
        requireRights();
        StrictQuery query = way == Way.IN
                ? StrictQuery.of(administrator.session(), "max", "after", "dryRun", "before")
                : StrictQuery.of(administrator.session(), "max", "after", "dryRun");
        int max = query.whole("max", 1, MOST_USERS).orElse(MOST_USERS);
        String after = query.text("after").orElse("");
        boolean dryRun = query.flag("dryRun");
        Migration set = Migration.of(administrator.realm());
        Migration asked = way == Way.IN
                ? query.text("before").map(PastTime::parse).map(set::until).orElse(set)
                : set;
        if (way == Way.IN && asked.before().isEmpty()) {
            throw new BadCallException(
                    "\"before\" is needed: until when one-time codes were set up that become devices. Later"
                            + " ones stay, which anybody with a password could have set up.");
        }
        requireKey();
        RealmMigration migration = new RealmMigration(administrator.session(), administrator.realm(), asked);
        RealmMigration.End end =
                dryRun ? migration.dryRun(way, after, max, isOver()) : migration.move(way, after, max, isOver());
        if (!dryRun) {
            tell(way.wireName(), end.counts());
        }
        return Response.ok(Answer.of(dryRun, end)).build();
    }

    /** Whether a call that begins now has to stop, and to say where the next one continues. */
    private static BooleanSupplier isOver() {
        Instant end = ServerTime.now().plus(LIMIT);
        return () -> !ServerTime.now().isBefore(end);
    }
}
