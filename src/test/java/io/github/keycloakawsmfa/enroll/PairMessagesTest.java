package io.github.keycloakawsmfa.enroll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keycloakawsmfa.device.metrics.CodeResult;
import io.github.keycloakawsmfa.login.UserMessage;
import io.github.keycloakawsmfa.totp.PairOutcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PairMessagesTest {

    private static final List<PairOutcome> WRONG = List.of(
            PairOutcome.Mismatch.SAME_CODE_TWICE,
            PairOutcome.Mismatch.SWAPPED,
            PairOutcome.Mismatch.GAP,
            PairOutcome.Mismatch.ONLY_ONE_KNOWN,
            PairOutcome.Mismatch.NONE_KNOWN,
            new PairOutcome.OutsideRange(-360, 340));

    @Test
    @DisplayName("Every outcome but Matched has a sentence of its own")
    void everyOutcome() {
        assertThat(WRONG).contains(PairOutcome.Mismatch.values());
        assertThat(WRONG.stream().map(PairMessages::of)).doesNotHaveDuplicates();
        assertThatThrownBy(() -> PairMessages.of(new PairOutcome.Matched(1, 0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("A clock that is behind and one that is ahead are told apart")
    void slowAndFast() {
        assertThat(PairMessages.of(new PairOutcome.OutsideRange(-360, 340)))
                .isEqualTo(UserMessage.of("virtualMfaPairOutsideSlow", Duration.ofHours(3)));
        assertThat(PairMessages.of(new PairOutcome.OutsideRange(61, 41)))
                .isEqualTo(UserMessage.of("virtualMfaPairOutsideFast", Duration.ofSeconds(61 * 30)));
    }

    @Test
    @DisplayName("A clock in another time zone is not three hours and thirty seconds off")
    void roundedFromAnHourOn() {
        assertThat(PairMessages.of(new PairOutcome.OutsideRange(-361, 341)))
                .isEqualTo(UserMessage.of("virtualMfaPairOutsideSlow", Duration.ofHours(3)));
    }

    @Test
    @DisplayName("Each outcome but Matched has a reason for machines of its own")
    void reason() {
        assertThat(WRONG.stream().map(PairMessages::reason))
                .doesNotHaveDuplicates()
                .contains(CodeResult.PAIR_SAME_CODE_TWICE)
                .allMatch(reason -> reason.wireName().startsWith("pair_"));
        assertThat(CodeResult.PAIR_SAME_CODE_TWICE.wireName()).isEqualTo("pair_same_code_twice");
    }
}
