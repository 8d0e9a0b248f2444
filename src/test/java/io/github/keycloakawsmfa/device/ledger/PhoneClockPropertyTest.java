package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.device.ledger.SpendOutcome.Accepted;
import io.github.keycloakawsmfa.device.ledger.SpendOutcome.OffsetFound;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.totp.TotpParameters;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** A phone whose clock runs up to 200 ppm too fast or too slow and is set by hand now and then, over months of sign-ins. */
@Label("A phone's clock drifts and jumps")
class PhoneClockPropertyTest {

    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
    private static final TotpParameters PARAMETERS = TotpParameters.AUTHENTICATOR_APP;
    private static final VirtualMfaDevice DEVICE = new VirtualMfaDevice(
            "phone",
            "phone",
            PARAMETERS,
            TotpSecret.of("12345678901234567890".getBytes(StandardCharsets.US_ASCII)),
            START,
            0);

    /**
     * One sign-in.
     *
     * @param jump by which the phone's clock was set wrong before, mostly none
     * @param back by which this node's clock is behind the others'
     */
    record SignIn(Duration gap, Duration jump, Duration back) {}

    @Provide
    Arbitrary<List<SignIn>> signIns() {
        Arbitrary<Duration> gaps = Arbitraries.longs().between(1, 3 * 86_400).map(Duration::ofSeconds);
        Arbitrary<Duration> jumps = Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.just(Duration.ZERO)),
                Tuple.of(1, Arbitraries.longs().between(-900, 900).map(Duration::ofSeconds)));
        Arbitrary<Duration> backs = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(Duration.ZERO)),
                Tuple.of(1, Arbitraries.longs().between(0, 120).map(Duration::ofSeconds)));
        return Combinators.combine(gaps, jumps, backs)
                .as(SignIn::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    @Property(tries = 500)
    @Label("one code signs in whenever the rules say so, and no step is spent twice")
    void oneCode(@ForAll("signIns") List<SignIn> signIns, @ForAll @IntRange(min = -200, max = 200) int ppm) {
        LedgerState state = LedgerState.EMPTY.withDevice("phone", new DeviceClock(PARAMETERS.stepAt(START), 0, 0));
        Walk walk = new Walk(state, ppm);
        for (SignIn signIn : signIns) {
            walk.wait(signIn);
            String shown = walk.phoneShows(0);
            Instant now = walk.serverNow(signIn);
            boolean good = walk.rulesAllow(shown, now);
            long lastStep = walk.clock().lastStep();
            SpendOutcome outcome = walk.spend(TypedCodes.ofField(shown, null), now);
            assertThat(outcome instanceof Accepted).isEqualTo(good);
            if (good) {
                assertThat(walk.clock().lastStep()).isGreaterThan(lastStep);
                // Two steps share a code once in a million: the rules know.
                boolean again = walk.rulesAllow(shown, now);
                assertThat(walk.spend(TypedCodes.ofField(shown, null), now) instanceof Accepted)
                        .isEqualTo(again);
            }
            walk.forgive();
        }
    }

    @Property(tries = 500)
    @Label(
            "a clock that is off by up to ten minutes is found by a pair, and one more code signs in with it from then on")
    void resync(
            @ForAll @LongRange(min = -570, max = 570) long offSeconds,
            @ForAll @LongRange(min = 0, max = 29) long phase,
            @ForAll @IntRange(min = -200, max = 200) int ppm) {
        // Long ago, so that nothing is burned that the slow clock will show again.
        long longAgo = PARAMETERS.stepAt(START) - 1000;
        Walk walk = new Walk(LedgerState.EMPTY.withDevice("phone", new DeviceClock(longAgo, 0, 0)), ppm);
        SignIn first = new SignIn(Duration.ofSeconds(60 + phase), Duration.ofSeconds(offSeconds), Duration.ZERO);
        walk.wait(first);
        SpendOutcome pair = walk.spend(TypedCodes.of(null, walk.phoneShows(-1), walk.phoneShows(0)), walk.now);
        long steps = PARAMETERS.stepAt(walk.phoneNow()) - PARAMETERS.stepAt(walk.now);
        assertThat(pair)
                .isEqualTo(
                        Math.abs(steps) <= 1
                                ? new Accepted("phone", "phone", steps, false)
                                : new OffsetFound("phone", "phone", steps, TotpParameters.AUTHENTICATOR_APP));
        walk.wait(new SignIn(Duration.ofSeconds(30), Duration.ZERO, Duration.ZERO));
        assertThat(walk.spend(TypedCodes.ofField(walk.phoneShows(0), null), walk.now))
                .isInstanceOf(Accepted.class);
        walk.wait(new SignIn(Duration.ofSeconds(30), Duration.ZERO, Duration.ZERO));
        assertThat(walk.spend(TypedCodes.ofField(walk.phoneShows(0), null), walk.now))
                .isInstanceOf(Accepted.class);
    }

    private static final class Walk {

        private final int ppm;
        private LedgerState state;
        private Instant now = START;
        private Duration offset = Duration.ZERO;

        Walk(LedgerState state, int ppm) {
            this.state = state;
            this.ppm = ppm;
        }

        void wait(SignIn signIn) {
            now = now.plus(signIn.gap());
            offset = offset.plus(Duration.ofMillis(signIn.gap().toSeconds() * ppm / 1000))
                    .plus(signIn.jump());
        }

        Instant serverNow(SignIn signIn) {
            return now.minus(signIn.back());
        }

        Instant phoneNow() {
            return now.plus(offset);
        }

        String phoneShows(int stepsLater) {
            return codeOf(PARAMETERS.stepAt(phoneNow()) + stepsLater);
        }

        DeviceClock clock() {
            return state.devices().get("phone");
        }

        /** The rules again, in other words: some step near the known drift has this code and is newer than all spent ones. */
        boolean rulesAllow(String code, Instant at) {
            long center = PARAMETERS.stepAt(at) + clock().drift();
            return LongStream.of(center - 1, center, center + 1)
                    .filter(step -> step > clock().lastStep())
                    .anyMatch(step -> codeOf(step).equals(code));
        }

        SpendOutcome spend(TypedCodes typed, Instant at) {
            LedgerRule.Decision decision = LedgerRule.spend(state, List.of(DEVICE), typed, null, at);
            state = LedgerJson.read(LedgerJson.write(decision.next()));
            return decision.outcome();
        }

        /** The throttle is not the subject here. */
        void forgive() {
            state = state.withCodes(Attempts.NONE);
        }

        private static String codeOf(long step) {
            return DEVICE.totp().at(step).digits();
        }
    }
}
