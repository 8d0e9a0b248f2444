package io.github.keycloakawsmfa.admin.tokens;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakawsmfa.admin.call.AdminRequest;
import io.github.keycloakawsmfa.admin.call.JsonBody;
import io.github.keycloakawsmfa.admin.call.StrictJson;
import io.github.keycloakawsmfa.admin.call.StrictQuery;
import io.github.keycloakawsmfa.admin.devices.ErrorAnswer;
import io.github.keycloakawsmfa.device.database.OwnTransaction;
import io.github.keycloakawsmfa.device.ledger.DeviceName;
import io.github.keycloakawsmfa.device.ledger.Ledger;
import io.github.keycloakawsmfa.device.seal.KeyUnavailableException;
import io.github.keycloakawsmfa.device.time.ServerTime;
import io.github.keycloakawsmfa.device.token.HardwareToken;
import io.github.keycloakawsmfa.device.token.StoredToken;
import io.github.keycloakawsmfa.device.token.TokenImport;
import io.github.keycloakawsmfa.device.token.TokenStore;
import io.github.keycloakawsmfa.seeds.Peculiarity;
import io.github.keycloakawsmfa.seeds.SeedFileException;
import io.github.keycloakawsmfa.seeds.Token;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.UserModel;

/**
 * {@code …/aws-mfa/tokens}: the realm's hardware tokens. Importing and removing them needs manage-realm, reading them
 * view-realm; what is done to a user's token needs {@link AdminRequest#managed}.
 */
public final class TokensResource {

    private static final String RESOURCE = "AWS_MFA_TOKEN";
    private static final int DEFAULT_PAGE = 100;
    private static final int LARGEST_PAGE = 1000;

    /**
     * @param next for {@code ?after=}: where the next call goes on; absent at the end
     */
    record ListAnswer(
            @JsonProperty("tokens") List<TokenAnswer> tokens,
            @JsonProperty("next") String next) {}

    /**
     * @param imported how many tokens the file has, which all were stored, or would be
     * @param peculiarities how many of them differ from a device that is assigned here, by the word for it
     */
    record ImportAnswer(
            @JsonProperty("dryRun") boolean dryRun,
            @JsonProperty("imported") int imported,
            @JsonProperty("peculiarities") Map<String, Integer> peculiarities) {}

