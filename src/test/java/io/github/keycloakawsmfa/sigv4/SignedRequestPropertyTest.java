package io.github.keycloakawsmfa.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("Whatever is sent")
class SignedRequestPropertyTest {

    @Provide
    Arbitrary<UnsignedRequest> unsigned() {
        Arbitrary<String> texts = Arbitraries.strings().all().ofMaxLength(10).filter(text -> !hasLoneSurrogate(text));
        Arbitrary<List<String>> segments = texts.filter(
                        text -> !List.of("", ".", "..").contains(text))
                .list()
                .ofMaxSize(4);
        Arbitrary<List<Map.Entry<String, String>>> query =
                Combinators.combine(texts, texts).as(Map::entry).list().ofMaxSize(5);
        Arbitrary<List<SignedRequest.Header>> headers = Arbitraries.strings()
                .withCharRange('!', '\u00ff')
                .ofMaxLength(10)
                .map(value -> List.of(
                        new SignedRequest.Header("Host", "localhost"), new SignedRequest.Header("My-Header", value)));
        return Combinators.combine(
                        Arbitraries.of("GET", "POST", "PUT", "x-y"),
                        segments,
                        query,
                        headers,
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(20))
                .as(UnsignedRequest::new);
    }

    @Provide
    Arbitrary<SignedRequest> any() {
        Arbitrary<String> texts = Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(40),
                Arbitraries.strings().withChars("/.%&=2Ff;:, ").ofMaxLength(40),
                Arbitraries.of(
                        "POST",
                        "/",
                        "host",
                        "Authorization",
                        "X-Amz-Date",
                        "20150830T123600Z",
                        "AWS4-HMAC-SHA256 Credential=a/20150830/us-east-1/iam/aws4_request, SignedHeaders=host,"
                                + " Signature=" + "0".repeat(64)));
        Arbitrary<List<SignedRequest.Header>> headers = Combinators.combine(texts, texts)
                .as(SignedRequest.Header::new)
                .list()
                .ofMaxSize(5);
        return Combinators.combine(
                        Arbitraries.oneOf(Arbitraries.of("GET", "POST"), texts),
                        Arbitraries.oneOf(texts.map(text -> "/" + text), texts),
                        texts,
                        headers,
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(5))
                .as(SignedRequest::new);
    }

    @Property(tries = 1000)
    @Label("is verified if it is signed, in the header")
    void signedInTheHeader(@ForAll("unsigned") UnsignedRequest unsigned) {
        SignedRequest request = RequestSigner.EXAMPLE.inHeader(unsigned);

        assertThat(Server.IAM.answer(request)).isInstanceOf(SignatureOutcome.Verified.class);
        assertThat(Server.IAM.withSecret("another").refusal(request).code())
                .isEqualTo(SignatureRefusal.Code.DOES_NOT_MATCH);
    }

    @Property(tries = 1000)
    @Label("is verified if it is signed, in the query")
    void signedInTheQuery(@ForAll("unsigned") UnsignedRequest unsigned) {
        SignedRequest request = RequestSigner.EXAMPLE.presigned(unsigned, 300);

        assertThat(Server.IAM.answer(request)).isInstanceOf(SignatureOutcome.Verified.class);
        assertThat(Server.IAM.withSecret("another").refusal(request).code())
                .isEqualTo(SignatureRefusal.Code.DOES_NOT_MATCH);
    }

    @Property(tries = 2000)
    @Label("is refused in a line if it is not signed, and never an exception")
    void notSigned(@ForAll("any") SignedRequest request) {
        assertThat(Server.IAM.refusal(request).message()).matches("[ -~]{1,250}");
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
