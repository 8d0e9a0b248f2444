package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.DeviceName;
import io.github.keycloakawsmfa.device.ledger.NewDevice;
import io.github.keycloakawsmfa.enroll.ClockOffsetPolicy.PreviousPair;
import io.github.keycloakawsmfa.totp.PairOutcome;
import io.github.keycloakawsmfa.totp.PairSearch;
import io.github.keycloakawsmfa.totp.Totp;
import io.github.keycloakawsmfa.totp.TotpCode;
import io.github.keycloakawsmfa.totp.TotpParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** What two consecutive codes say about a pending device: one decision for the page and for the calls. */
sealed interface PairCheck {

    /** The offset up to which a pair is accepted. */
    Duration ACCEPTED = Duration.ofMinutes(10);

    /** The offset up to which a pair is recognised: a phone in another time zone. */
    Duration KNOWN = Duration.ofHours(14);

    /**
     * They make a device.
     *
     * @param remembering the pending device: the same pair still fits when only something else was wrong
     */
    record Fits(PendingDevice remembering, PreviousPair pair) implements PairCheck {

        NewDevice device(String id, DeviceName name) {
            return new NewDevice(
                    id, name, PendingDevice.PARAMETERS, remembering.secret(), pair.lastStep(), pair.drift());
        }

        @Override
        public <T> T fold(
                Function<Fits, T> fits, Function<NewPairRequired, T> newPairRequired, Function<PairOutcome, T> wrong) {
            return fits.apply(this);
        }
    }

    /**
     * They are right, but late or from a clock that is off: two new ones are needed.
     *
     * @param remembering the pending device, with what the new ones are compared with
     * @param drift device clock minus server clock, in time steps
     */
    record NewPairRequired(PendingDevice remembering, long drift) implements PairCheck {

        @Override
        public <T> T fold(
                Function<Fits, T> fits, Function<NewPairRequired, T> newPairRequired, Function<PairOutcome, T> wrong) {
            return newPairRequired.apply(this);
        }
    }

    /** They are not one of its pairs. The reason may be told: the secret is pending, and the user was given it. */
    record Wrong(PairOutcome why) implements PairCheck {

        @Override
        public <T> T fold(
                Function<Fits, T> fits, Function<NewPairRequired, T> newPairRequired, Function<PairOutcome, T> wrong) {
            return wrong.apply(why);
        }
    }

    /** What the function of this case returns. */
    <T> T fold(Function<Fits, T> fits, Function<NewPairRequired, T> newPairRequired, Function<PairOutcome, T> wrong);

    static PairCheck of(PendingDevice pending, TotpCode code1, TotpCode code2, Instant now) {
        TotpParameters parameters = PendingDevice.PARAMETERS;
        long nowStep = parameters.stepAt(now);
        Totp totp = new Totp(pending.secret(), parameters);
        return PairSearch.find(totp, code1, code2, nowStep, parameters.stepsIn(ACCEPTED), parameters.stepsIn(KNOWN))
                .<PairCheck>fold(
                        matched -> {
                            PreviousPair pair =
                                    ClockOffsetPolicy.judge(matched, nowStep, pending.createdStep(), pending.seen());
                            PendingDevice remembering = pending.remembering(pair);
                            return pair.believed()
                                    ? new Fits(remembering, pair)
                                    : new NewPairRequired(remembering, matched.drift());
                        },
                        Wrong::new,
                        Wrong::new);
    }
}
