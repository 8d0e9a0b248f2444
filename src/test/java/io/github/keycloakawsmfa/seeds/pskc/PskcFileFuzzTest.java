package io.github.keycloakawsmfa.seeds.pskc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.keycloakawsmfa.seeds.RefusalAssert;
import io.github.keycloakawsmfa.seeds.SeedFileException;
import io.github.keycloakawsmfa.seeds.Token;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

class PskcFileFuzzTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    @FuzzTest
    void isReadOrRefusedInALine(byte[] file) {
        try {
            for (Token token : PskcFile.read(file, new ContainerKey.None(), NOW)) {
                assertThat(token.line()).isPositive();
                assertThat(token.serial()).isNotBlank().hasSizeLessThanOrEqualTo(64);
                assertThat(token.seed())
                        .hasToString("Seed[redacted, " + token.seed().parameters() + "]");
            }
        } catch (SeedFileException e) {
            RefusalAssert.isOneLine(e, new String(file, StandardCharsets.UTF_8));
        }
    }
}
