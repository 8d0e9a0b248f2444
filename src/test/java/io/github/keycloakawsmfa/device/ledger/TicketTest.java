package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TicketTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String TEXT = "ABCD-EFGH-2345-WXYZ";
    private static final Ticket TICKET = Ticket.of("realm", "user", TEXT, NOW.plusSeconds(3600));

    @ParameterizedTest
    @ValueSource(
            strings = {
                TEXT,
                "ABCDEFGH2345WXYZ",
                " abcd efgh 2345 wxyz\n",
                "aBcD-efgh-2345-wxyz",
                "ＡＢＣＤ－ＥＦＧＨ－２３４５－ＷＸＹＺ",
                "ａｂｃｄーｅｆｇｈー２３４５ーｗｘｙｚ",
                "ABCD–EFGH—2345‑WXYZ",
                "ABCD\u00a0EFGH\u30002345\u2009WXYZ",
                "\u200eABCD-EFGH-\u200b2345-WXYZ\ufeff"
            })
    void isReadAsPeopleTypeIt(String typed) {
        assertThat(TICKET.matches("realm", "user", typed, NOW)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "ABCD-EFGH-2345-WXY",
                "ABCD-EFGH-2345-WXYY",
                "ABCD-EFGH-2345-WXYZ2",
                "ABCD+EFGH-2345-WXYZ",
                "АBCD-EFGH-2345-WXYZ",
                "ABCD-EFGH-٢٣٤٥-WXYZ"
            })
    void anyOtherTextIsNone(String typed) {
        assertThat(TICKET.matches("realm", "user", typed, NOW)).isFalse();
    }

    @Test
    void isForOneUserOfOneRealm() {
        assertThat(TICKET.matches("realm", "other", TEXT, NOW)).isFalse();
        assertThat(TICKET.matches("other", "user", TEXT, NOW)).isFalse();
    }

    @Test
    void expires() {
        assertThat(TICKET.matches("realm", "user", TEXT, NOW.plusSeconds(3599))).isTrue();
        assertThat(TICKET.matches("realm", "user", TEXT, NOW.plusSeconds(3600))).isFalse();
    }

    @Test
    void hasEightyBitsAndNoTwoAreTheSame() {
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String text = Ticket.newText();
            assertThat(text).matches("([A-Z2-7]{4}-){3}[A-Z2-7]{4}");
            assertThat(texts.add(text)).isTrue();
        }
    }

    @Test
    void isNotPrintedNorAreCodes() {
        TypedCodes codes = TypedCodes.of(null, "123456", "654321");
        assertThat(codes.toString()).doesNotContain("123456", "654321");
        assertThat(new EnrollmentProof(codes, TEXT, true).toString()).doesNotContain("ABCD", "123456", "654321");
        assertThat(new Ticket.Issued(TEXT, NOW).toString()).doesNotContain("ABCD");
    }

    @Test
    void isStoredAsAHashOnly() {
        LedgerState state = LedgerState.EMPTY.withTicket(TICKET);
        assertThat(LedgerJson.write(state)).doesNotContain("ABCD", "abcd");
        assertThat(LedgerJson.read(LedgerJson.write(state))).isEqualTo(state);
    }
}
