package io.github.keycloakawsmfa.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.device.ledger.DeviceName;
import io.github.keycloakawsmfa.device.ledger.NewDevice;
import io.github.keycloakawsmfa.enroll.ClockOffsetPolicy.PreviousPair;
import io.github.keycloakawsmfa.totp.PairOutcome;
import io.github.keycloakawsmfa.totp.Totp;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PairCheckTest {

    private static final Instant CREATED = Instant.ofEpochSecond(1_800_000_000L);
    private static final Instant NOW = CREATED.plusSeconds(1200);
    private static final long NOW_STEP = PendingDevice.PARAMETERS.stepAt(NOW);

    private final PendingDevice pending = PendingDevice.create(CREATED);
    private final Totp totp = new Totp(pending.secret(), PendingDevice.PARAMETERS);

    @Test
    @DisplayName("A pair in step makes a device, and still does when only something else was wrong")
    void fits() {
        PairCheck.Fits fits = (PairCheck.Fits) check(pending, NOW_STEP, NOW);
        PairCheck.Fits later = (PairCheck.Fits) check(fits.remembering(), NOW_STEP, NOW.plusSeconds(300));
        NewDevice device = later.device("id", new DeviceName("phone"));

        assertThat(device.secret()).isEqualTo(pending.secret());
        assertThat(device.lastStep()).isEqualTo(NOW_STEP);
        assertThat(device.drift()).isZero();
    }

    @Test
    @DisplayName("A pair that is off asks for two new codes: the answer says each time how far off it is now")
    void newPairRequired() {
        PairCheck.NewPairRequired first = (PairCheck.NewPairRequired) check(pending, NOW_STEP - 8, NOW);
        PairCheck.NewPairRequired again =
                (PairCheck.NewPairRequired) check(first.remembering(), NOW_STEP - 8, NOW.plusSeconds(30));

        assertThat(first.drift()).isEqualTo(-8);
        assertThat(again.drift()).isEqualTo(-9);
        assertThat(again.remembering().seen()).contains(new PreviousPair(NOW_STEP - 8, -8, false));
    }

    @Test
    @DisplayName("The same code twice is wrong, and says so")
    void wrong() {
        PairCheck check = PairCheck.of(pending, totp.at(NOW_STEP), totp.at(NOW_STEP), NOW);

        assertThat(check.<PairOutcome>fold(fits -> null, again -> null, why -> why))
                .isEqualTo(PairOutcome.Mismatch.SAME_CODE_TWICE);
    }

    private PairCheck check(PendingDevice device, long lastStep, Instant now) {
        return PairCheck.of(device, totp.at(lastStep - 1), totp.at(lastStep), now);
    }
}
