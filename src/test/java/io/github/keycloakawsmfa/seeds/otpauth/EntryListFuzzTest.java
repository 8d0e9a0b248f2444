package io.github.keycloakawsmfa.seeds.otpauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.keycloakawsmfa.fixture.FuzzedText;
import io.github.keycloakawsmfa.seeds.RefusalAssert;
import io.github.keycloakawsmfa.seeds.SeedFileException;

class EntryListFuzzTest {

    @FuzzTest
    void isReadOrRefusedInALine(byte[] bytes) {
        String text = FuzzedText.of(bytes);
        try {
            for (ListedEntry entry : EntryList.read(text)) {
                assertThat(entry.line()).isBetween(1, (int) text.lines().count());
                assertThat(entry.seed() == null).isNotEqualTo(entry.problem() == null);
                if (entry.seed() != null) {
                    assertThat(entry.seed())
                            .hasToString("Seed[redacted, " + entry.seed().parameters() + "]");
                }
            }
        } catch (SeedFileException e) {
            RefusalAssert.isOneLine(e, text);
        }
    }
}
