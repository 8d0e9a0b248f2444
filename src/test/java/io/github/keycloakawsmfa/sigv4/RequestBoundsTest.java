package io.github.keycloakawsmfa.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.sigv4.SignatureRefusal.Code;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequestBoundsTest {

    private static final SignedRequest HEADER = RequestSigner.EXAMPLE.inHeader(UnsignedRequest.EXAMPLE);

    static Stream<Arguments> sizes() {
        String path = "/" + "a".repeat(RequestBounds.PATH - 1);
        String query = "a".repeat(RequestBounds.QUERY);
        String value = "a".repeat(RequestBounds.HEADER_CHARACTERS);
        return Stream.of(
                incomplete("no method", Changed.method(HEADER, ""), "no method"),
                incomplete("two lines for a method", Changed.method(HEADER, "POST\n/"), "no method"),
                incomplete("a long method", Changed.method(HEADER, "P".repeat(21)), "no method"),
                incomplete("no path", Changed.path(HEADER, ""), "does not begin with a slash"),
                incomplete("a whole address", Changed.path(HEADER, "http://localhost/"), "does not begin with a slash"),
                incomplete("a long path", Changed.path(HEADER, path + "a"), "path is too large"),
                incomplete("a long query", Changed.query(HEADER, query + "a"), "query is too large"),
                incomplete("a long header", Changed.with(HEADER, "a", value), "header section is too large"),
                incomplete("many headers", more(HEADER, RequestBounds.HEADERS - 3), "header section is too large"),
                incomplete("a large body", Changed.body(HEADER, new byte[RequestBounds.BODY + 1]), "body is too large"),
                incomplete("a character in the path", Changed.path(HEADER, "/\u1234"), "path is not made of bytes"),
                incomplete("a character in the query", Changed.query(HEADER, "\u0100"), "query is not made of bytes"),
                incomplete("a character in a name", Changed.with(HEADER, "\u212a", ""), "section is not made of bytes"),
                incomplete("a character in a value", Changed.with(HEADER, "a", "\ud800"), "section is not made of"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sizes")
    void isRefused(String name, SignedRequest request, Code code, String told) {
        SignatureRefusal refusal = Server.IAM.refusal(request);

        assertThat(refusal.code()).as(refusal.message()).isEqualTo(code);
        assertThat(refusal.message()).contains(told).matches("[ -~]{1,250}");
    }

    /** Only the signature is wrong with it. */
    @Test
    void takesThePartsAsLargeAsTheyMayBe() {
        SignedRequest large = Changed.body(
                Changed.query(
                        Changed.path(HEADER, "/" + "a".repeat(RequestBounds.PATH - 1)),
                        "a".repeat(RequestBounds.QUERY)),
                new byte[RequestBounds.BODY]);
        SignedRequest more = more(large, RequestBounds.HEADERS - 5);
        int characters = more.headers().stream()
                .mapToInt(header -> header.name().length() + header.value().length())
                .sum();
        SignedRequest most = Changed.with(more, "b", " ".repeat(RequestBounds.HEADER_CHARACTERS - characters - 1));

        assertThat(most.headers()).hasSize(RequestBounds.HEADERS);
        assertThat(Server.IAM.refusal(most).code()).isEqualTo(Code.DOES_NOT_MATCH);
    }

    private static SignedRequest more(SignedRequest request, int count) {
        SignedRequest more = request;
        for (int i = 0; i < count; i++) {
            more = Changed.with(more, "a", "");
        }
        return more;
    }

    private static Arguments incomplete(String name, SignedRequest request, String told) {
        return Arguments.of(name, request, Code.INCOMPLETE, told);
    }
}