    /**
     * Why a file is refused.
     *
     * @param line from 1; absent if it is not about one line
     */
    record FileRefusal(
            @JsonProperty("outcome") String outcome,
            @JsonProperty("line") Integer line,
            @JsonProperty("errorMessage") String errorMessage) {}

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
        List<TokenAnswer> tokens = store().page(query.text("after").orElse(""), max).stream()
                .map(StoredToken::token)
                .map(TokenAnswer::of)
                .toList();
        return new ListAnswer(
                tokens,
                tokens.size() < max ? null : tokens.get(tokens.size() - 1).serial());
    }

    /**
     * Stores the tokens of a vendor's file, all or none: 200 with {@link ImportAnswer}, 400 with {@link FileRefusal}; 503
     * if the key is unavailable. With {@code ?dryRun=true} nothing is stored.
     *
     * @param body {@code {"file": "…", "secrets": "hex"|"base32", "key": "HEX", "password": "…"}}, of which only the file
     *     is always needed
     */
    @POST
    @Produces(MediaType.APPLICATION_JSON)
    public Response importFile(byte[] body) {
        administrator.auth().realm().requireManageRealm();
        boolean dryRun = StrictQuery.of(administrator.session(), "dryRun").flag("dryRun");
        TokenFile file = TokenFile.parse(JsonBody.textWithFile(administrator.session(), body));
        Instant now = ServerTime.now();
        try {
            List<Token> tokens = file.read(now);
            TokenImport storing = new TokenImport(administrator.session(), administrator.realm());
            if (dryRun) {
                storing.check(tokens, now);
            } else {
                storing.store(tokens, now);
                administrator.tell(OperationType.CREATE, RESOURCE, Map.of("imported", tokens.size()));
            }
            return Response.ok(new ImportAnswer(dryRun, tokens.size(), peculiarities(tokens)))
                    .build();
        } catch (SeedFileException e) {
            Integer line = e.line() == 0 ? null : e.line();
            String where = line == null ? "" : "Line " + line + ": ";
            return Response.status(Response.Status.BAD_REQUEST)
                    .type(MediaType.APPLICATION_JSON)
                    .entity(new FileRefusal("file_refused", line, where + e.getMessage() + ". Nothing was imported."))
                    .build();
        } catch (KeyUnavailableException e) {
            return ErrorAnswer.keyUnavailable();
        }
    }

    private static Map<String, Integer> peculiarities(List<Token> tokens) {
        Map<String, Integer> counts = new TreeMap<>();
        tokens.stream()
                .flatMap(token -> Peculiarity.of(token.seed()).stream())
                .map(Peculiarity::wireName)
                .forEach(word -> counts.merge(word, 1, Integer::sum));
        return counts;
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
        StrictJson json = StrictJson.parse(JsonBody.text(administrator.session(), body), Set.of("userId", "name"));
        UserModel user = administrator.managedForAssigning(json.needed("userId"));
        Optional<String> typed = json.text("name");
        Optional<DeviceName> name = typed.flatMap(DeviceName::parse);
        if (typed.isPresent() && name.isEmpty()) {
            return ErrorAnswer.notAName();
        }
        if (store().find(serial).isEmpty()) {
            return noToken();
        }
        return new Ledger(administrator.session())
                .assignToken(administrator.realm(), user, serial, name)
                .fold(
                        outcome -> outcome.fold(
                                assigned -> {
                                    tell(OperationType.ACTION, serial, "assigned", user.getId());
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
        return release(serial, HardwareToken.State.WAITING);
    }

    /** It is lost: 204. Its device is gone, and nobody can activate it. */
    @POST
    @Path("{serial}/lost")
    public Response lost(@PathParam("serial") String serial) {
        return release(serial, HardwareToken.State.LOST);
    }

    private Response release(String serial, HardwareToken.State state) {
        Optional<HardwareToken> token = store().find(serial).map(StoredToken::token);
        if (token.isEmpty()) {
            administrator.auth().realm().requireViewRealm();
            return noToken();
        }
        Optional<UserModel> owner =
                token.get().userId().map(id -> administrator.session().users().getUserById(administrator.realm(), id));
        if (owner.isEmpty()) {
            administrator.auth().realm().requireManageRealm();
            administrator.requireNoQuery();
            releaseFree(serial, state);
            tell(OperationType.ACTION, serial, "state", state.wireName());
            return Response.noContent().build();
        }
        UserModel user = administrator.managed(owner.get().getId());
        return new Ledger(administrator.session())
                .releaseToken(administrator.realm(), user, serial, state)
                .fold(
                        released -> {
                            tell(OperationType.ACTION, serial, "state", state.wireName());
                            return Response.noContent().build();
                        },
                        ErrorAnswer::busy,
                        ErrorAnswer::unavailable);
    }

    private void releaseFree(String serial, HardwareToken.State state) {
        OwnTransaction.run(administrator.session(), administrator.realm().getId(), (inner, realm) -> {
            new TokenStore(inner, realm).lock(serial).ifPresent(token -> token.release(state));
            return null;
        });
    }

    /** Takes it out of the realm: 204, 404 if there is no such token, 409 if it is a user's. */
    @DELETE
    @Path("{serial}")
    public Response remove(@PathParam("serial") String serial) {
        administrator.auth().realm().requireManageRealm();
        administrator.requireNoQuery();
        Optional<HardwareToken> token = store().find(serial).map(StoredToken::token);
        if (token.isEmpty()) {
            return noToken();
        }
        if (token.get().userId().isPresent()) {
            return ErrorAnswer.of(
                    Response.Status.CONFLICT, "assigned", "The token is a user's: have it returned first.");
        }
        store().remove(serial);
        tell(OperationType.DELETE, serial, "state", "removed");
        return Response.noContent().build();
    }

    private static Response noToken() {
        return ErrorAnswer.of(
                Response.Status.NOT_FOUND, "no_token", "The realm has no hardware token with this serial number.");
    }

    private TokenStore store() {
        return new TokenStore(administrator.session(), administrator.realm());
    }

    private void tell(OperationType operation, String serial, String what, String value) {
        administrator.tell(operation, RESOURCE, Map.of("serial", serial, what, value));
    }
}
