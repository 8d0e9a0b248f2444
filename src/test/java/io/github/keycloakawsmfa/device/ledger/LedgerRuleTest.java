package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.device.ledger.Attempts.WrongCode;
import io.github.keycloakawsmfa.device.ledger.LedgerRule.Decision;
import io.github.keycloakawsmfa.device.ledger.SpendOutcome.Accepted;
import io.github.keycloakawsmfa.device.ledger.SpendOutcome.Malformed;
import io.github.keycloakawsmfa.device.ledger.SpendOutcome.OffsetFound;
import io.github.keycloakawsmfa.device.ledger.SpendOutcome.PairNeeded;
import io.github.keycloakawsmfa.device.ledger.SpendOutcome.Refused;
import io.github.keycloakawsmfa.device.ledger.SpendOutcome.SameCodeTwice;
import io.github.keycloakawsmfa.device.ledger.SpendOutcome.Waiting;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.totp.TotpParameters;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
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

    private SignIn signIn;
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
            assertThat(spend(slow, STEP - 6, NOW.plusSeconds(60))).isEqualTo(accepted("slow", -8));
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
                assertThat(spend(PHONE, step, later)).isEqualTo(accepted("phone", day));
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
                assertThat(spendWrong(at)).isEqualTo(new Refused(Duration.ofSeconds(seconds), true));
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
            Instant nextDay = NOW.plus(Throttle.WAIT_MEMORY).plusSeconds(1);
            assertThat(spendWrong(nextDay)).isInstanceOf(Refused.class);
            assertThat(spendWrong(nextDay)).isInstanceOf(Refused.class);
        }

        @Test
        void theRowStaysSmallWhateverIsTyped() {
            Instant at = NOW;
            for (int i = 0; i < 100; i++) {
                decide(List.of(PHONE), pair(TABLET, STEP + 1_000_000), at);
                at = at.plus(Duration.ofMinutes(15));
            }
            assertThat(state.codes().wrong()).hasSizeLessThanOrEqualTo(Throttle.REMEMBERED);
        }

        @Test
        void whatIsNoCodeIsNotCounted() {
            LedgerState before = state;
            for (int i = 0; i < 50; i++) {
                assertThat(decide(List.of(PHONE), TypedCodes.ofField("12345", null), NOW)
                                .outcome())
                        .isInstanceOf(Malformed.class);
            }
            assertThat(state).isEqualTo(before);
        }
    }

    @Nested
    @DisplayName("S3: twenty wrong codes in 90 days, then only two consecutive codes count")
    class OnlyPairs {

        private Instant after;

        @BeforeEach
        void twentyWrongCodes() {
            after = NOW;
            for (int i = 0; i < 20; i++) {
                assertThat(spendWrong(after)).as("code %d", i + 1).isInstanceOf(Refused.class);
                after = after.plus(Throttle.waiting(state.codes(), after));
            }
        }

        @Test
        void theLastWaitIsThirtySeconds() {
            assertThat(Throttle.waiting(state.codes(), after.minusSeconds(30))).isEqualTo(Duration.ofSeconds(30));
        }

        @Test
        void aRightCodeAloneIsNotLookedAt() {
            LedgerState before = state;
            assertThat(spend(PHONE, step(after), after)).isInstanceOf(PairNeeded.class);
            assertThat(state).isEqualTo(before);
        }

        @Test
        void aPairInsideTheWindowSignsInAndTheCountStays() {
            assertThat(decide(List.of(PHONE), pair(PHONE, step(after) - 1), after)
                            .outcome())
                    .isEqualTo(accepted("phone", 0));
            assertThat(spend(PHONE, step(after) + 1, after)).isInstanceOf(PairNeeded.class);
        }

        @Test
        void aPairMayBeTriedEveryThirtySeconds() {
            Instant at = after;
            for (int i = 0; i < 50; i++) {
                assertThat(decide(List.of(PHONE), pair(TABLET, step(at) - 1), at)
                                .outcome())
                        .isEqualTo(new Refused(Duration.ofSeconds(30), true));
                assertThat(decide(List.of(PHONE), pair(PHONE, step(at) - 1), at.plusSeconds(29))
                                .outcome())
                        .isEqualTo(new Waiting(Duration.ofSeconds(1)));
                at = at.plusSeconds(30);
            }
            assertThat(decide(List.of(PHONE), pair(PHONE, step(at) - 1), at).outcome())
                    .isEqualTo(accepted("phone", 0));
        }

        @Test
        void aPairOutsideTheWindowIsAResyncThatASecondPairConfirms() {
            assertThat(decide(List.of(PHONE), pair(PHONE, step(after) - 9), after)
                            .outcome())
                    .isEqualTo(new OffsetFound("phone", "phone", -8, TotpParameters.AUTHENTICATOR_APP));
            Instant later = after.plusSeconds(30);
            assertThat(spend(PHONE, step(later) - 8, later)).isInstanceOf(PairNeeded.class);
            assertThat(decide(List.of(PHONE), pair(PHONE, step(later) - 9), later)
                            .outcome())
                    .isInstanceOf(Refused.class);
            Instant last = later.plusSeconds(30);
            assertThat(decide(List.of(PHONE), pair(PHONE, step(last) - 9), last).outcome())
                    .isEqualTo(new Accepted("phone", "phone", -8, true));
        }

        @Test
        void ninetyDaysLaterOneCodeIsEnoughAgain() {
            Instant soon = after.plus(Throttle.MEMORY).minus(Duration.ofDays(1));
            assertThat(spend(PHONE, step(soon), soon)).isInstanceOf(PairNeeded.class);
            Instant later = after.plus(Throttle.MEMORY);
            assertThat(spend(PHONE, step(later), later)).isInstanceOf(Accepted.class);
        }
    }

    @Nested
    @DisplayName("S3: three consecutive codes are looked at always, and guessed never")
    class Triples {

        @Test
        void signInDuringAWaitWhichGoesOn() {
            wrongCodes(5, NOW);
            assertThat(spendTriple(PHONE, STEP - 2)).isEqualTo(accepted("phone", 0));
            assertThat(spend(PHONE, STEP + 1)).isEqualTo(new Waiting(Duration.ofSeconds(30)));
        }

        @Test
        void signInWhereOneCodeDoesNotCount() {
            manyWrong();
            assertThat(spend(PHONE, STEP, NOW.plusSeconds(30))).isInstanceOf(PairNeeded.class);
            assertThat(spendTriple(PHONE, STEP - 2)).isEqualTo(accepted("phone", 0));
        }

        @ParameterizedTest
        @CsvSource({"-22, -21, false", "-20, -20, true", "20, 20, true", "21, 21, false"})
        void reachTenMinutes(long last, long drift, boolean found) {
            assertThat(spendTriple(PHONE, STEP + last - 2))
                    .isEqualTo(
                            found
                                    ? new OffsetFound("phone", "phone", drift, TotpParameters.AUTHENTICATOR_APP)
                                    : new Refused(Duration.ZERO, false));
        }

        @Test
        void fromAClockThatIsOffAreConfirmedByThreeMoreDuringAWaitToo() {
            wrongCodes(5, NOW);
            assertThat(spendTriple(PHONE, STEP - 10))
                    .isEqualTo(new OffsetFound("phone", "phone", -8, TotpParameters.AUTHENTICATOR_APP));
            Instant later = NOW.plusSeconds(90);
            wrongCodes(1, later);
            assertThat(Throttle.waiting(state.codes(), later)).isPositive();
            assertThat(decide(List.of(PHONE), triple(PHONE, step(later) - 10), later)
                            .outcome())
                    .isEqualTo(new Accepted("phone", "phone", -8, true));
        }

        @Test
        void thatAreWrongCountNowhere() {
            wrongCodes(3, NOW);
            LedgerState before = state;
            for (int i = 0; i < 1000; i++) {
                TypedCodes guess = triple(TABLET, STEP + 1_000_000 + i);
                assertThat(decide(List.of(PHONE), guess, NOW).outcome()).isEqualTo(new Refused(Duration.ZERO, false));
            }
            assertThat(state).isEqualTo(before);
        }

        @Test
        void ofWhichOnlyTheLastIsWrongCountAsOne() {
            TypedCodes nearly =
                    TypedCodes.of(null, code(PHONE, STEP - 2), code(PHONE, STEP - 1), code(TABLET, STEP + 1_000_000));
            assertThat(decide(List.of(PHONE), nearly, NOW).outcome()).isEqualTo(new Refused(Duration.ZERO, true));
            assertThat(state.codes().wrong()).hasSize(1);
        }

        @Test
        void areSpentOnce() {
            spendTriple(PHONE, STEP - 2);
            Instant later = NOW.plusSeconds(11);
            assertThat(decide(List.of(PHONE), triple(PHONE, STEP - 2), later).outcome())
                    .isEqualTo(new Refused(Duration.ZERO, false));
            assertThat(decide(List.of(PHONE), triple(PHONE, STEP - 1), later).outcome())
                    .isEqualTo(new Refused(Duration.ZERO, false));
        }

        @Test
        void whatIsTypedTwiceIsNotLookedAt() {
            TypedCodes twice = TypedCodes.of(null, code(PHONE, STEP - 1), code(PHONE, STEP), code(PHONE, STEP));
            assertThat(decide(List.of(PHONE), twice, NOW).outcome()).isInstanceOf(SameCodeTwice.class);
        }

        @Test
        void comeInOneFieldAsWell() {
            wrongCodes(5, NOW);
            String typed = code(PHONE, STEP - 2) + " " + code(PHONE, STEP - 1) + code(PHONE, STEP);
            assertThat(decide(List.of(PHONE), TypedCodes.ofField(typed, null), NOW)
                            .outcome())
                    .isEqualTo(accepted("phone", 0));
        }

        @Test
        void clearTheCountWhenThePasswordIsNewer() {
            manyWrong();
            Instant newest = state.codes().wrong().get(19).at();
            assertThat(LedgerRule.forgivenBy(state, Optional.empty())).isEqualTo(state);
            assertThat(LedgerRule.forgivenBy(state, Optional.of(newest))).isEqualTo(state);
            LedgerState forgiven = LedgerRule.forgivenBy(state, Optional.of(newest.plusSeconds(1)));
            assertThat(forgiven.codes()).isEqualTo(Attempts.NONE);
            assertThat(forgiven.devices()).isEqualTo(state.devices());
        }

        private void manyWrong() {
            for (int i = 0; i < 40; i++) {
                state = state.withCodes(Throttle.afterWrong(state.codes(), WrongCode.at(NOW, null), NOW));
            }
        }

        private SpendOutcome spendTriple(VirtualMfaDevice device, long step) {
            return decide(List.of(device), triple(device, step), NOW).outcome();
        }
    }

    @Nested
    @DisplayName("S3: impatience and typing mistakes")
    class Mistakes {

        @ParameterizedTest
        @CsvSource({"0, false", "10, false", "11, true"})
        void theCodeThatWasAcceptedJustNowIsNoWrongOne(long seconds, boolean counted) {
            spend(PHONE, STEP);
            assertThat(spend(PHONE, STEP, NOW.plusSeconds(seconds))).isEqualTo(new Refused(Duration.ZERO, counted));
            assertThat(state.codes().wrong()).hasSize(counted ? 1 : 0);
        }

        @Test
        void noOtherCodeIsTakenForIt() {
            spend(PHONE, STEP);
            assertThat(spend(PHONE, STEP - 1)).isEqualTo(new Refused(Duration.ZERO, true));
        }

        @Test
        void aPairThatWasAcceptedJustNowIsNoWrongOne() {
            decide(List.of(PHONE), pair(PHONE, STEP - 1), NOW);
            assertThat(decide(List.of(PHONE), pair(PHONE, STEP - 1), NOW).outcome())
                    .isEqualTo(new Refused(Duration.ZERO, false));
        }

        @Test
        void fourOfTheSignInThatPassesAreForgiven() {
            signIn = new SignIn(1, 1, 7, false);
            wrongCodes(4, NOW);
            assertThat(spend(PHONE, STEP)).isInstanceOf(Accepted.class);
            assertThat(state.codes().wrong()).isEmpty();
            assertThat(state.codes().pardonedAtEpochSecond()).hasSize(4);
        }

        @Test
        void neverThoseOfAnotherSignInOrOfAChange() {
            signIn = new SignIn(1, 1, 7, false);
            wrongCodes(1, NOW);
            signIn = null;
            wrongCodes(1, NOW);
            signIn = new SignIn(1, 2, 8, false);
            assertThat(spend(PHONE, STEP)).isInstanceOf(Accepted.class);
            assertThat(state.codes().wrong()).hasSize(2);
        }

        @Test
        void neverThoseOfMoreThanTenMinutesAgo() {
            signIn = new SignIn(1, 1, 7, false);
            wrongCodes(1, NOW.minusSeconds(601));
            wrongCodes(1, NOW.minusSeconds(590));
            assertThat(spend(PHONE, STEP)).isInstanceOf(Accepted.class);
            assertThat(state.codes().wrong()).hasSize(1);
        }

        @Test
        void aChangeThatIsPaidForgivesNothing() {
            signIn = new SignIn(1, 1, 7, false);
            wrongCodes(1, NOW);
            signIn = null;
            assertThat(spend(PHONE, STEP)).isInstanceOf(Accepted.class);
            assertThat(state.codes().wrong()).hasSize(1);
        }

        @Test
        void twentyInNinetyDays() {
            Instant at = NOW;
            for (int i = 0; i < 7; i++) {
                signIn = new SignIn(1, i, 7 + i, false);
                wrongCodes(4, at);
                assertThat(spend(PHONE, step(at), at)).isInstanceOf(Accepted.class);
                at = at.plus(Duration.ofDays(1));
            }
            assertThat(state.codes().pardonedAtEpochSecond()).hasSize(Throttle.PARDONS);
            assertThat(state.codes().wrong()).hasSize(7 * 4 - Throttle.PARDONS);
            Instant later = NOW.plus(Throttle.MEMORY).plusSeconds(1);
            wrongCodes(1, later);
            assertThat(spend(PHONE, step(later), later)).isInstanceOf(Accepted.class);
            assertThat(state.codes().wrong()).hasSize(7 * 4 - Throttle.PARDONS);
        }
    }

    @Nested
    @DisplayName("S7: evidence is what the ledger has seen in a sign-in")
    class Witnessed {

        private final SignIn first = new SignIn(11, 22, 33, false);

        @Test
        void aCodeOfASignInIsNoted() {
            signIn = first;
            spend(PHONE, STEP);
            assertThat(state.evidenceOf(first))
                    .contains(new EvidenceEntry(11, 22, "phone", EvidenceEntry.Kind.CODE, NOW.toEpochMilli()));
            assertThat(state.evidenceOf(new SignIn(11, 23, 33, false))).isEmpty();
            assertThat(state.evidenceOf(new SignIn(12, 22, 33, false))).isEmpty();
        }

        @Test
        void aCodeOfAChangeIsNot() {
            spend(PHONE, STEP);
            assertThat(state.evidence()).isEmpty();
        }

        @Test
        void noOtherOutcomeIs() {
            signIn = first;
            spendWrong(NOW);
            decide(List.of(PHONE), pair(PHONE, STEP - 9), NOW);
            assertThat(state.evidence()).isEmpty();
        }

        @Test
        void itGoesWithItsDevice() {
            signIn = first;
            spend(PHONE, STEP);
            assertThat(state.withoutDevice("phone").evidence()).isEmpty();
            assertThat(state.onlyDevices(List.of("tablet")).evidence()).isEmpty();
        }

        @Test
        void theNewestSixtyFourOfADayAreKept() {
            for (int i = 0; i < 70; i++) {
                Instant at = NOW.plusSeconds(30L * i);
                signIn = new SignIn(i, i, 1, false);
                assertThat(spend(PHONE, step(at), at)).isInstanceOf(Accepted.class);
            }
            assertThat(state.evidence()).hasSize(EvidenceEntry.MOST);
            assertThat(state.evidence().get(0).mark()).isEqualTo(6);
            Instant nextDay = NOW.plusSeconds(30L * 40).plus(EvidenceEntry.LIFE);
            signIn = first;
            assertThat(spend(PHONE, step(nextDay), nextDay)).isInstanceOf(Accepted.class);
            assertThat(state.evidence()).hasSize(31);
        }
    }

    @Nested
    @DisplayName("S4: one code that does not pass is refused and counted, whatever code it is")
    class NeverDiagnosed {

        @ParameterizedTest
        @ValueSource(longs = {-1_000_000, -21, -20, -8, -2, -1, 0, 2, 8, 20, 21, 1_000_000})
        void usedOldOrOfAnotherTime(long step) {
            state = state.withDevice("phone", clock(STEP, 0));
            LedgerState before = state;

            assertThat(spend(PHONE, STEP + step)).isEqualTo(new Refused(Duration.ZERO, true));
            assertThat(state).isEqualTo(before.withCodes(oneWrong()));
        }

        @Test
        void ofADeviceThatWasNotPicked() {
            state = state.withDevice("tablet", clock(0, 0));
            LedgerState before = state;
            Decision decision = decide(List.of(PHONE, TABLET), one(TABLET, STEP, "phone"), NOW);

            assertThat(decision.outcome()).isEqualTo(new Refused(Duration.ZERO, true));
            assertThat(state).isEqualTo(before.withCodes(oneWrong()));
        }
    }

    @Nested
    @DisplayName("S6: resync is paid with its own pair, and kept when one more, later code fits it")
    class Resync {

        @ParameterizedTest
        @CsvSource({"-21, false", "-20, true", "-8, true", "-2, true", "2, true", "20, true", "21, false"})
        void reachesTenMinutes(long drift, boolean found) {
            SpendOutcome outcome = pairOffBy(drift);
            assertThat(outcome)
                    .isEqualTo(
                            found
                                    ? new OffsetFound("phone", "phone", drift, TotpParameters.AUTHENTICATOR_APP)
                                    : new Refused(Duration.ZERO, true));
        }

        @ParameterizedTest
        @ValueSource(longs = {-1, 0, 1})
        void aPairInStepIsASignIn(long drift) {
            assertThat(pairOffBy(drift)).isEqualTo(accepted("phone", drift));
        }

        @Test
        void theNewDriftIsKeptWhenALaterCodeFits() {
            pairOffBy(-8);
            assertThat(state.devices().get("phone").drift()).isZero();
            Instant later = NOW.plusSeconds(30);
            assertThat(spend(PHONE, step(later) - 8, later)).isEqualTo(new Accepted("phone", "phone", -8, true));
            Instant nextDay = NOW.plus(Duration.ofDays(1));
            assertThat(spend(PHONE, step(nextDay) - 8, nextDay)).isEqualTo(accepted("phone", -8));
        }

        @Test
        void aCodeFromTheOldClockShowsThatThePairWasOnlyLate() {
            pairOffBy(-8);
            assertThat(spend(PHONE, STEP)).isEqualTo(accepted("phone", 0));
            assertThat(state.devices().get("phone").offset()).isNull();
        }

        /** Both lie where the pair has shown the clock to be, and are burned with it. */
        @ParameterizedTest
        @ValueSource(longs = {-9, -8})
        void noCodeOfThePairItselfConfirmsIt(long typed) {
            pairOffBy(-8);
            assertThat(spend(PHONE, STEP + typed, NOW.plusSeconds(11))).isEqualTo(new Refused(Duration.ZERO, true));
        }

        @Test
        void theOffsetWaitsAnHour() {
            pairOffBy(-8);
            Instant tooLate = NOW.plus(DeviceClock.OFFSET_LIFE);
            Instant justInTime = tooLate.minusSeconds(10);
            LedgerState waiting = state;
            assertThat(spend(PHONE, step(tooLate) - 8, tooLate)).isInstanceOf(Refused.class);
            state = waiting;
            assertThat(spend(PHONE, step(justInTime) - 8, justInTime)).isInstanceOf(Accepted.class);
        }

        @Test
        void thePairItselfIsBurned() {
            pairOffBy(5);
            Instant whenItsStepsCome = NOW.plusSeconds(5 * 30);
            for (long step = STEP; step <= STEP + 5; step++) {
                assertThat(spend(PHONE, step, whenItsStepsCome)).isNotInstanceOf(Accepted.class);
                state = state.withCodes(Attempts.NONE);
            }
        }

        @ParameterizedTest
        @ValueSource(longs = {-20, -10, -3, -2, -1, 0})
        void noSpentOrOlderStepIsGoodAgain(long codeOne) {
            state = state.withDevice("phone", clock(STEP, 0));
            assertThat(decide(List.of(PHONE), pair(PHONE, STEP + codeOne), NOW).outcome())
                    .isInstanceOf(Refused.class);
        }

        @Test
        void theSameCodeTwiceIsNeitherLookedAtNorCounted() {
            LedgerState before = state;
            TypedCodes twice = TypedCodes.of(null, code(PHONE, STEP), code(PHONE, STEP));
            assertThat(decide(List.of(PHONE), twice, NOW).outcome()).isInstanceOf(SameCodeTwice.class);
            assertThat(state).isEqualTo(before);
        }

        @ParameterizedTest
        @CsvSource({"1, 0", "0, 2", "0, -1"})
        void codesThatAreNoPairAreRefusedAndCounted(long first, long second) {
            TypedCodes typed = TypedCodes.of(null, code(PHONE, STEP + first), code(PHONE, STEP + second));
            assertThat(decide(List.of(PHONE), typed, NOW).outcome()).isInstanceOf(Refused.class);
            assertThat(state.codes().wrong()).hasSize(1);
        }

        @ParameterizedTest
        @CsvSource({"12345, 123456", "123456, ''", "'', ''", "123456, ١٢٣٤٥٦"})
        void halfAPairIsNoPair(String code1, String code2) {
            assertThat(decide(List.of(PHONE), TypedCodes.of(null, code1, code2), NOW)
                            .outcome())
                    .isInstanceOf(Malformed.class);
        }

        @Test
        void aPairInStepOfOneDeviceWinsOverAnOffsetOfAnother() {
            VirtualMfaDevice twin = device("twin", "12345678901234567890", 0);
            state = state.withDevice("phone", clock(STEP - 100, 10)).withDevice("twin", clock(STEP - 100, 0));
            assertThat(decide(List.of(PHONE, twin), pair(PHONE, STEP - 1), NOW).outcome())
                    .isEqualTo(accepted("twin", 0));
        }

        private SpendOutcome pairOffBy(long drift) {
            return decide(List.of(PHONE), pair(PHONE, STEP + drift - 1), NOW).outcome();
        }
    }

    @Nested
    @DisplayName("Several devices: the code finds its device, a picked one is the only one tried")
    class SeveralDevices {

        @Test
        void theCodeFindsItsDevice() {
            state = state.withDevice("tablet", clock(0, 0));
            Decision decision = decide(List.of(PHONE, TABLET), one(TABLET, STEP, null), NOW);
            assertThat(decision.outcome()).isEqualTo(accepted("tablet", 0));
            assertThat(decision.next().devices().get("phone")).isEqualTo(clock(STEP - 100, 0));
        }

        @ParameterizedTest
        @ValueSource(strings = {"phone", "none", "'"})
        void aPickedDeviceIsTheOnlyOne(String picked) {
            state = state.withDevice("tablet", clock(0, 0));
            assertThat(decide(List.of(PHONE, TABLET), one(TABLET, STEP, picked), NOW)
                            .outcome())
                    .isInstanceOf(Refused.class);
        }
    }

    private SpendOutcome spend(VirtualMfaDevice device, long step) {
        return spend(device, step, NOW);
    }

    private SpendOutcome spend(VirtualMfaDevice device, long step, Instant now) {
        return decide(List.of(device), one(device, step, null), now).outcome();
    }

    private SpendOutcome spendWrong(Instant now) {
        return decide(List.of(PHONE), one(TABLET, STEP + 1_000_000, null), now).outcome();
    }

    private void wrongCodes(int count, Instant now) {
        for (int i = 0; i < count; i++) {
            spendWrong(now);
        }
    }

    private Decision decide(List<VirtualMfaDevice> devices, TypedCodes typed, Instant now) {
        LedgerState settled = LedgerRule.withUnknownDevices(state, devices, now);
        Decision decision = LedgerRule.spend(settled, devices, typed, signIn, now);
        state = LedgerJson.read(LedgerJson.write(decision.next()));
        return decision;
    }

    private static Attempts oneWrong() {
        return new Attempts(List.of(WrongCode.at(NOW, null)), 0, List.of(), 0);
    }

    private static long step(Instant at) {
        return TotpParameters.AUTHENTICATOR_APP.stepAt(at);
    }

    private static Accepted accepted(String id, long drift) {
        return new Accepted(id, id, drift, false);
    }

    private static TypedCodes one(VirtualMfaDevice device, long step, String picked) {
        return TypedCodes.ofField(code(device, step), picked);
    }

    private static TypedCodes pair(VirtualMfaDevice device, long step) {
        return TypedCodes.of(null, code(device, step), code(device, step + 1));
    }

    private static TypedCodes triple(VirtualMfaDevice device, long step) {
        return TypedCodes.of(null, code(device, step), code(device, step + 1), code(device, step + 2));
    }

    private static String code(VirtualMfaDevice device, long step) {
        return device.totp().at(step).digits();
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
