package io.github.keycloakawsmfa.admin.tokens;

import io.github.keycloakawsmfa.admin.call.AdminRequest;
import io.github.keycloakawsmfa.admin.devices.ErrorAnswer;
import io.github.keycloakawsmfa.device.database.LockWait;
import io.github.keycloakawsmfa.device.database.OwnTransaction;
import io.github.keycloakawsmfa.device.ledger.AdministratorsLedger;
import io.github.keycloakawsmfa.device.time.ServerTime;
import io.github.keycloakawsmfa.device.token.HardwareToken;
import io.github.keycloakawsmfa.device.token.StoredToken;
import io.github.keycloakawsmfa.device.token.TokenHolders;
import io.github.keycloakawsmfa.device.token.TokenStore;
import io.github.keycloakawsmfa.seeds.Serial;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.UserModel;

/** Takes a hardware token from whoever has it, or out of the realm. Its row need not be readable. */
record ReleaseCall(AdminRequest administrator, String serial) {

    private static final Logger LOG = Logger.getLogger(ReleaseCall.class);

    /** It is nobody's from now on. */
    Response release(HardwareToken.State state) {
        administrator.requireNoQuery();
        Optional<StoredToken> token = store().find(serial);
        if (token.isEmpty()) {
            administrator.auth().realm().requireViewRealm();
            return ErrorAnswer.noToken();
        }
        // Rights first: to look for the devices takes the database a while.
        Optional<UserModel> owner = token.get().userId().flatMap(this::managed);
        if (owner.isEmpty()) {
            administrator.auth().realm().requireManageRealm();
        }
        Set<String> holders = holders();
        Optional<UserModel> holder = owner.or(() -> holders.stream().findFirst().flatMap(this::managed));
        if (holder.isEmpty() && !holders.isEmpty()) {
            // Of a directory that does not answer: the device would stay.
            return ErrorAnswer.of(
                    Response.Status.CONFLICT,
                    "owner_unavailable",
                    "The user who has the token cannot be loaded now: nothing was done.");
        }
        if (holder.isEmpty()) {
            return nobodys(token.get().userId(), (store, locked) -> nobodysFrom(locked, state), () -> told(state));
        }
        UserModel user = holder.get();
        if (holders.stream().anyMatch(id -> !id.equals(user.getId()))) {
            return ErrorAnswer.of(
                    Response.Status.CONFLICT,
                    "several_owners",
                    "Several users have this token as a device: deactivate the others' devices first. Nothing was done.");
        }
        return new AdministratorsLedger(administrator.session())
                .releaseToken(administrator.realm(), user, serial, state)
                .fold(
                        outcome -> switch (outcome) {
                            case RELEASED -> told(state);
                            case NOT_THEIRS -> changedHands();
                        },
                        ErrorAnswer::busy,
                        ErrorAnswer::unavailable);
    }

    /** Of a user who is there no longer: what they used of it is not known. */
    private static void nobodysFrom(StoredToken token, HardwareToken.State state) {
        if (token.userId().isPresent()) {
            token.spentUntil(ServerTime.now().plus(HardwareToken.REACH));
        }
        token.release(state);
    }

    private Response told(HardwareToken.State state) {
        TokenEvents.tell(administrator, OperationType.ACTION, serial, "state", state.wireName());
        return Response.noContent().build();
    }

    private Optional<UserModel> managed(String id) {
        return user(id).map(user -> administrator.managed(user.getId()));
    }

    /** Empty for one who is there no longer. */
    private Optional<UserModel> user(String id) {
        try {
            return Optional.ofNullable(administrator.session().users().getUserById(administrator.realm(), id));
        } catch (RuntimeException e) {
            LOG.warnf(e, "The user of hardware token %s cannot be loaded", Serial.key(serial));
            return Optional.empty();
        }
    }

    /** Whose device it is, as the devices say, who need not be loadable. */
    private Set<String> holders() {
        return TokenHolders.of(administrator.session(), administrator.realm(), serial);
    }

    /**
     * Does something under the lock with a token that no user has.
     *
     * @param seen whose it was when it was looked at
     * @param done the answer if that was done; else it is gone, somebody has it meanwhile, or the token stayed locked
     */
    private Response nobodys(
            Optional<String> seen, BiConsumer<TokenStore, StoredToken> change, Supplier<Response> done) {
        try {
            boolean changed = OwnTransaction.run(
                    administrator.session(), administrator.realm().getId(), (inner, realm) -> {
                        TokenStore store = new TokenStore(inner, realm);
                        Optional<StoredToken> token = store.lock(serial)
                                .filter(found -> found.userId().equals(seen));
                        token.ifPresent(found -> change.accept(store, found));
                        return token.isPresent();
                    });
            return changed ? done.get() : changedHands();
        } catch (RuntimeException e) {
            if (LockWait.isDenied(e)) {
                return ErrorAnswer.busy();
            }
            throw e;
        }
    }

    /** Takes it out of the realm. */
    Response remove() {
        Optional<StoredToken> token = store().find(serial);
        if (token.isEmpty()) {
            return ErrorAnswer.noToken();
        }
        if (token.get().userId().flatMap(this::user).isPresent() || !holders().isEmpty()) {
            return ErrorAnswer.of(
                    Response.Status.CONFLICT, "assigned", "The token is a user's: have it returned first.");
        }
        return nobodys(token.get().userId(), TokenStore::remove, () -> {
            TokenEvents.tell(administrator, OperationType.DELETE, serial, "state", "removed");
            return Response.noContent().build();
        });
    }

    private static Response changedHands() {
        return ErrorAnswer.of(
                Response.Status.CONFLICT, "changed_hands", "The token has changed hands meanwhile: nothing was done.");
    }

    private TokenStore store() {
        return new TokenStore(administrator.session(), administrator.realm());
    }
}
