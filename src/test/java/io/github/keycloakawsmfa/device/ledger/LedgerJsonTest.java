package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keycloakawsmfa.device.ledger.Attempts.WrongCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S14: what a ledger row holds")
class LedgerJsonTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:10.123Z");

    @Test
    void isReadAsItWasWritten() {
        LedgerState full = full();
        assertThat(LedgerJson.read(LedgerJson.write(full))).isEqualTo(full);
        assertThat(LedgerJson.read(LedgerJson.write(LedgerState.EMPTY))).isEqualTo(LedgerState.EMPTY);
    }

    @Test
    void saysItsVersionFirstAndIsReadInAnyOrder() {
        LedgerState full = full();
        assertThat(LedgerJson.write(full)).startsWith("{\"v\":1,");

        String turned =
                "{\"later\":{\"v\":2},\"devices\":{\"a\":{\"used\":3,\"drift\":2,\"more\":[{}],\"step\":1}},\"v\":1}";
        assertThat(LedgerJson.read(turned).devices().get("a").drift()).isEqualTo(2);
        assertThat(LedgerJson.write(LedgerJson.read(turned))).contains("\"later\":{\"v\":2}", "\"more\":[{}]");
    }

    /** A spend changes one device: what is as it was is not copied. */
    @Test
    void isTheSameWhereNothingChanges() {
        LedgerState full = full();
        assertThat(full.onlyDevices(List.copyOf(full.devices().keySet()))).isSameAs(full);
        assertThat(full.onlyDevices(List.of()).evidence()).isEmpty();
    }

    @Test
    void isSmallWithEverythingFull() {
        assertThat(LedgerJson.write(full())).hasSizeLessThanOrEqualTo(4000);
    }

    @Test
    void ofALaterReleaseIsKeptWhereItIsNotKnown() {
        String later = "{\"v\":1,\"shape\":[1,{\"a\":null}],\"devices\":{\"phone\":"
                + "{\"step\":7,\"drift\":-1,\"used\":9,\"colour\":\"red\"}}}";

        LedgerState changed = LedgerJson.read(later)
                .withDevice("tablet", new DeviceClock(1, 0, 0))
                .withCodes(Throttle.afterWrong(Attempts.NONE, WrongCode.at(NOW, null), NOW));

        assertThat(changed.devices().get("phone").lastStep()).isEqualTo(7);
        assertThat(LedgerJson.write(changed)).contains("\"shape\":[1,{\"a\":null}]", "\"colour\":\"red\"");
        DeviceClock clock = LedgerJson.read(LedgerJson.write(changed)).devices().get("phone");
        assertThat(LedgerJson.write(changed.withDevice("phone", clock.accepted(8, 8, NOW))))
                .contains("\"colour\":\"red\"");
        assertThat(LedgerJson.write(changed.withDevice("phone", clock.found(9, 8, NOW))))
                .contains("\"colour\":\"red\"");
    }

    @Test
    void rememberTheLastSignInToAws() {
        assertThat(LedgerJson.write(LedgerState.EMPTY)).doesNotContain("aws");
        LedgerState noted = LedgerState.EMPTY
                .withDevice("phone", new DeviceClock(1, 0, 1))
                .witnessing(new SignIn(1, 2, 3, true), "phone", EvidenceEntry.Kind.CODE, NOW);
        assertThat(LedgerJson.read(LedgerJson.write(noted)).awsAtEpochSecond()).isEqualTo(NOW.getEpochSecond());
        assertThat(noted.witnessing(new SignIn(1, 2, 3, false), "phone", EvidenceEntry.Kind.CODE, NOW.plusSeconds(9))
                        .awsAtEpochSecond())
                .as("a sign-in elsewhere")
                .isEqualTo(NOW.getEpochSecond());
    }

    @Test
    void rememberThatADeviceWasTakenAway() {
        assertThat(LedgerJson.write(LedgerState.EMPTY)).doesNotContain("had");
        LedgerState lost = LedgerJson.read(LedgerJson.write(LedgerState.EMPTY.withLostDevice(true)));
        assertThat(lost.hadDevice()).isTrue();
        assertThat(LedgerJson.read(LedgerJson.write(lost.withDevice("phone", new DeviceClock(1, 0, 1))
                                .withTicket(null)))
                        .hadDevice())
                .isTrue();
        assertThatThrownBy(() -> LedgerJson.read("{\"v\":1,\"devices\":{},\"had\":1}"))
                .isInstanceOf(LedgerUnreadableException.class);
    }

    @Test
    void rememberTheWayToAFirstDevice() {
        RolloutNotes none = LedgerState.EMPTY.rollout();
        assertThat(LedgerJson.write(LedgerState.EMPTY)).doesNotContain("rollout");
        assertThat(none.lastSkippedAt()).isEmpty();
        assertThat(none.mayBeReminded(NOW)).isTrue();

        RolloutNotes notes = none.skipped(NOW).skipped(NOW).reminded(NOW);
        LedgerState read = LedgerJson.read(LedgerJson.write(LedgerState.EMPTY.withRollout(notes)));

        assertThat(read.rollout().skips()).isEqualTo(2);
        assertThat(read.rollout().lastSkippedAt()).contains(Instant.parse("2026-11-23T12:00:10Z"));
        assertThat(read.rollout().mayBeReminded(NOW.plus(Duration.ofDays(5)))).isFalse();
        assertThat(read.rollout().mayBeReminded(NOW.plus(Duration.ofDays(6)))).isTrue();
        assertThat(read.rollout().notReminded(none, NOW).remindedAt()).isEmpty();
        assertThat(read.rollout().notReminded(none, NOW.plusSeconds(1)))
                .as("another reminder has been sent since")
                .isEqualTo(notes);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 17, -1})
    void ofAnotherVersionClosesAndSaysWhich(int version) {
        assertThatThrownBy(() -> LedgerJson.read("{\"v\":" + version + ",\"devices\":{}}"))
                .isInstanceOf(LedgerUnreadableException.class)
                .hasMessageContaining("version " + version);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "{}",
                "[]",
                "secret-word",
                "{\"v\":1}",
                "{\"v\":\"1\",\"devices\":{}}",
                "{\"v\":1.5,\"devices\":{}}",
                "{\"v\":1,\"devices\":[]}",
                "{\"v\":1,\"devices\":null}",
                "{\"v\":1,\"devices\":{\"a\":1}}",
                "{\"v\":1,\"devices\":{},\"codes\":null}",
                "{\"v\":1,\"devices\":{},\"ticket\":null}",
                "{\"v\":1,\"devices\":{},\"evidence\":null}",
                "{\"v\":1,\"devices\":{\"a\":{\"step\":1,\"drift\":0,\"used\":0,\"offset\":null}}}",
                "{\"v\":1,\"devices\":{\"a\":{\"step\":-9223372036854775808,\"drift\":0,\"used\":0}}}",
                "{\"v\":1,\"devices\":{\"a\":{\"step\":99999999999999999999,\"drift\":0,\"used\":0}}}",
                "{\"v\":1,\"devices\":{}}{}",
                "{\"v\":1,\"devices\":{\"a\":{\"step\":1,\"drift\":0}}}",
                "{\"v\":1,\"devices\":{\"a\":{\"step\":1e30,\"drift\":0,\"used\":0}}}",
                "{\"v\":1,\"devices\":{\"a\":{\"step\":9223372036854775807,\"drift\":0,\"used\":0}}}",
                "{\"v\":1,\"devices\":{\"a\":{\"step\":1,\"drift\":0,\"used\":0,\"offset\":7}}}",
                "{\"v\":1,\"devices\":{},\"codes\":{}}",
                "{\"v\":1,\"devices\":{},\"rollout\":{\"skipped\":-9223372036854775808}}",
                "{\"v\":1,\"devices\":{},\"aws\":-9223372036854775808}",
                "{\"v\":1,\"devices\":{},\"codes\":{\"wrong\":\"AAAA\",\"wait\":0,\"pardoned\":\"\",\"mailed\":0}}",
                "{\"v\":1,\"devices\":{},\"codes\":{\"wrong\":\"%\",\"wait\":0,\"pardoned\":\"\",\"mailed\":0}}",
                "{\"v\":1,\"devices\":{},\"ticket\":{\"hash\":\"%%\",\"until\":0}}",
                "{\"v\":1,\"devices\":{},\"ticket\":\"x\"}",
                "{\"v\":1,\"devices\":{},\"evidence\":7}",
                "{\"v\":1,\"devices\":{},\"rollout\":7}",
                "{\"v\":1,\"devices\":{},\"rollout\":null}",
                "{\"v\":1,\"devices\":{},\"rollout\":{\"skips\":\"7\"}}",
                "{\"v\":1,\"devices\":{},\"evidence\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}",
                "{\"v\":1,\"devices\":{}} and more",
                "{\"v\":1,\"devices\":{"
            })
    void thatIsDamagedClosesWithoutQuotingIt(String row) {
        assertThatThrownBy(() -> LedgerJson.read(row))
                .isInstanceOf(LedgerUnreadableException.class)
                .hasMessage("the ledger row is damaged")
                .hasNoCause();
    }

    private static LedgerState full() {
        LedgerState state = LedgerState.EMPTY.withTicket(
                Ticket.of("realm", "user", "ABCD-EFGH-2345-WXYZ", NOW.plus(Duration.ofDays(3))));
        for (int i = 0; i < Devices.MOST; i++) {
            DeviceClock clock = new DeviceClock(59_000_000, 0, NOW.getEpochSecond()).found(59_000_000, 59_000_020, NOW);
            state = state.withDevice(new UUID(i, -i).toString(), clock);
        }
        for (int i = 0; i < 2 * EvidenceEntry.MOST; i++) {
            String device = new UUID(i % 8, -(i % 8)).toString();
            SignIn signIn = new SignIn(Long.MIN_VALUE + i, -i, 1, false);
            state = state.withEvidence(EvidenceEntry.of(signIn, device, EvidenceEntry.Kind.ASSIGNED, NOW), NOW);
        }
        Attempts codes = Attempts.NONE;
        Attempts tickets = Attempts.NONE;
        for (int i = 0; i < 100; i++) {
            SignIn signIn = new SignIn(i, i, 0xFFFFFF - i % 10, false);
            codes = Throttle.afterWrong(codes, WrongCode.at(NOW, signIn), NOW);
            codes = i % 7 == 0 ? Throttle.afterPass(codes, signIn, NOW) : codes.mailed(NOW);
            tickets = Throttle.afterWrong(tickets, WrongCode.at(NOW, null), NOW).mailed(NOW);
        }
        for (int i = 0; i < 40; i++) {
            SignIn signIn = new SignIn(i, i, 77, true);
            codes = Throttle.afterPass(Throttle.afterWrong(codes, WrongCode.at(NOW, signIn), NOW), signIn, NOW);
        }
        for (int i = 0; i < 20; i++) {
            codes = Throttle.afterWrong(codes, WrongCode.at(NOW, null), NOW);
        }
        assertThat(codes.pardonedAtEpochSecond()).hasSize(Throttle.PARDONS);
        assertThat(codes.wrong()).hasSize(Throttle.REMEMBERED);
        return state.withCodes(codes)
                .withTickets(tickets)
                .withRollout(new RolloutNotes(9_999_999, NOW.getEpochSecond(), NOW.getEpochSecond()));
    }
}
