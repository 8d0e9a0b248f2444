package io.github.keycloakawsmfa.device.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExcerptTest {

    @Test
    void whatIsShortIsLeftAsItIs() {
        assertThat(Excerpt.of("José's 電話 +_=")).isEqualTo("José's 電話 +_=");
        assertThat(Excerpt.of("")).isEmpty();
        assertThat(Excerpt.of((String) null)).isNull();
        assertThat(Excerpt.of("x".repeat(500))).isEqualTo("x".repeat(500));
    }

    @Test
    void whatIsLongIsCut() {
        assertThat(Excerpt.of("x".repeat(100_000))).isEqualTo("x".repeat(499) + "…");
        assertThat(Excerpt.of("x".repeat(11), 10)).isEqualTo("xxxxxxxxx…");
    }

    @Test
    void noCharacterIsCutInHalf() {
        assertThat(Excerpt.of("😀".repeat(500))).isEqualTo("😀".repeat(500));
        assertThat(Excerpt.of("😀".repeat(501))).isEqualTo("😀".repeat(499) + "…");
    }

    @Test
    void itIsOneLineAndReadsFromLeftToRight() {
        assertThat(Excerpt.of("a\r\nb\tc\u0000d\u2028e\u2029f\u0085g\u202Eh\u001B[31m\uD800"))
                .isEqualTo("a??b?c?d?e?f?g?h?[31m?");
    }

    @Test
    void ofManyTheFirstAreKept() {
        assertThat(Excerpt.of(Collections.nCopies(20, "a\nb"))).hasSize(20).containsOnly("a?b");
        assertThat(Excerpt.of(Collections.nCopies(4_000, "x".repeat(1_000))))
                .hasSize(21)
                .endsWith("and 3980 more");
        assertThat(Excerpt.of(List.of())).isEmpty();
    }
}
