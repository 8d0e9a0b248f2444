package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.ledger.AssignOutcome.NotAssigned;
import io.github.keycloakawsmfa.device.ledger.Attempts.WrongCode;
import io.github.keycloakawsmfa.device.seal.BrokenSealException;
import io.github.keycloakawsmfa.device.token.HardwareToken;
import io.github.keycloakawsmfa.device.token.StoredToken;
import io.github.keycloakawsmfa.device.token.TokenStore;
import io.github.keycloakawsmfa.seeds.Seed;
import io.github.keycloakawsmfa.totp.TotpCode;
import io.github.keycloakawsmfa.totp.TotpParameters;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Makes a user's device of a hardware token, and takes it away, under the locks of the user's row and the token's. */
final class TokenOperation {

    private static final Logger LOG = Logger.getLogger(TokenOperation.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final LockedUser user;
    private final TokenStore tokens;
    private final UsersTokens theirs;

    TokenOperation(LockedUser user) {
        this.user = user;
        this.tokens = user.locked().devices().tokens();
        this.theirs = new UsersTokens(user);
    }

    /**
     * By its serial number and two consecutive codes. A wrong pair counts as a wrong code: who types them was given
     * no secret. Three are looked at even during a wait, and only those count whose first two are right (rule S3). The
     * answer is the same for a serial number that does not exist, a token of somebody else, and wrong codes (rule S4).
     *
     * @param serial as typed
     * @param name what the device is to be called; empty for the serial number
     * @param signIn in which it is assigned: that is evidence, if the codes are those of now
     */
    LedgerResult<ActivateOutcome> activate(
            String serial, Optional<DeviceName> name, TypedCodes typed, EnrollmentProof proof, SignIn signIn) {
        Duration waiting = Throttle.waiting(user.state().codes(), user.now());
        if (!typed.isTriple() && !waiting.isZero()) {
            return rejected(new SpendOutcome.Waiting(waiting));
        }
        Optional<List<TotpCode>> codes = typed.parsed().filter(parsed -> parsed.size() > 1);
        if (codes.isEmpty()) {
            return rejected(new SpendOutcome.Malformed());
        }
        Optional<OpenToken> token = open(serial);
        OpenToken tried = token.orElseGet(TokenOperation::nobodys);
        TokenCodes match = TokenCodes.of(tried.seed(), codes.get(), tried.after(), user.now());
        if (token.isEmpty() || match.last().isEmpty()) {
            return refused(!typed.isTriple() || token.isPresent() && match.fitsButForTheLast());
        }
        long last = match.last().getAsLong();
        long drift = last - token.get().seed().parameters().stepAt(user.now());
        NewDevice device = token.get().device(name, last, drift);
        // Codes of the last hour may have been seen by somebody who has no token: one more is asked for then.
        SignIn proven = Math.abs(drift) <= DeviceClock.WINDOW_STEPS ? signIn : null;
        return new EnrollmentOperation(user)
                .assign(device, proof, proven, () -> obstacle(token.get()))
                .map(outcome ->
                        new ActivateOutcome.Judged(noted(outcome, token.get().stored(), device)));
    }

    /** Looked at last: whether another user has the token takes a look at all devices of the realm. */
    private Optional<NotAssigned> obstacle(OpenToken token) {
        if (new KnownSecrets(user).have(token.seed())) {
            return Optional.of(NotAssigned.SECRET_PRESENT);
        }
        return theirs.isDeviceOfAnother(token.stored()) ? Optional.of(NotAssigned.NO_TOKEN) : Optional.empty();
    }

    private AssignOutcome noted(AssignOutcome outcome, StoredToken token, NewDevice device) {
        if (outcome instanceof AssignOutcome.Assigned) {
            token.assign(user.userId(), device.lastStep());
        }
        return outcome;
    }

    /**
     * A token that this user may have, with its secret. One that is damaged counts as none, and is logged: the check names
     * it.
     */
    private Optional<OpenToken> open(String serial) {
        return tokens.lock(serial).filter(this::waits).flatMap(stored -> {
            try {
                return Optional.of(new OpenToken(
                        stored,
                        stored.token().serial(),
                        stored.open(user.locked().seal())));
            } catch (BrokenSealException e) {
                LOG.errorf(
                        "Hardware token %s of realm %s: %s",
                        stored.serialKey(), user.locked().realm().getName(), e.getMessage());
                return Optional.empty();
            }
        });
    }

    /** @param stored null for nobody's */
    private record OpenToken(StoredToken stored, String serial, Seed seed) {

        NewDevice device(Optional<DeviceName> name, long lastStep, long drift) {
            return new NewDevice(
                    KeycloakModelUtils.generateId(),
                    name.orElseGet(() -> new DeviceName(serial.replace(':', '-'))),
                    seed.parameters(),
                    seed.secret(),
                    lastStep,
                    drift,
                    serial);
        }

        /** As in {@code CodeSearch}. */
        long after() {
            return stored == null ? Long.MIN_VALUE : stored.lastStep();
        }

        @Override
        public String toString() {
            return "OpenToken[redacted]";
        }
    }

    /** By an administrator, who has the token or knows who has: no code is owed, and the next one counts. */
    LedgerResult<AssignOutcome> assignByAdministrator(String serial, Optional<DeviceName> name) {
        Optional<OpenToken> token = open(serial);
        if (token.isEmpty()) {
            return new LedgerResult.Done<>(NotAssigned.NO_TOKEN);
        }
        // Whoever had it before may have used all that it has shown by now.
        TotpParameters parameters = token.get().seed().parameters();
        long shown = parameters.stepAt(user.now()) + DeviceClock.WINDOW_STEPS;
        long spent = token.get().after();
        if (spent > shown + parameters.stepsIn(CodeMatch.RESYNC)) {
            // Not even a pair would show where its clock is.
            return new LedgerResult.Done<>(NotAssigned.TOKEN_RESTS);
        }
        NewDevice device = token.get().device(name, Math.max(shown, spent), 0);
        return new EnrollmentOperation(user)
                .assignByAdministrator(device, () -> obstacle(token.get()))
                .map(outcome -> noted(outcome, token.get().stored(), device));
    }

    /** It is no longer the user's, and its device is gone. */
    TokenRelease release(String serial, HardwareToken.State state) {
        Optional<StoredToken> token = theirs.find(serial);
        if (token.isEmpty()) {
            return TokenRelease.NOT_THEIRS;
        }
        theirs.releaseIfRemoved(token.get());
        theirs.devices(token.get()).forEach(row -> new DeviceOperation(user).deactivateByAdministrator(row.getId()));
        token.get().release(state);
        return TokenRelease.RELEASED;
    }

    /**
     * Whether nobody has it. This user's own, whose device Keycloak has removed by itself, waits from now on. Of another
     * user's it cannot be known here: under repeatable read (MySQL, MariaDB), this act may have read their rows before they
     * got the token.
     */
    private boolean waits(StoredToken token) {
        return switch (token.state().orElse(HardwareToken.State.LOST)) {
            case WAITING -> true;
            case LOST -> false;
            case ASSIGNED -> token.userId().filter(user.userId()::equals).isPresent() && theirs.releaseIfRemoved(token);
        };
    }

    /** As much work as a token's, for a serial number that is none. */
    private static OpenToken nobodys() {
        return new OpenToken(null, "", nobodysSeed());
    }

    static Seed nobodysSeed() {
        return new Seed(TotpSecret.random(RANDOM), TotpParameters.AUTHENTICATOR_APP);
    }

    private LedgerResult<ActivateOutcome> refused(boolean counted) {
        if (counted) {
            user.change(user.state()
                    .withCodes(Throttle.afterWrong(user.state().codes(), WrongCode.at(user.now(), null), user.now())));
        }
        return rejected(new SpendOutcome.Refused(Throttle.waiting(user.state().codes(), user.now()), counted));
    }

    private LedgerResult<ActivateOutcome> rejected(SpendOutcome why) {
        user.count(counts -> counts.spent(why));
        return new LedgerResult.Done<>(new ActivateOutcome.TokenRefused(why));
    }
}
