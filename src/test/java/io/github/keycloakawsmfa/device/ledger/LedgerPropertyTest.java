package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.device.ledger.Attempts.WrongCode;
import io.github.keycloakawsmfa.device.ledger.SpendOutcome.Accepted;
import io.github.keycloakawsmfa.device.ledger.SpendOutcome.OffsetFound;
import io.github.keycloakawsmfa.device.ledger.SpendOutcome.PairNeeded;
import io.github.keycloakawsmfa.device.ledger.SpendOutcome.Refused;
import io.github.keycloakawsmfa.device.ledger.SpendOutcome.Waiting;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.totp.TotpParameters;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Anybody types anything at any time, on nodes whose clocks differ: what always holds. */
@Label("Whatever is typed")
class LedgerPropertyTest {

    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
    private static final TotpParameters PARAMETERS = TotpParameters.AUTHENTICATOR_APP;
    private static final List<VirtualMfaDevice> DEVICES =
            List.of(device("a", "12345678901234567890"), device("b", "09876543210987654321"));

    /**
     * @param device whose code it is
     * @param offset of the code's step from the server's now; beyond what is known it is a wrong code
     * @param second the second code's step after the first one's, 0 for one code only, 3 for three consecutive ones
     */
    record Act(Duration gap, int device, int offset, int second) {}

    @Provide
    Arbitrary<List<Act>> acts() {
        Arbitrary<Duration> gaps = Arbitraries.frequencyOf(
                Tuple.of(6, seconds(0, 40)),
                Tuple.of(2, seconds(30, 1000)),
                Tuple.of(1, seconds(-90, 0)),
                Tuple.of(1, seconds(3600, 90_000)));
        Arbitrary<Integer> offsets = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.integers().between(-2, 2)),
                Tuple.of(2, Arbitraries.integers().between(-25, 25)),
                Tuple.of(2, Arbitraries.just(1_000_000)));
        Arbitrary<Integer> seconds = Arbitraries.of(0, 0, 0, 1, 1, 2, 3);
        return Combinators.combine(gaps, Arbitraries.integers().between(0, 1), offsets, seconds)
                .as(Act::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(120);
    }

    @Property(tries = 400)
    @Label(
            "no step is spent twice, nothing but three codes passes during a wait, and one code does not pass after twenty wrong ones")
    void always(@ForAll("acts") List<Act> acts) {
        LedgerState state = LedgerRule.withUnknownDevices(LedgerState.EMPTY, DEVICES, START);
        Set<String> spent = new HashSet<>();
        Instant now = START;
        for (Act act : acts) {
            now = now.plus(act.gap());
            TypedCodes typed = typed(act, now);
            LedgerState before = state;
            LedgerRule.Decision decision = LedgerRule.spend(before, DEVICES, typed, null, now);
            state = decision.next();
            SpendOutcome outcome = decision.outcome();

            assertThat(LedgerJson.read(LedgerJson.write(state))).isEqualTo(state);
            assertThat(LedgerJson.write(state).length()).isLessThan(2000);
            assertNothingGoesBack(before, state);
            assertThat(outcome instanceof Waiting)
                    .isEqualTo(!typed.isTriple() && now.isBefore(before.codes().waitUntil()));
            if (outcome instanceof Waiting || outcome instanceof PairNeeded) {
                assertThat(state).isEqualTo(before);
            }
            if (!typed.isSeries() && recentlyWrong(before, now) >= 20) {
                assertThat(outcome).isInstanceOfAny(Waiting.class, PairNeeded.class);
            }
            if (outcome instanceof Refused refused) {
                assertThat(state.devices()).isEqualTo(before.devices());
                List<WrongCode> wrong = state.codes().wrong();
                if (refused.counted()) {
                    assertThat(wrong.get(wrong.size() - 1)).isEqualTo(WrongCode.at(now, null));
                } else {
                    assertThat(state).isEqualTo(before);
                }
            }
            if (outcome instanceof Accepted accepted) {
                DeviceClock clock = state.devices().get(accepted.deviceId());
                assertThat(spent.add(accepted.deviceId() + clock.lastStep()))
                        .as("a step of its own")
                        .isTrue();
                assertThat(clock.drift()).isEqualTo(clock.lastStep() - PARAMETERS.stepAt(now));
            }
            if (outcome instanceof OffsetFound found) {
                assertThat(Math.abs(found.drift())).isLessThanOrEqualTo(20);
                assertThat(spent.add(found.deviceId()
                                + state.devices().get(found.deviceId()).lastStep()))
                        .as("burned as well")
                        .isTrue();
                assertThat(state.devices().get(found.deviceId()).drift())
                        .as("not believed yet")
                        .isEqualTo(before.devices().get(found.deviceId()).drift());
            }
        }
    }

    private static void assertNothingGoesBack(LedgerState before, LedgerState after) {
        before.devices()
                .forEach((id, clock) ->
                        assertThat(after.devices().get(id).lastStep()).as(id).isGreaterThanOrEqualTo(clock.lastStep()));
    }

    private static long recentlyWrong(LedgerState state, Instant now) {
        return state.codes().wrong().stream()
                .filter(code -> code.at().isAfter(now.minus(Duration.ofDays(90))))
                .count();
    }

    private static TypedCodes typed(Act act, Instant now) {
        VirtualMfaDevice device = DEVICES.get(act.device());
        long step = PARAMETERS.stepAt(now) + act.offset();
        String code = device.totp().at(step).digits();
        String next = device.totp().at(step + act.second()).digits();
        return switch (act.second()) {
            case 0 -> TypedCodes.ofField(code, null);
            case 3 ->
                TypedCodes.ofField(
                        code
                                + device.totp().at(step + 1).digits()
                                + device.totp().at(step + 2).digits(),
                        null);
            default -> TypedCodes.of(null, code, next);
        };
    }

    private static Arbitrary<Duration> seconds(long min, long max) {
        return Arbitraries.longs().between(min, max).map(Duration::ofSeconds);
    }

    private static VirtualMfaDevice device(String id, String secret) {
        return new VirtualMfaDevice(
                id, id, PARAMETERS, TotpSecret.of(secret.getBytes(StandardCharsets.US_ASCII)), START, 0);
    }
}
