package io.github.keycloakawsmfa.totp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.keycloakawsmfa.fixture.FuzzedText;
import java.util.Locale;

class Base32FuzzTest {

    @FuzzTest
    void readsWhatItWritesAndNamesNothingElse(byte[] bytes) {
        assertThat(Base32.decode(Base32.encode(bytes))).isEqualTo(bytes);

        String text = FuzzedText.of(bytes);
        try {
            byte[] decoded = Base32.decode(text);
            assertThat(Base32.encode(decoded))
                    .isEqualTo(text.replaceAll("[ \t=]", "").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            // A secret may be in it, whole or from some character on.
            for (int from = 0; from + 4 <= text.length(); from += 4) {
                String part = text.substring(from, from + 4);
                assertThat(e.getMessage().contains(part) && !isWordOfTheMessage(part))
                        .as("%s, in which is %s", e.getMessage(), part)
                        .isFalse();
            }
        }
    }

    /** What its messages always say. */
    private static boolean isWordOfTheMessage(String part) {
        return ("Base32 of 0123456789 characters is no number of whole bytes is padded by or no '=', not by"
                                + " Base32 ends in bits that belong to no byte: is the end missing?"
                                + " Base32 knows A-Z and 2-7 only; character is something else")
                        .contains(part)
                || part.chars().allMatch(c -> c >= '0' && c <= '9' || c == ' ');
    }
}
