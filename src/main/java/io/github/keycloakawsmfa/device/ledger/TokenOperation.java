package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.ledger.AssignOutcome.NotAssigned;
import io.github.keycloakawsmfa.device.ledger.Attempts.WrongCode;
import io.github.keycloakawsmfa.device.seal.SealedDevice;
import io.github.keycloakawsmfa.device.token.HardwareToken;
import io.github.keycloakawsmfa.device.token.StoredToken;
import io.github.keycloakawsmfa.device.token.TokenStore;
import io.github.keycloakawsmfa.seeds.Seed;
import io.github.keycloakawsmfa.totp.CodeSearch;
import io.github.keycloakawsmfa.totp.Totp;
import io.github.keycloakawsmfa.totp.TotpCode;
import io.github.keycloakawsmfa.totp.TotpParameters;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Makes a user's device of a hardware token, and takes it away, under the locks of the user's row and the token's. */
final class TokenOperation {

    /** How far the clock of a token may be off that lay in a drawer for years. */
    private static final Duration REACH = Duration.ofHours(1);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final LockedUser user;
    private final TokenStore tokens;

    TokenOperation(LockedUser user) {
        this.user = user;
        this.tokens = user.locked().devices().tokens();
    }

    /**
     * By its serial number and two consecutive codes, which a wrong pair counts as a wrong code: who types them was given
     * no secret. Whether there is such a token, whose it is, and which codes it shows are told alike (rule S4).
     *
     * @param serial as typed
     * @param name what the device is to be called; empty for the serial number
     */
    LedgerResult<ActivateOutcome> activate(
            String serial, Optional<DeviceName> name, TypedCodes pair, EnrollmentProof proof, SignIn signIn) {
        Duration waiting = Throttle.waiting(user.state().codes(), user.now());
        if (!waiting.isZero()) {
            return rejected(new SpendOutcome.Waiting(waiting));
        }
        Optional<List<TotpCode>> codes = pair.parsed().filter(parsed -> parsed.size() == 2);
        if (codes.isEmpty()) {
            return rejected(new SpendOutcome.Malformed());
        }
        Optional<StoredToken> token = tokens.lock(serial).filter(this::isFree);
        Optional<Seed> seed = token.map(found -> found.open(user.locked().seal()));
        OptionalLong last = lastStep(seed.orElseGet(TokenOperation::nobodys), codes.get());
        if (seed.isEmpty() || last.isEmpty()) {
            return refused();
        }
        NewDevice device = device(
                token.get().token(),
                name,
                seed.get(),
                last.getAsLong(),
                last.getAsLong() - seed.get().parameters().stepAt(user.now()));
        return new EnrollmentOperation(user).assign(device, proof, signIn).map(outcome -> {
            if (outcome instanceof AssignOutcome.Assigned) {
                token.get().assign(user.userId());
            }
            return new ActivateOutcome.Judged(outcome);
        });
    }

    /** By an administrator, who has the token or knows who has: no code is owed, and the next one counts. */
    LedgerResult<AssignOutcome> assignByAdministrator(String serial, Optional<DeviceName> name) {
        Optional<StoredToken> token = tokens.lock(serial).filter(this::isFree);
        if (token.isEmpty()) {
            return new LedgerResult.Done<>(NotAssigned.NO_TOKEN);
        }
        Seed seed = token.get().open(user.locked().seal());
        // Whoever had it before may have used all that it has shown by now.
        long lastStep = seed.parameters().stepAt(user.now()) + DeviceClock.WINDOW_STEPS;
        NewDevice device = device(token.get().token(), name, seed, lastStep, 0);
        return new EnrollmentOperation(user).assignByAdministrator(device).map(outcome -> {
            if (outcome instanceof AssignOutcome.Assigned) {
                token.get().assign(user.userId());
            }
            return outcome;
        });
    }

    /**
     * It is no longer the user's, and its device is gone.
     *
     * @return whether it was the user's
     */
    boolean release(String serial, HardwareToken.State state) {
        Optional<StoredToken> token = tokens.lock(serial)
                .filter(found ->
                        found.token().userId().filter(user.userId()::equals).isPresent());
        token.ifPresent(found -> {
            found.release(state);
            for (CredentialModel row : List.copyOf(user.rows())) {
                if (SealedDevice.serialOf(row).equals(found.token().serial())) {
                    new DeviceOperation(user).deactivateByAdministrator(row.getId());
                }
            }
        });
        return token.isPresent();
    }

    /** Waiting, or left by an owner who has deactivated the device. */
    private boolean isFree(StoredToken stored) {
        HardwareToken token = stored.token();
        return switch (token.state()) {
            case WAITING -> true;
            case LOST -> false;
            case ASSIGNED ->
                token.userId()
                        .map(owner -> user.locked().devices().of(owner).all().stream()
                                .noneMatch(row -> SealedDevice.serialOf(row).equals(token.serial())))
                        .orElse(true);
        };
    }

    private OptionalLong lastStep(Seed seed, List<TotpCode> codes) {
        TotpParameters parameters = seed.parameters();
        return new CodeSearch(new Totp(seed.secret(), parameters), codes)
                .nearest(parameters.stepAt(user.now()), parameters.stepsIn(REACH), Long.MIN_VALUE);
    }

    /** As much work as a token's, for a serial number that is none. */
    private static Seed nobodys() {
        return new Seed(TotpSecret.random(RANDOM), TotpParameters.AUTHENTICATOR_APP);
    }

    private NewDevice device(HardwareToken token, Optional<DeviceName> name, Seed seed, long lastStep, long drift) {
        DeviceName called = name.orElseGet(() -> new DeviceName(token.serial().replace(':', '-')));
        return new NewDevice(
                KeycloakModelUtils.generateId(),
                called,
                seed.parameters(),
                seed.secret(),
                lastStep,
                drift,
                token.serial());
    }

    private LedgerResult<ActivateOutcome> refused() {
        user.change(user.state()
                .withCodes(Throttle.afterWrong(user.state().codes(), WrongCode.at(user.now(), null), user.now())));
        return rejected(new SpendOutcome.Refused(Throttle.waiting(user.state().codes(), user.now()), true));
    }

    private LedgerResult<ActivateOutcome> rejected(SpendOutcome why) {
        user.count(counts -> counts.spent(why));
        return new LedgerResult.Done<>(new ActivateOutcome.TokenRefused(why));
    }
}
