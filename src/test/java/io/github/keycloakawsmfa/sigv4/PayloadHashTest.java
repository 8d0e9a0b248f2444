package io.github.keycloakawsmfa.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.sigv4.SignatureRefusal.Code;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the body's sender says that its hash is, correctly signed. AWS's suite has the right ones. */
class PayloadHashTest {

    static Stream<Arguments> payloads() {
        return Stream.of(
                payload("no hash", "UNSIGNED-PAYLOAD", Code.INCOMPLETE),
                payload("chunks", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", Code.INCOMPLETE),
                payload("an empty hash", "", Code.INCOMPLETE),
                payload("a short hash", "0".repeat(63), Code.INCOMPLETE),
                payload("an upper-case hash", "A".repeat(64), Code.INCOMPLETE),
                payload("another body's hash", "0".repeat(64), Code.DOES_NOT_MATCH));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("payloads")
    void isRefused(String name, SignedRequest request, Code code, String told) {
        SignatureRefusal refusal = Server.IAM.refusal(request);

        assertThat(refusal.code()).as(refusal.message()).isEqualTo(code);
        assertThat(refusal.message()).contains(told).matches("[ -~]{1,250}");
    }

    private static Arguments payload(String name, String value, Code code) {
        SignedRequest request = RequestSigner.EXAMPLE.inHeader(UnsignedRequest.EXAMPLE.withHeaders(Stream.concat(
                        UnsignedRequest.EXAMPLE.headers().stream(),
                        Stream.of(new SignedRequest.Header("X-Amz-Content-SHA256", value)))
                .toList()));
        return Arguments.of(name, request, code, code == Code.INCOMPLETE ? "the body's hash" : "does not match");
    }
}
