package io.github.keycloakawsmfa.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceNoteTest {

    private static final Instant AT = Instant.parse("2026-11-23T12:00:10.123Z");
    private static final Evidence EVIDENCE = new Evidence("0b3a-device", EvidenceKind.CODE, AT);

    private final EvidenceNote note = new EvidenceNote(mac("key"), "realm", "user", "session");

    @ParameterizedTest
    @EnumSource
    void readsWhatItWrote(EvidenceKind kind) {
        Evidence evidence = new Evidence("0b3a-device", kind, AT);
        assertThat(note.read(note.write(evidence))).contains(evidence);
    }

    @Test
    void isNoEvidenceForAnybodyElse() {
        String text = note.write(EVIDENCE);
        assertThat(new EvidenceNote(mac("other"), "realm", "user", "session").read(text))
                .isEmpty();
        assertThat(new EvidenceNote(mac("key"), "realm2", "user", "session").read(text))
                .isEmpty();
        assertThat(new EvidenceNote(mac("key"), "realm", "user2", "session").read(text))
                .isEmpty();
        assertThat(new EvidenceNote(mac("key"), "realm", "user", "session2").read(text))
                .isEmpty();
        assertThat(new EvidenceNote(mac("key"), "real", "muser", "session").read(text))
                .isEmpty();
    }

    @Test
    void aChangedPartIsNoEvidence() {
        String text = note.write(EVIDENCE);
        assertThat(note.read(text.replace("0b3a", "0b3b"))).isEmpty();
        assertThat(note.read(text.replace(".code.", ".assigned."))).isEmpty();
        assertThat(note.read(text.replace("123.", "124."))).isEmpty();
        assertThat(note.read(text.substring(0, text.length() - 1))).isEmpty();
        assertThat(note.read(text + " ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "true", "1", "1.device.code.1.", "1.device.code.99999999999999999999.AAAA", "{}"})
    void otherTextsAreNoEvidence(String text) {
        assertThat(note.read(text)).isEmpty();
    }

    @Test
    void ageIsInclusiveAndNearlyOldComesTenMinutesEarlier() {
        Duration maxAge = Duration.ofHours(12);
        assertThat(EVIDENCE.isFresh(AT.plus(maxAge), maxAge)).isTrue();
        assertThat(EVIDENCE.isFresh(AT.plus(maxAge).plusMillis(1), maxAge)).isFalse();
        assertThat(EVIDENCE.isNearlyOld(AT.plus(maxAge).minusSeconds(600), maxAge))
                .isFalse();
        assertThat(EVIDENCE.isNearlyOld(AT.plus(maxAge).minusSeconds(599), maxAge))
                .isTrue();
    }

    @Test
    void aShortAgeIsNotNearlyOldFromTheStart() {
        Duration maxAge = Duration.ofMinutes(5);
        assertThat(EVIDENCE.isNearlyOld(AT.plusSeconds(149), maxAge)).isFalse();
        assertThat(EVIDENCE.isNearlyOld(AT.plusSeconds(151), maxAge)).isTrue();
    }

    private static UnaryOperator<byte[]> mac(String key) {
        return message -> {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key.getBytes(java.nio.charset.StandardCharsets.UTF_8), "HmacSHA256"));
                return mac.doFinal(message);
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        };
    }
}
