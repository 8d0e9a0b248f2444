package io.github.keycloakawsmfa.device.metrics;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records all there is, in a class loader that has no Micrometer. */
public final class WithoutMicrometer {

    private WithoutMicrometer() {}

    /** @return what an act of the ledger returned, and whether metrics are on */
    public static List<String> record() {
        try {
            Class.forName("io.micrometer.core.instrument.Metrics");
            throw new AssertionError("There is one");
        } catch (ClassNotFoundException e) {
            CodeMeters codes = new CodeMeters("corp", Door.CODE_PAGE);
            codes.accepted(CodeResult.CODE_ACCEPTED, 1);
            codes.waitBegan(CodeMeters.WaitOf.TICKETS);
            new GateMeters("corp", "aws", "enforce").refused("path");
            new CoverageMeters().show(Map.of("corp", new CoverageCount(1, 1)));
            return List.of(
                    LedgerTimer.timed("corp", () -> Optional.of("7")).orElseThrow(),
                    Boolean.toString(CoverageMeters.areOn()));
        }
    }
}
