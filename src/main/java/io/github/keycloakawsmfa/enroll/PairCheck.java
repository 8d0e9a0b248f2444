package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.DeviceName;
import io.github.keycloakawsmfa.device.ledger.NewDevice;
import io.github.keycloakawsmfa.totp.PairOutcome;
import io.github.keycloakawsmfa.totp.PairSearch;
import io.github.keycloakawsmfa.totp.Totp;
import io.github.keycloakawsmfa.totp.TotpCode;
import java.time.Instant;

/** What two consecutive codes say about a pending device: one judgement for the page and for the calls. */
sealed interface PairCheck {

    /** The offset up to which a pair is accepted, in steps: ten minutes. */
    int ACCEPTED_STEPS = 20;

    /** The offset up to which a pair is recognised, in steps: 14 hours, a phone in another time zone. */
    int KNOWN_STEPS = 1680;

    /** They make a device. */
    record Fits(PairVerdict.InStep verdict, PendingDevice remembering) implements PairCheck {

        NewDevice device(String id, DeviceName name) {
            return new NewDevice(
                    id, name, PendingDevice.PARAMETERS, remembering.secret(), verdict.lastStep(), verdict.drift());
        }
    }

    /** They are right, but late or from a clock that is off: two new ones are needed. */
    record NewPairRequired(long drift, PendingDevice remembering) implements PairCheck {}

    /** They are not one of its pairs. */
    record Wrong(PairOutcome why) implements PairCheck {}

    static PairCheck of(PendingDevice pending, TotpCode code1, TotpCode code2, Instant now) {
        long nowStep = PendingDevice.PARAMETERS.stepAt(now);
        Totp totp = new Totp(pending.secret(), PendingDevice.PARAMETERS);
        PairOutcome outcome = PairSearch.find(totp, code1, code2, nowStep, ACCEPTED_STEPS, KNOWN_STEPS);
        if (!(outcome instanceof PairOutcome.Matched matched)) {
            return new Wrong(outcome);
        }
        PairVerdict verdict = ClockOffsetPolicy.judge(matched, nowStep, pending.createdStep(), pending.seen());
        if (verdict instanceof PairVerdict.NewPairRequired again) {
            return new NewPairRequired(again.drift(), pending.remembering(again.remembered()));
        }
        PairVerdict.InStep inStep = (PairVerdict.InStep) verdict;
        return new Fits(inStep, pending.remembering(inStep.seen()));
    }
}
