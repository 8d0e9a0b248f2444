package io.github.keycloakawsmfa.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OptionTest {

    @AfterEach
    void forget() {
        System.clearProperty("benchmark.size");
        System.clearProperty("benchmark.blocks");
    }

    @Test
    void whatIsNotGivenHasItsDefault() {
        System.setProperty("benchmark.size", "");

        assertThat(Option.SIZE.number()).isEqualTo(100);
        assertThat(Option.given()).isEmpty();
    }

    @Test
    void whatIsGivenHoldsAndStandsInTheCommand() {
        System.setProperty("benchmark.size", "7");
        System.setProperty("benchmark.blocks", "3");

        assertThat(Option.SIZE.number()).isEqualTo(7);
        assertThat(Option.given()).isEqualTo(" -Dbenchmark.blocks=3 -Dbenchmark.size=7");
    }
}
