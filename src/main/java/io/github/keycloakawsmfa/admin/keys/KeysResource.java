package io.github.keycloakawsmfa.admin.keys;

import io.github.keycloakawsmfa.admin.call.AdminRequest;
import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.call.CallTime;
import io.github.keycloakawsmfa.admin.call.StrictQuery;
import io.github.keycloakawsmfa.device.keys.DeviceKeys;
import io.github.keycloakawsmfa.device.keys.KeyRotation;
import io.github.keycloakawsmfa.device.seal.KeyUnavailableException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.keycloak.events.admin.OperationType;
import org.keycloak.services.ErrorResponse;

/**
 * {@code …/aws-mfa/devices}: the keys that the realm's devices are sealed under. Every call needs manage-realm;
 * removing devices needs the role manage-users as well.
 */
public class KeysResource {

    private static final String RESOURCE = "AWS_MFA_KEY";
    private static final int MOST_USERS = 100_000;

    private final AdminRequest administrator;

    public KeysResource(AdminRequest administrator) {
        this.administrator = administrator;
    }

    /** How many devices are sealed under which key. */
    @GET
    @Path("keys")
    @Produces(MediaType.APPLICATION_JSON)
    public List<KeyAnswer> keys() {
        administrator.auth().realm().requireManageRealm();
        administrator.requireNoQuery();
        return deviceKeys().uses().stream().map(KeyAnswer::of).toList();
    }

    /**
     * Seals devices under the current key that are sealed under another one, for at most 20 seconds and {@code ?max=}
     * users (1 to 100,000, the default), beginning after the user {@code ?after=}. 200 with {@link ResealAnswer}; 503
     * if the current key is unavailable. It may be interrupted and called again.
     */
    @POST
    @Path("reseal")
    @Produces(MediaType.APPLICATION_JSON)
    public Response reseal() {
        administrator.auth().realm().requireManageRealm();
        StrictQuery query = StrictQuery.of(administrator.session(), "max", "after");
        int max = max(query);
        try {
            KeyRotation.Resealed done = rotation().reseal(query.text("after").orElse(""), max, CallTime.over());
            administrator.tell(
                    OperationType.ACTION,
                    RESOURCE,
                    Map.of(
                            "key",
                            done.keyId(),
                            "resealed",
                            done.devices(),
                            "tokens",
                            done.tokens(),
                            "left",
                            done.left()));
            return Response.ok(new ResealAnswer(
                            done.keyId(),
                            done.devices(),
                            done.tokens(),
                            done.left(),
                            FailureAnswer.of(done.failures(), done.tokenFailures()),
                            done.last().orElse(null)))
                    .build();
        } catch (KeyUnavailableException e) {
            throw ErrorResponse.error(e.getMessage(), Response.Status.SERVICE_UNAVAILABLE);
        }
    }

    /**
     * Removes the devices that are sealed under the key {@code ?key=}, which must be lost: 409 if it is available. 200
     * with {@link ForgetAnswer}; with {@code ?dryRun=true} nothing is removed. At most 20 seconds and {@code ?max=}
     * users in one call, beginning after the user {@code ?after=}. With the last device of the realm's own key that is
     * lost or was replaced, the key is given up, and a new one takes its place. Needs manage-realm and the role
     * manage-users: anyone who manages the realm's keys can lose one, and would thereby remove everybody's devices. The
     * role, because a fine-grained permission may be restricted for some of the users.
     */
    @POST
    @Path("forget")
    @Produces(MediaType.APPLICATION_JSON)
    public Response forget() {
        administrator.auth().realm().requireManageRealm();
        administrator.requireManageUsers();
        StrictQuery query = StrictQuery.of(administrator.session(), "key", "dryRun", "max", "after");
        int max = max(query);
        boolean dryRun = query.flag("dryRun");
        String key = query.text("key")
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new BadCallException("\"key\" must name the lost key, as devices/keys lists it."));
        DeviceKeys keys = deviceKeys();
        if (keys.isAvailable(key)) {
            throw ErrorResponse.error(
                    "The key " + key + " is not lost: its devices work. Deactivate single devices instead.",
                    Response.Status.CONFLICT);
        }
        if (dryRun) {
            return Response.ok(new ForgetAnswer(true, 0, 0, keys.count(key), List.of(), null))
                    .build();
        }
        KeyRotation.Forgotten done = rotation().forget(key, query.text("after").orElse(""), max, CallTime.over());
        administrator.tell(
                OperationType.DELETE,
                RESOURCE,
                Map.of("key", key, "forgotten", done.devices(), "tokens", done.tokens(), "left", done.left()));
        return Response.ok(new ForgetAnswer(
                        false,
                        done.devices(),
                        done.tokens(),
                        done.left(),
                        FailureAnswer.of(done.failures(), List.of()),
                        done.last().orElse(null)))
                .build();
    }

    private KeyRotation rotation() {
        return new KeyRotation(administrator.session(), administrator.realm());
    }

    private DeviceKeys deviceKeys() {
        return new DeviceKeys(administrator.session(), administrator.realm());
    }

    private static int max(StrictQuery query) {
        return query.whole("max", 1, MOST_USERS).orElse(MOST_USERS);
    }
}
