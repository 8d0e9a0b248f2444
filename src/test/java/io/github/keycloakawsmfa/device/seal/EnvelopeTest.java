package io.github.keycloakawsmfa.device.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {

    private static final MasterKey KEY = key("realm:a", 1);
    private static final byte[] CONTEXT = LengthPrefixed.of("device", "realm", "user", "id");
    private static final byte[] SECRET = "twenty secret bytes!".getBytes(UTF_8);

    @Test
    void opensWhatItSealed() {
        Envelope read =
                Envelope.fromJson(Envelope.seal(KEY, "realm", CONTEXT, SECRET).toJson());

        assertThat(read.keyId()).isEqualTo("realm:a");
        assertThat(read.open(KEY, "realm", CONTEXT)).isEqualTo(SECRET);
    }

    @Test
    void sealsTheSameTwiceDifferently() {
        assertThat(Envelope.seal(KEY, "realm", CONTEXT, SECRET).ciphertext())
                .isNotEqualTo(Envelope.seal(KEY, "realm", CONTEXT, SECRET).ciphertext());
    }

    @Test
    void opensForNobodyElse() {
        Envelope sealed = Envelope.seal(KEY, "realm", CONTEXT, SECRET);

        assertBroken(sealed, KEY, "realm", LengthPrefixed.of("device", "realm", "user2", "id"));
        assertBroken(sealed, KEY, "realm", LengthPrefixed.of("device", "realm", "use", "rid"));
        assertBroken(sealed, KEY, "realm2", CONTEXT);
        assertBroken(sealed, key("realm:a", 2), "realm", CONTEXT);
        assertBroken(sealed, key("realm:b", 1), "realm", CONTEXT);
    }

    @Test
    void oneCipherOpensManyAlsoAfterOneThatIsBroken() {
        Cipher cipher = Envelope.newCipher();
        Envelope good = Envelope.seal(KEY, "realm", CONTEXT, SECRET);
        Envelope foreign = Envelope.seal(key("realm:a", 2), "realm", CONTEXT, SECRET);
        Envelope torn = new Envelope(1, KEY.id(), "?", "AAAA");

        for (Envelope each : new Envelope[] {good, foreign, good, torn, good}) {
            if (each == good) {
                assertThat(each.open(cipher, KEY, "realm", CONTEXT)).isEqualTo(SECRET);
            } else {
                assertThatExceptionOfType(BrokenSealException.class)
                        .isThrownBy(() -> each.open(cipher, KEY, "realm", CONTEXT));
            }
        }
    }

    @Test
    void whatALaterReleaseAddsIsNotMistakenForWhatWeKnow() {
        Envelope envelope = Envelope.fromJson(
                "{\"x\":{\"k\":\"no\",\"v\":7},\"n\":\"nonce\",\"y\":[{\"c\":1}],\"v\":1,\"k\":\"realm:\\u00e4\",\"c\":\"text\"}");

        assertThat(envelope).isEqualTo(new Envelope(1, "realm:\u00e4", "nonce", "text"));
    }

    @Test
    void aChangedByteBreaksIt() {
        Envelope sealed = Envelope.seal(KEY, "realm", CONTEXT, SECRET);
        String changed = (sealed.ciphertext().startsWith("A") ? "B" : "A")
                + sealed.ciphertext().substring(1);

        assertBroken(new Envelope(1, sealed.keyId(), sealed.nonce(), changed), KEY, "realm", CONTEXT);
    }

    @Test
    void whatIsCutAnywhereIsBroken() {
        Envelope sealed = Envelope.seal(KEY, "realm", CONTEXT, SECRET);
        byte[] whole = Base64.getDecoder().decode(sealed.ciphertext());

        for (int length = 0; length < whole.length; length++) {
            String cut = Base64.getEncoder().encodeToString(Arrays.copyOf(whole, length));
            assertBroken(new Envelope(1, sealed.keyId(), sealed.nonce(), cut), KEY, "realm", CONTEXT);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "7",
                "{\"v\":1,\"k\":{\"a\":\"b\"},\"n\":\"AAAA\",\"c\":\"AAAA\"}",
                "{\"v\":1,\"k\":\"realm:a\",\"n\":\"AAAA\",\"c\":\"AAAA\"",
                "{\"v\":99999999999,\"k\":\"realm:a\",\"n\":\"AAAA\",\"c\":\"AAAA\"}",
                "[]",
                "{}",
                "{\"secret\":\"AAAA\"}",
                "AAAA",
                "{\"v\":1,\"k\":\"realm:a\",\"n\":\"AAAA\"}",
                "{\"v\":2,\"k\":\"realm:a\",\"n\":\"AAAA\",\"c\":\"AAAA\"}"
            })
    void whatIsNoEnvelopeIsRefusedWithoutQuotingIt(String json) {
        assertThatExceptionOfType(BrokenSealException.class)
                .isThrownBy(() -> Envelope.fromJson(json))
                .withMessageNotContaining("AAAA");
    }

    @Test
    void anUnknownVersionIsNamed() {
        assertThatExceptionOfType(BrokenSealException.class)
                .isThrownBy(() -> Envelope.fromJson("{\"v\":2,\"what\":\"we do not know yet\"}"))
                .withMessageContaining("version 2");
    }

    @Test
    void badBase64IsBroken() {
        assertBroken(new Envelope(1, "realm:a", "?", "AAAA"), KEY, "realm", CONTEXT);
        assertBroken(new Envelope(1, "realm:a", "", "AAAA"), KEY, "realm", CONTEXT);
    }

    @Test
    void purposesAndRealmsHaveKeysOfTheirOwn() {
        assertThat(KEY.sealing("realm").getEncoded())
                .isNotEqualTo(KEY.sealing("realm2").getEncoded())
                .isNotEqualTo(KEY.bytes());
        assertThat(KEY).hasToString("MasterKey[realm:a]");
    }

    private static void assertBroken(Envelope sealed, MasterKey key, String realmId, byte[] context) {
        assertThatExceptionOfType(BrokenSealException.class).isThrownBy(() -> sealed.open(key, realmId, context));
    }

    private static MasterKey key(String id, int fill) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return new MasterKey(id, bytes);
    }
}
