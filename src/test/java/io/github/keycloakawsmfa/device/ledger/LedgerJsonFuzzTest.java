package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.keycloakawsmfa.device.ledger.Attempts.WrongCode;
import io.github.keycloakawsmfa.fixture.FuzzedText;
import java.time.Instant;

class LedgerJsonFuzzTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:10.123Z");
    private static final SignIn SIGN_IN = new SignIn(1, 2, 3, true);

    @FuzzTest
    void isReadAsItIsWrittenOrIsDamaged(byte[] bytes) {
        LedgerState state;
        try {
            state = LedgerJson.read(FuzzedText.of(bytes));
        } catch (LedgerUnreadableException e) {
            assertThat(e.getMessage())
                    .matches("the ledger row is damaged|ledger version -?\\d+ is unknown to this release");
            return;
        }
        assertThat(LedgerJson.read(LedgerJson.write(state))).isEqualTo(state);

        // What pages, calls and sign-ins make of it.
        state.rollout().lastSkippedAt();
        state.rollout().mayBeReminded(NOW);
        Ticket.waits(state.ticket(), NOW);
        state.evidence().forEach(entry -> entry.isOver(NOW));
        state.devices().values().forEach(clock -> {
            clock.unconfirmedDrift(NOW);
            clock.wasJustSpent(NOW);
        });
        for (Attempts attempts : new Attempts[] {state.codes(), state.tickets()}) {
            Attempts wrong = Throttle.afterWrong(attempts, WrongCode.at(NOW, SIGN_IN), NOW);
            Throttle.waiting(wrong, NOW);
            Throttle.isMailDue(attempts, wrong, NOW);
            Throttle.startsHolding(attempts, wrong, NOW);
            Throttle.afterPass(wrong, SIGN_IN, NOW);
        }
        LedgerState changed = state.withDevice("phone", new DeviceClock(1, 0, 1))
                .withRollout(state.rollout().skipped(NOW).reminded(NOW))
                .witnessing(SIGN_IN, "phone", EvidenceEntry.Kind.CODE, NOW);
        assertThat(LedgerJson.read(LedgerJson.write(changed)).evidenceOf(SIGN_IN))
                .isPresent();
    }
}
