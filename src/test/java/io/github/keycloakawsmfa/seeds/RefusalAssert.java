package io.github.keycloakawsmfa.seeds;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for every refusal of a file, whatever is in it. */
public final class RefusalAssert {

    private static final int LONGEST = 300;

    private RefusalAssert() {}

    /** One line that people can read, about a line that the file has, and of no length that the file chooses. */
    public static void isOneLine(SeedFileException refusal, String file) {
        assertThat(refusal.line()).isBetween(0, file.split("\r\n?|\n", -1).length);
        assertThat(refusal.getMessage()).isNotBlank().hasSizeLessThan(LONGEST).doesNotContain("\n", "\r");
    }
}
