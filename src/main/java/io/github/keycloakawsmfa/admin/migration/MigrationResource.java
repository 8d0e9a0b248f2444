package io.github.keycloakawsmfa.admin.migration;

import io.github.keycloakawsmfa.admin.call.AdminRequest;
import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.call.CallTime;
import io.github.keycloakawsmfa.admin.call.JsonBody;
import io.github.keycloakawsmfa.admin.call.PastTime;
import io.github.keycloakawsmfa.admin.call.StrictJson;
import io.github.keycloakawsmfa.admin.call.StrictQuery;
import io.github.keycloakawsmfa.admin.setup.EitherCodeStep;
import io.github.keycloakawsmfa.device.migration.ListMigration;
import io.github.keycloakawsmfa.device.migration.MigrationCounts;
import io.github.keycloakawsmfa.device.migration.RealmMigration;
import io.github.keycloakawsmfa.device.migration.RealmMigration.Way;
import io.github.keycloakawsmfa.device.otp.Migration;
import io.github.keycloakawsmfa.device.seal.KeySource;
import io.github.keycloakawsmfa.device.seal.KeyUnavailableException;
import io.github.keycloakawsmfa.seeds.SeedFileException;
import io.github.keycloakawsmfa.seeds.otpauth.EntryList;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Set;
import org.keycloak.events.admin.OperationType;
import org.keycloak.services.ErrorResponse;

/**
 * {@code …/aws-mfa/migration}: Keycloak's own one-time codes become devices, and back, all at once. Every call needs
 * manage-realm and the role manage-users, which a fine-grained permission cannot restrict for some of the users.
 */
public final class MigrationResource {

    private static final String RESOURCE = "AWS_MFA_MIGRATION";
    private static final int MOST_USERS = 100_000;

    /** Each is mailed when the call ends. */
    private static final int MOVED_BY_ITSELF = 1000;

    private static final int MOST_ENTRIES = 1_000_000;

    private final AdminRequest administrator;

    public MigrationResource(AdminRequest administrator) {
        this.administrator = administrator;
    }

    /**
     * Makes devices of the users' built-in one-time codes, for at most 20 seconds and {@code ?max=} users (1 to 100,000;
     * 1,000 by itself, or all in a dry run), beginning after the user {@code ?after=}, of those that were set up until {@code ?before=}, without
     * which set-up has said so: 200 with {@link MigrationAnswer}; 409 if a flow would no longer ask those who move; 503 if the key is unavailable.
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
     * Makes devices of the entries of apps, each for the user whom its line or its account names: 200 with {@link MigrationAnswer},
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
                    .move(EntryList.read(json.needed("list")), after, dryRun, CallTime.over());
            if (!dryRun) {
                tell("list", end.counts());
            }
            return Response.ok(MigrationAnswer.of(dryRun, end)).build();
        } catch (SeedFileException e) {
            throw new BadCallException(e.sentence() + " Nothing was moved.");
        }
    }

    private void requireRights() {
        administrator.auth().realm().requireManageRealm();
        administrator.requireManageUsers();
    }

    /** Or every application that asks for Keycloak's own codes would ask those who have moved for nothing at all. */
    private void requireStepForBoth() {
        EitherCodeStep.missingIn(administrator.realm()).ifPresent(flow -> {
            throw ErrorResponse.error(
                    "The flow \"" + flow + "\" asks for Keycloak's own codes alone, and would ask users who have moved"
                            + " for none. Run set-up with {\"migration\": {\"stepForBoth\": true}} first.",
                    Response.Status.CONFLICT);
        });
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
        boolean dryRun = query.flag("dryRun");
        int max = query.whole("max", 1, MOST_USERS).orElse(dryRun ? MOST_USERS : MOVED_BY_ITSELF);
        String after = query.text("after").orElse("");
        Migration set = Migration.of(administrator.realm());
        Migration asked = way == Way.IN
                ? query.text("before").map(PastTime::parse).map(set::until).orElse(set)
                : set;
        if (way == Way.IN && asked.before().isEmpty()) {
            throw new BadCallException(
                    "\"before\" is needed: until when one-time codes were set up that become devices. Later"
                            + " ones stay, which anybody with a password could have set up.");
        }
        if (way == Way.IN && !dryRun) {
            requireStepForBoth();
        }
        requireKey();
        RealmMigration migration = new RealmMigration(administrator.session(), administrator.realm(), asked);
        RealmMigration.End end = dryRun
                ? migration.dryRun(way, after, max, CallTime.over())
                : migration.move(way, after, max, CallTime.over());
        if (!dryRun) {
            tell(way.wireName(), end.counts());
        }
        return Response.ok(MigrationAnswer.of(dryRun, end)).build();
    }
}
