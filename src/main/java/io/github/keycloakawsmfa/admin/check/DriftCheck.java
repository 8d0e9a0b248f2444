package io.github.keycloakawsmfa.admin.check;

import io.github.keycloakawsmfa.device.ledger.CommonDrift;
import io.github.keycloakawsmfa.totp.TotpParameters;
import java.util.List;
import java.util.Optional;

/**
 * Whether the users' phones say that the servers' clocks are off, which {@link ClockCheck} cannot see where the database's
 * is off with them.
 *
 * @param drift what the records of the ledger say
 */
record DriftCheck(Optional<CommonDrift> drift) implements Check {

    private static final long STEP_SECONDS =
            TotpParameters.AUTHENTICATOR_APP.period().toSeconds();

    @Override
    public List<Finding> run() {
        return drift.map(DriftCheck::finding).stream().toList();
    }

    private static Finding finding(CommonDrift drift) {
        boolean ahead = drift.medianSteps() > 0;
        return Finding.of(
                FindingId.DEVICES_DRIFT_TOGETHER,
                "devices",
                "Of " + drift.devices() + " devices that were used in the last 30 days, " + drift.sameSide()
                        + " were " + (ahead ? "ahead of" : "behind") + " the server's clock, half of them by "
                        + Math.abs(drift.medianSteps()) * STEP_SECONDS
                        + " seconds or more: rather, the server's clock is "
                        + (ahead ? "behind." : "ahead."),
                "Have all nodes and the database follow one time server, such as by chrony. Let it slew the clock: after"
                        + " a jump, users are asked for two or three consecutive codes.");
    }
}
