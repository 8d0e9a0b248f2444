package io.github.keycloakawsmfa.device.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What databases look for is what envelopes are written like. */
class EnvelopeTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vault:mfa-key-1",
                "realm:2b4a1c0e-6b0f-4b65-9f0e-0123456789ab",
                "realm:%_[a]",
                "realm:a \"quoted\" \\ 鍵",
                "realm:\",\"n\":\""
            })
    void theKeyIsCutOut(String keyId) {
        String envelope = sealed(keyId);

        assertThat(envelope).matches(like(EnvelopeText.PATTERN)).startsWith(EnvelopeText.beginning(keyId));
        // As SQL cuts it: up to the first character of what follows.
        String beginning = envelope.substring(0, envelope.indexOf(EnvelopeText.BEHIND_KEY) + 1);
        assertThat(EnvelopeText.keyIdIn(beginning)).contains(keyId);
    }

    @Test
    void noKeysBeginningIsAnothers() {
        assertThat(sealed("vault:mfa-key-10")).doesNotStartWith(EnvelopeText.beginning("vault:mfa-key-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"v\":2,\"k\":\"vault:a\"", "{\"v\":1,\"k\":", "{\"v\":1,\"k\":\"a\\\""})
    void whatIsNoneHasNoKey(String beginning) {
        assertThat(EnvelopeText.keyIdIn(beginning)).isEmpty();
    }

    private static String sealed(String keyId) {
        byte[] bytes = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        return Envelope.seal(new MasterKey(keyId, bytes), "realm-id", new byte[0], bytes)
                .toJson();
    }

    private static String like(String pattern) {
        return Stream.of(pattern.split("%", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    }
}
