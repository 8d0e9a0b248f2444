package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.keycloakawsmfa.fixture.FuzzedText;
import io.github.keycloakawsmfa.totp.TypedText;
import java.time.Instant;

class TicketFuzzTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String TEXT = "ABCD-EFGH-IJKL-MN23";
    private static final Ticket TICKET = Ticket.of("realm", "user", TEXT, NOW.plusSeconds(60));

    @FuzzTest
    void isMatchedByItselfAlone(byte[] bytes) {
        String typed = FuzzedText.of(bytes);
        if (TICKET.matches("realm", "user", typed, NOW)) {
            assertThat(TypedText.plain(typed)).isEqualToIgnoringCase(TEXT.replace("-", ""));
        }
        assertThat(TICKET.matches("realm", "other", typed, NOW)).isFalse();

        TypedCodes codes = TypedCodes.ofField(typed, typed);
        assertThat(codes.codes()).isNotEmpty();
        assertThat(codes.areWellFormed()).isEqualTo(codes.parsed().isPresent());
        assertThat(codes.toString()).isEqualTo("TypedCodes");
        SignIn.carried("session", typed)
                .ifPresent(signIn -> assertThat(signIn.markText()).isEqualTo(typed));
    }
}
