package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.keycloakawsmfa.device.ledger.Attempts.WrongCode;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.totp.TotpParameters;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What a year of guessing gives to somebody who has the password: counted by playing against the rule itself, as fast as it
 * lets one. docs/security.md tells these numbers.
 */
@DisplayName("S3: a year of guessing")
class GuessingTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:05Z");
    private static final Duration YEAR = Duration.ofDays(365);
    private static final double CODES = 1e6;
    private static final TotpParameters PARAMETERS = TotpParameters.AUTHENTICATOR_APP;
    private static final List<VirtualMfaDevice> EIGHT =
            IntStream.range(0, 8).mapToObj(GuessingTest::device).toList();

    @Test
    @DisplayName("by single codes: some 3 in 10,000 with one device, eight times that with eight")
    void singles() throws IOException {
        double perGuess = DeviceClock.WINDOW_STEPS * 2 + 1;
        double one = singlesOfAYear(UnaryOperator.identity()) * perGuess / CODES;

        assertThat(one).isCloseTo(3e-4, within(0.2e-4));
        assertThat(8 * one).isCloseTo(24e-4, within(2e-4));
        assertThat(page()).contains("3 in 10,000", "24 in 10,000");
    }

    /** The owner signs in after every four wrong codes, in the guesser's own sign-in: the worst that pardons can do. */
    @Test
    @DisplayName("by single codes, with all pardons used up: twice as many")
    void singlesWithPardons() throws IOException {
        double perGuess = DeviceClock.WINDOW_STEPS * 2 + 1;
        double one = singlesOfAYear(GuessingTest::pardoned) * perGuess / CODES;

        assertThat(one).isCloseTo(6e-4, within(0.4e-4));
        assertThat(page()).contains("6 in 10,000");
    }

    @Test
    @DisplayName("by pairs: 3 in a million")
    void pairs() throws IOException {
        LedgerState state = afterSingles();
        Instant now = START.plus(Duration.ofDays(1));
        long tried = 0;
        // An hour is like any other: after each wrong pair the next one is looked at 30 seconds later.
        for (Instant end = now.plus(Duration.ofHours(1)); now.isBefore(end); tried++) {
            state = wrong(state, TypedCodes.of(null, "000000", "000001"), now);
            now = now.plus(Throttle.waiting(state.codes(), now));
        }
        double perGuess = (DeviceClock.WINDOW_STEPS * 2 + 1) / (CODES * CODES);
        double year = tried * 24.0 * 365 * perGuess;

        assertThat(year).isCloseTo(3e-6, within(0.3e-6));
        assertThat(page()).contains("3 in a million");
    }

    @Test
    @DisplayName("by triples, a thousand a second: 1 in 10 million")
    void triples() throws IOException {
        LedgerState state = afterSingles();
        Instant now = START.plus(Duration.ofDays(1));
        assertThat(wrong(state, TypedCodes.of(null, "000000", "000001", "000002"), now))
                .isEqualTo(state);
        double perGuess = (DeviceClock.WINDOW_STEPS * 2 + 1) / Math.pow(CODES, 3);
        double year = YEAR.toSeconds() * 1000.0 * perGuess;

        assertThat(year).isCloseTo(1e-7, within(0.1e-7));
        assertThat(page()).contains("1 in 10 million");
    }

    @Test
    @DisplayName("with each device the chance grows by itself, and no more")
    void devices() {
        Instant now = START;
        LedgerState state = LedgerRule.withUnknownDevices(LedgerState.EMPTY, EIGHT, now.minusSeconds(600));
        List<String> good = new ArrayList<>();
        for (VirtualMfaDevice device : EIGHT) {
            for (long step = -30; step <= 30; step++) {
                String code = device.totp().at(PARAMETERS.stepAt(now) + step).digits();
                if (LedgerRule.spend(state, EIGHT, TypedCodes.ofField(code, null), null, now)
                                .outcome()
                        instanceof SpendOutcome.Accepted) {
                    good.add(code);
                }
            }
        }
        assertThat(good).hasSize(8 * (2 * DeviceClock.WINDOW_STEPS + 1));
    }

    /** Single codes that are looked at within a year, if one is typed whenever one is looked at. */
    private static long singlesOfAYear(UnaryOperator<LedgerState> owner) {
        LedgerState state = known();
        long tried = 0;
        Instant now = START;
        while (now.isBefore(START.plus(YEAR))) {
            TypedCodes guess = TypedCodes.ofField("000000", null);
            SpendOutcome outcome = LedgerRule.spend(state, List.of(EIGHT.get(0)), guess, SIGN_IN, now)
                    .outcome();
            if (outcome instanceof SpendOutcome.PairNeeded) {
                now = now.plus(Duration.ofHours(6));
            } else if (outcome instanceof SpendOutcome.Waiting waiting) {
                now = now.plus(waiting.left());
            } else {
                state = wrong(state, guess, now);
                tried++;
                state = owner.apply(state);
            }
        }
        return tried;
    }

    private static final SignIn SIGN_IN = new SignIn(1, 1, 1, false);

    private static LedgerState pardoned(LedgerState state) {
        List<WrongCode> wrong = state.codes().wrong();
        Instant newest = wrong.get(wrong.size() - 1).at();
        long fresh = wrong.stream()
                .filter(code -> code.at().isAfter(newest.minusSeconds(60)))
                .count();
        return fresh % Throttle.PARDONS_AT_ONCE == 0
                ? state.withCodes(Throttle.afterPass(state.codes(), SIGN_IN, newest.plusSeconds(1)))
                : state;
    }

    private static LedgerState afterSingles() {
        LedgerState state = known();
        for (int i = 0; i < Throttle.REMEMBERED; i++) {
            state = state.withCodes(Throttle.afterWrong(state.codes(), WrongCode.at(START, null), START));
        }
        return state;
    }

    private static LedgerState known() {
        return LedgerState.EMPTY.withDevice(EIGHT.get(0).id(), new DeviceClock(0, 0, 0));
    }

    private static LedgerState wrong(LedgerState state, TypedCodes typed, Instant now) {
        LedgerRule.Decision decision = LedgerRule.spend(state, List.of(EIGHT.get(0)), typed, SIGN_IN, now);
        assertThat(decision.outcome()).isInstanceOf(SpendOutcome.Refused.class);
        return decision.next();
    }

    private static String page() throws IOException {
        return Files.readString(Path.of(System.getProperty("basedir", ""), "docs/security.md"))
                .replaceAll("\\s+", " ");
    }

    private static VirtualMfaDevice device(int number) {
        String secret = "1234567890123456789" + number;
        return new VirtualMfaDevice(
                "device-" + number,
                "device " + number,
                PARAMETERS,
                TotpSecret.of(secret.getBytes(StandardCharsets.US_ASCII)),
                START,
                0);
    }
}
