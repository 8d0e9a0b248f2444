package io.github.keycloakawsmfa.seeds.csv;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.keycloakawsmfa.fixture.FuzzedText;
import io.github.keycloakawsmfa.seeds.RefusalAssert;
import io.github.keycloakawsmfa.seeds.SeedFileException;
import io.github.keycloakawsmfa.seeds.Token;
import java.util.Optional;

class TokenTableFuzzTest {

    @FuzzTest
    void isReadOrRefusedInALine(byte[] bytes) {
        String text = FuzzedText.of(bytes);
        try {
            for (Token token : TokenTable.read(text, Optional.empty())) {
                assertThat(token.line()).isPositive();
                assertThat(token.serial()).isNotBlank().hasSizeLessThanOrEqualTo(64);
                assertThat(token.seed())
                        .hasToString("Seed[redacted, " + token.seed().parameters() + "]");
            }
        } catch (SeedFileException e) {
            RefusalAssert.isOneLine(e, text);
        }
    }
}
