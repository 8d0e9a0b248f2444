package io.github.keycloakawsmfa.admin.tokens;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakawsmfa.admin.call.AdminRequest;
import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.call.JsonBody;
import io.github.keycloakawsmfa.admin.call.StrictJson;
import io.github.keycloakawsmfa.admin.call.StrictQuery;
import io.github.keycloakawsmfa.admin.devices.ErrorAnswer;
import io.github.keycloakawsmfa.device.ledger.AdministratorsLedger;
import io.github.keycloakawsmfa.device.ledger.DeviceName;
import io.github.keycloakawsmfa.device.token.HardwareToken;
import io.github.keycloakawsmfa.device.token.TokenStore;
import io.github.keycloakawsmfa.seeds.Serial;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.UserModel;

/**
 * {@code …/aws-mfa/tokens}: the realm's hardware tokens. Importing and removing them needs manage-realm, reading them
 * view-realm, and view-users to see whose they are; what is done to a user's token needs {@link AdminRequest#managed}.
 */
public final class TokensResource {

    private static final int DEFAULT_PAGE = 100;
    private static final int LARGEST_PAGE = 1000;

    /**
     * @param next for {@code ?after=}: where the next call goes on; absent at the end
     */
    record ListAnswer(
            @JsonProperty("tokens") List<TokenAnswer> tokens,
            @JsonProperty("next") String next) {}

    private final AdminRequest administrator;

    public TokensResource(AdminRequest administrator) {
        this.administrator = administrator;
    }

    /** {@code ?max=} tokens (1 to 1,000; 100 by itself) behind the serial number {@code ?after=}: 200 with {@link ListAnswer}. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public ListAnswer list() {
        administrator.auth().realm().requireViewRealm();
        StrictQuery query = StrictQuery.of(administrator.session(), "max", "after");
        int max = query.whole("max", 1, LARGEST_PAGE).orElse(DEFAULT_PAGE);
        String after = query.text("after").orElse("");
        if (!after.isEmpty() && !Serial.isOne(after)) {
            throw new BadCallException("\"after\" is the serial number at which the last answer ended.");
        }
        TokenOwners owners = new TokenOwners(administrator);
        List<TokenAnswer> tokens =
                store().page(after, max).stream().map(owners::answer).toList();
        return new ListAnswer(
                tokens,
                tokens.size() < max ? null : tokens.get(tokens.size() - 1).serial());
    }

    /** One of them, by its serial number in any case: 200 with {@link TokenAnswer}, 404 if there is none. */
    @GET
    @Path("{serial}")
    @Produces(MediaType.APPLICATION_JSON)
    public Response one(@PathParam("serial") String serial) {
        administrator.auth().realm().requireViewRealm();
        administrator.requireNoQuery();
        return store().find(serial)
                .map(token -> Response.ok(new TokenOwners(administrator).answer(token))
                        .build())
                .orElseGet(ErrorAnswer::noToken);
    }

    /**
     * Stores the tokens of a vendor's file, all or none: 200 with {@link TokenImportCall.Answer}, 400 with
     * {@link TokenImportCall.Refusal}; 503 if the key is unavailable. With {@code ?dryRun=true} nothing is stored.
     *
     * @param body {@code {"file": "…", "secrets": "hex"|"base32", "key": "HEX", "password": "…"}}, of which only the file
     *     is always needed
     */
    @POST
    @Produces(MediaType.APPLICATION_JSON)
    public Response importFile(byte[] body) {
        administrator.auth().realm().requireManageRealm();
        boolean dryRun = StrictQuery.of(administrator.session(), "dryRun").flag("dryRun");
        return new TokenImportCall(administrator, dryRun)
                .run(TokenFile.parse(JsonBody.textWithFile(administrator.session(), body)));
    }

    /**
     * Makes it a user's device: 204. No code is owed: the administrator has seen to whom the token goes. 404 if there is no
     * such token, 409 if it is not free, or the device cannot be assigned.
     *
     * @param body {@code {"userId": "…", "name": "…"}}; without a name, the device is called by its serial number
     */
    @POST
    @Path("{serial}/assign")
    public Response assign(@PathParam("serial") String serial, byte[] body) {
        administrator.requireNoQuery();
        StrictJson json = StrictJson.parse(JsonBody.text(administrator.session(), body), Set.of("userId", "name"));
        UserModel user = administrator.managedForAssigning(json.needed("userId"));
        Optional<String> typed = json.text("name");
        Optional<DeviceName> name = typed.flatMap(DeviceName::parse);
        if (typed.isPresent() && name.isEmpty()) {
            return ErrorAnswer.notAName();
        }
        if (store().find(serial).isEmpty()) {
            return ErrorAnswer.noToken();
        }
        return new AdministratorsLedger(administrator.session())
                .assignToken(administrator.realm(), user, serial, name)
                .fold(
                        outcome -> outcome.fold(
                                assigned -> {
                                    TokenEvents.tell(
                                            administrator, OperationType.ACTION, serial, "assigned", user.getId());
                                    return Response.noContent().build();
                                },
                                // Neither a code nor a ticket is owed.
                                why -> ErrorAnswer.busy(),
                                wait -> ErrorAnswer.busy(),
                                ErrorAnswer::of),
                        ErrorAnswer::busy,
                        ErrorAnswer::unavailable);
    }

    /** It came back, or was found: 204. Its device is gone, and it waits for another user. */
    @POST
    @Path("{serial}/return")
    public Response comeBack(@PathParam("serial") String serial) {
        return new ReleaseCall(administrator, serial).release(HardwareToken.State.WAITING);
    }

    /** It is lost: 204. Its device is gone, and nobody can activate it. */
    @POST
    @Path("{serial}/lost")
    public Response lost(@PathParam("serial") String serial) {
        return new ReleaseCall(administrator, serial).release(HardwareToken.State.LOST);
    }

    /** Takes it out of the realm, damaged or not: 204, 404 if there is no such token, 409 if it is a user's. */
    @DELETE
    @Path("{serial}")
    public Response remove(@PathParam("serial") String serial) {
        administrator.auth().realm().requireManageRealm();
        administrator.requireNoQuery();
        return new ReleaseCall(administrator, serial).remove();
    }

    private TokenStore store() {
        return new TokenStore(administrator.session(), administrator.realm());
    }
}
