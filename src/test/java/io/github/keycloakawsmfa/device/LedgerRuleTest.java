package io.github.keycloakawsmfa.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.device.LedgerRule.Decision;
import io.github.keycloakawsmfa.device.SpendOutcome.Accepted;
import io.github.keycloakawsmfa.device.SpendOutcome.Malformed;
import io.github.keycloakawsmfa.device.SpendOutcome.Refused;
import io.github.keycloakawsmfa.device.SpendOutcome.Waiting;
import io.github.keycloakawsmfa.totp.TotpCode;
import io.github.keycloakawsmfa.totp.TotpParameters;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerRuleTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:10Z");
    private static final long STEP = TotpParameters.AUTHENTICATOR_APP.stepAt(NOW);

    private static final VirtualMfaDevice PHONE = device("phone", "12345678901234567890", 0);
    private static final VirtualMfaDevice TABLET = device("tablet", "09876543210987654321", 0);

    private LedgerState state = LedgerState.EMPTY.withDevice("phone", clock(STEP - 100, 0));

    @Nested
    @DisplayName("S1: a step is spent once")
    class SpentOnce {

        @Test
        void theSameCodeIsRefusedTheSecondTime() {
            assertThat(spend(PHONE, STEP)).isInstanceOf(Accepted.class);
            assertThat(spend(PHONE, STEP)).isInstanceOf(Refused.class);
        }

        @Test
        void anOlderCodeIsRefusedAfterANewerOne() {
            assertThat(spend(PHONE, STEP + 1)).isInstanceOf(Accepted.class);
            assertThat(spend(PHONE, STEP)).isInstanceOf(Refused.class);
            assertThat(spend(PHONE, STEP - 1)).isInstanceOf(Refused.class);
        }

        @Test
        void aNewerCodeIsGoodAfterAnOlderOne() {
            assertThat(spend(PHONE, STEP - 1)).isInstanceOf(Accepted.class);
            assertThat(spend(PHONE, STEP)).isInstanceOf(Accepted.class);
        }

        @Test
        void aClockThatIsSetBackRepeatsNothing() {
            assertThat(spend(PHONE, STEP)).isInstanceOf(Accepted.class);
            for (int back = 0; back < 5; back++) {
                Instant earlier = NOW.minusSeconds(30L * back);
                for (long step = STEP - 10; step <= STEP; step++) {
                    LedgerState before = state;
                    assertThat(spend(PHONE, step, earlier)).isNotInstanceOf(Accepted.class);
                    state = before;
                }
            }
        }

        @Test
        void aDeviceThatTheLedgerHasNotSeenStartsBehindItsWindow() {
            state = LedgerState.EMPTY;
            for (long step = STEP - 1; step <= STEP + 1; step++) {
                assertThat(spend(PHONE, step)).isInstanceOf(Refused.class);
            }
            assertThat(spend(PHONE, STEP + 2, NOW.plusSeconds(60))).isInstanceOf(Accepted.class);
        }

        @Test
        void anUnseenDeviceKeepsTheDriftThatItWasAssignedWith() {
            VirtualMfaDevice slow = device("slow", "12345678901234567890", -8);
            state = LedgerState.EMPTY;
            assertThat(spend(slow, STEP - 8)).isInstanceOf(Refused.class);
            assertThat(spend(slow, STEP - 6, NOW.plusSeconds(60))).isEqualTo(new Accepted("slow", "slow", -8));
        }
    }

    @Nested
    @DisplayName("The window is one step around the drift, which follows by one step")
    class Window {

        @ParameterizedTest
        @CsvSource({"-2, false", "-1, true", "0, true", "1, true", "2, false"})
        void withoutDrift(long offset, boolean good) {
            assertThat(spend(PHONE, STEP + offset) instanceof Accepted).isEqualTo(good);
        }

        @ParameterizedTest
        @CsvSource({"-10, false", "-9, true", "-8, true", "-7, true", "-6, false", "0, false"})
        void aroundADrift(long offset, boolean good) {
            state = state.withDevice("phone", clock(STEP - 100, -8));
            assertThat(spend(PHONE, STEP + offset) instanceof Accepted).isEqualTo(good);
        }

        @Test
        void theDriftFollows() {
            for (int day = 0; day < 10; day++) {
                Instant later = NOW.plus(Duration.ofDays(day));
                long step = TotpParameters.AUTHENTICATOR_APP.stepAt(later) + day;
                assertThat(spend(PHONE, step, later)).isEqualTo(new Accepted("phone", "phone", day));
            }
        }
    }

    @Nested
    @DisplayName("S3: five wrong codes, then a doubling wait")
    class Waits {

        @Test
        void theFifthWrongCodeStartsAWait() {
            for (int i = 0; i < 4; i++) {
                assertThat(spendWrong(NOW)).isInstanceOf(Refused.class);
            }
            assertThat(spendWrong(NOW)).isInstanceOf(Refused.class);
            assertThat(spend(PHONE, STEP)).isEqualTo(new Waiting(Duration.ofSeconds(30)));
        }

        @Test
        void aCodeIsNotLookedAtDuringAWait() {
            wrongCodes(5, NOW);
            LedgerState before = state;
            assertThat(spend(PHONE, STEP, NOW.plusSeconds(29))).isEqualTo(new Waiting(Duration.ofSeconds(1)));
            assertThat(state).isEqualTo(before);
            assertThat(spend(PHONE, STEP, NOW.plusSeconds(30))).isInstanceOf(Accepted.class);
        }

        @Test
        void waitsDoubleUpToFifteenMinutes() {
            Instant at = NOW;
            wrongCodes(4, at);
            for (long seconds : new long[] {30, 60, 120, 240, 480, 900, 900, 900}) {
                assertThat(spendWrong(at)).isInstanceOf(Refused.class);
                assertThat(spendWrong(at)).isEqualTo(new Waiting(Duration.ofSeconds(seconds)));
                at = at.plusSeconds(seconds);
            }
        }

        @Test
        void aRightCodeEndsTheWaitButNotTheCount() {
            wrongCodes(5, NOW);
            Instant after = NOW.plusSeconds(30);
            assertThat(spend(PHONE, STEP + 1, after)).isInstanceOf(Accepted.class);
            assertThat(spend(PHONE, STEP + 2, after)).isInstanceOf(Accepted.class);
            assertThat(spendWrong(after)).isInstanceOf(Refused.class);
            assertThat(spendWrong(after)).isEqualTo(new Waiting(Duration.ofSeconds(60)));
        }

        @Test
        void onlyTimeAgesTheCount() {
            wrongCodes(5, NOW);
            Instant nextDay = NOW.plus(Throttle.MEMORY).plusMillis(1);
            assertThat(spendWrong(nextDay)).isInstanceOf(Refused.class);
            assertThat(spendWrong(nextDay)).isInstanceOf(Refused.class);
        }

        @Test
        void theRowStaysSmallWhateverIsTyped() {
            Instant at = NOW;
            for (int i = 0; i < 100; i++) {
                spendWrong(at);
                at = at.plus(Duration.ofMinutes(15));
            }
            assertThat(state.wrongCodes()).hasSizeLessThanOrEqualTo(Throttle.REMEMBERED);
        }

        @Test
        void whatIsNoCodeIsNotCounted() {
            LedgerState before = state;
            for (int i = 0; i < 50; i++) {
                assertThat(decide(List.of(PHONE), Optional.empty(), null, NOW).outcome())
                        .isInstanceOf(Malformed.class);
            }
            assertThat(state).isEqualTo(before);
        }
    }

    @Nested
    @DisplayName("Several devices: the code finds its device, a picked one is the only one tried")
    class SeveralDevices {

        @Test
        void theCodeFindsItsDevice() {
            state = state.withDevice("tablet", clock(0, 0));
            Decision decision = decide(List.of(PHONE, TABLET), code(TABLET, STEP), null, NOW);
            assertThat(decision.outcome()).isEqualTo(new Accepted("tablet", "tablet", 0));
            assertThat(decision.next().devices().get("phone")).isEqualTo(clock(STEP - 100, 0));
        }

        @ParameterizedTest
        @ValueSource(strings = {"phone", "none", "'"})
        void aPickedDeviceIsTheOnlyOne(String picked) {
            state = state.withDevice("tablet", clock(0, 0));
            assertThat(decide(List.of(PHONE, TABLET), code(TABLET, STEP), picked, NOW)
                            .outcome())
                    .isInstanceOf(Refused.class);
        }
    }

    private SpendOutcome spend(VirtualMfaDevice device, long step) {
        return spend(device, step, NOW);
    }

    private SpendOutcome spend(VirtualMfaDevice device, long step, Instant now) {
        return decide(List.of(device), code(device, step), null, now).outcome();
    }

    private SpendOutcome spendWrong(Instant now) {
        return decide(List.of(PHONE), code(TABLET, STEP + 1_000_000), null, now).outcome();
    }

    private void wrongCodes(int count, Instant now) {
        for (int i = 0; i < count; i++) {
            spendWrong(now);
        }
    }

    private Decision decide(List<VirtualMfaDevice> devices, Optional<TotpCode> code, String picked, Instant now) {
        LedgerState settled = LedgerRule.withUnknownDevices(state, devices, now);
        Decision decision = LedgerRule.spend(settled, devices, code, picked, now);
        state = LedgerState.fromJson(decision.next().toJson());
        return decision;
    }

    private static Optional<TotpCode> code(VirtualMfaDevice device, long step) {
        return Optional.of(device.totp().at(step));
    }

    private static DeviceClock clock(long lastStep, long drift) {
        return new DeviceClock(lastStep, drift, 0);
    }

    private static VirtualMfaDevice device(String id, String secret, long drift) {
        return new VirtualMfaDevice(
                id,
                id,
                TotpParameters.AUTHENTICATOR_APP,
                TotpSecret.of(secret.getBytes(StandardCharsets.US_ASCII)),
                NOW.minus(Duration.ofDays(30)),
                drift);
    }
}
