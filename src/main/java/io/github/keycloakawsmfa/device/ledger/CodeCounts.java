package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.metrics.CodeMeters;
import io.github.keycloakawsmfa.device.metrics.CodeResult;
import java.time.Duration;

/** Counts what became of the codes of one door, once it is committed. */
final class CodeCounts {

    private final CodeMeters meters;

    CodeCounts(CodeMeters meters) {
        this.meters = meters;
    }

    void spent(SpendOutcome outcome) {
        if (outcome instanceof SpendOutcome.Accepted accepted) {
            meters.accepted(CodeResult.CODE_ACCEPTED, accepted.drift());
        } else {
            meters.count(resultOf(outcome));
        }
    }

    /** A device, with two of its codes. */
    void assigned(long drift) {
        meters.accepted(CodeResult.PAIR_ACCEPTED, drift);
    }

    void waitBegan(CodeMeters.WaitOf of) {
        meters.waitBegan(of);
    }

    /** Codes that could not be checked; what was checked is counted above. */
    void unchecked(LedgerResult<?> result) {
        if (result instanceof LedgerResult.Busy) {
            meters.count(CodeResult.BUSY);
        } else if (result instanceof LedgerResult.Unavailable) {
            meters.count(CodeResult.UNAVAILABLE);
        }
    }

    static CodeResult resultOf(SpendOutcome outcome) {
        return outcome.fold(new SpendOutcome.Cases<>() {
            @Override
            public CodeResult accepted(SpendOutcome.Accepted accepted) {
                return CodeResult.CODE_ACCEPTED;
            }

            @Override
            public CodeResult offsetFound(SpendOutcome.OffsetFound found) {
                return CodeResult.OFFSET_FOUND;
            }

            @Override
            public CodeResult refused(SpendOutcome.Refused refused) {
                return CodeResult.CODE_REFUSED;
            }

            @Override
            public CodeResult waiting(Duration left) {
                return CodeResult.WAITING;
            }

            @Override
            public CodeResult malformed() {
                return CodeResult.CODE_MALFORMED;
            }

            @Override
            public CodeResult sameCodeTwice() {
                return CodeResult.SAME_CODE_TWICE;
            }

            @Override
            public CodeResult pairNeeded() {
                return CodeResult.PAIR_NEEDED;
            }

            @Override
            public CodeResult noDevice() {
                return CodeResult.NO_DEVICE;
            }
        });
    }
}
