package io.github.keycloakawsmfa.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keycloakawsmfa.device.ledger.SpendOutcome;
import io.github.keycloakawsmfa.login.CodeRejection.Again;
import io.github.keycloakawsmfa.totp.TotpParameters;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CodeRejectionTest {

    private static final List<SpendOutcome> REFUSALS = List.of(
            new SpendOutcome.Refused(Duration.ZERO, true),
            new SpendOutcome.OffsetFound("id", "name", -8, TotpParameters.AUTHENTICATOR_APP),
            new SpendOutcome.PairNeeded(),
            new SpendOutcome.SameCodeTwice(),
            new SpendOutcome.Malformed(),
            new SpendOutcome.Waiting(Duration.ofSeconds(30)),
            new SpendOutcome.NoDevice());

    private static final List<CodeRejection> UNCHECKED = List.of(CodeRejection.busy());

    @Test
    @DisplayName("Every outcome but Accepted has an answer, an error and a reason of its own")
    void everyOutcome() {
        assertThat(REFUSALS).hasSize(SpendOutcome.class.getPermittedSubclasses().length - 1);
        assertThat(Stream.concat(REFUSALS.stream().map(outcome -> CodeRejection.of(outcome, 1)), UNCHECKED.stream())
                        .map(CodeRejection::reason))
                .doesNotHaveDuplicates()
                .doesNotContainNull();
        assertThat(Stream.concat(REFUSALS.stream().map(outcome -> CodeRejection.of(outcome, 1)), UNCHECKED.stream())
                        .map(CodeRejection::again))
                .doesNotHaveDuplicates();
        assertThatThrownBy(() -> CodeRejection.of(new SpendOutcome.Accepted("id", "name", 0, false), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("Two codes have the same reasons and errors as one, and words of their own where one is spoken of")
    void pairs() {
        assertThat(REFUSALS).allSatisfy(outcome -> {
            assertThat(CodeRejection.of(outcome, 2).reason())
                    .isEqualTo(CodeRejection.of(outcome, 1).reason());
            assertThat(CodeRejection.of(outcome, 2).error())
                    .isEqualTo(CodeRejection.of(outcome, 1).error());
        });
        assertThat(REFUSALS.stream()
                        .filter(outcome -> !CodeRejection.of(outcome, 1).equals(CodeRejection.of(outcome, 2)))
                        .map(Object::getClass))
                .containsExactlyInAnyOrder(SpendOutcome.Refused.class, SpendOutcome.Malformed.class);
    }

    @Test
    @DisplayName("So have three codes, which start no wait")
    void triples() {
        assertThat(REFUSALS).allSatisfy(outcome -> {
            assertThat(CodeRejection.of(outcome, 3).reason())
                    .isEqualTo(CodeRejection.of(outcome, 2).reason());
            assertThat(CodeRejection.of(outcome, 3).error())
                    .isEqualTo(CodeRejection.of(outcome, 2).error());
        });
        assertThat(REFUSALS.stream()
                        .filter(outcome -> !CodeRejection.of(outcome, 2).equals(CodeRejection.of(outcome, 3)))
                        .map(Object::getClass))
                .containsExactlyInAnyOrder(
                        SpendOutcome.Refused.class, SpendOutcome.Malformed.class, SpendOutcome.OffsetFound.class);
    }

    @Test
    @DisplayName("A wrong code that starts a wait says how long it is")
    void nextWait() {
        SpendOutcome fifth = new SpendOutcome.Refused(Duration.ofSeconds(30), true);

        assertThat(CodeRejection.of(fifth, 1).again())
                .contains(new Again(
                        UserMessage.of("virtualMfaCodeRefusedWait", Duration.ofSeconds(30)), CodeRejection.Tone.WAIT));
        assertThat(CodeRejection.of(fifth, 2).again())
                .contains(new Again(
                        UserMessage.of("virtualMfaPairRefusedWait", Duration.ofSeconds(30)), CodeRejection.Tone.WAIT));
    }

    @Test
    @DisplayName("Every record of SpendOutcome is among those tested")
    void complete() {
        assertThat(Arrays.stream(SpendOutcome.class.getPermittedSubclasses())
                        .filter(type -> type != SpendOutcome.Accepted.class))
                .containsExactlyInAnyOrderElementsOf(
                        REFUSALS.stream().<Class<?>>map(Object::getClass).toList());
    }
}
