package io.github.keycloakawsmfa.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One bit of a signed request is another one, anywhere, and it is not verified. */
class ChangedRequestTest {

    private static final UnsignedRequest UNSIGNED = UnsignedRequest.EXAMPLE
            .withQuery(List.of(Map.entry("Version", "2010-05-08")))
            .withHeaders(List.of(
                    new SignedRequest.Header("Host", "localhost:8080"),
                    new SignedRequest.Header("X-Amz-Note", "one"),
                    new SignedRequest.Header("My-Header", "two")));

    private static final SignedRequest IN_HEADER = RequestSigner.EXAMPLE.inHeader(UNSIGNED);

    /** With slashes for %2F, whose last digit is the same in either case. */
    private static final SignedRequest PRESIGNED = presigned();

    private static SignedRequest presigned() {
        SignedRequest request = RequestSigner.EXAMPLE.presigned(UNSIGNED, 300);
        return Changed.query(request, request.query().replace("%2F", "/").replace("%3B", ";"));
    }

    @Test
    void isVerifiedAsItIs() {
        assertVerified(IN_HEADER);
        assertVerified(PRESIGNED);
    }

    @Test
    void inItsMethod() {
        for (SignedRequest request : List.of(IN_HEADER, PRESIGNED)) {
            flipped(request.method()).forEach(other -> assertRefused(Changed.method(request, other)));
        }
    }

    @Test
    void inItsPath() {
        for (SignedRequest request : List.of(IN_HEADER, PRESIGNED)) {
            flipped(request.path()).forEach(other -> assertRefused(Changed.path(request, other)));
        }
    }

    @Test
    void inItsQuery() {
        for (SignedRequest request : List.of(IN_HEADER, PRESIGNED)) {
            flipped(request.query()).forEach(other -> assertRefused(Changed.query(request, other)));
        }
    }

    @Test
    void inASignedHeader() {
        for (String name : List.of("Host", "X-Amz-Note", "My-Header")) {
            for (SignedRequest request : List.of(IN_HEADER, PRESIGNED)) {
                flipped(Changed.value(request, name))
                        .forEach(other -> assertRefused(Changed.header(request, name, other)));
            }
        }
        flipped(Changed.value(IN_HEADER, "X-Amz-Date"))
                .forEach(other -> assertRefused(Changed.header(IN_HEADER, "X-Amz-Date", other)));
    }

    @Test
    void inItsBody() {
        for (SignedRequest request : List.of(IN_HEADER, PRESIGNED)) {
            flipped(new String(request.body(), StandardCharsets.ISO_8859_1))
                    .forEach(
                            other -> assertRefused(Changed.body(request, other.getBytes(StandardCharsets.ISO_8859_1))));
        }
    }

    /** With its scope, its list of headers and the signature itself. The access key id is below. */
    @Test
    void inItsAuthorization() {
        String value = Changed.value(IN_HEADER, "Authorization");
        String accessKeyId = RequestSigner.EXAMPLE.accessKeyId();
        int begins = value.indexOf(accessKeyId);
        List<String> others = flipped(value);
        for (int i = 0; i < others.size(); i++) {
            int at = i / 8;
            if (at < begins || at >= begins + accessKeyId.length()) {
                assertRefused(Changed.header(IN_HEADER, "Authorization", others.get(i)));
            }
        }
    }

    /** AWS signs everything but that: it is its secret that binds it. */
    @Test
    void isOfTheOtherAccessKeyIdWhereBothHaveTheSameSecret() {
        SignedRequest other = Changed.inAuthorization(IN_HEADER, "AKIDEXAMPLE", "AKIDEXAMPLF");

        assertThat(Server.IAM.answer(other))
                .isInstanceOfSatisfying(
                        SignatureOutcome.Verified.class,
                        verified -> assertThat(verified.accessKeyId()).isEqualTo("AKIDEXAMPLF"));
        assertThat(Server.IAM.withSecret("another").refusal(other).code())
                .isEqualTo(SignatureRefusal.Code.DOES_NOT_MATCH);
    }

    @Test
    void doesNotMatchWithAnotherRegionOrServiceThatTheServerAccepts() {
        Server both = Server.IAM.accepting(new AcceptedScope("iam", Set.of("us-east-1", "us-east-2")));
        Server sts = Server.IAM.accepting(new AcceptedScope("sts", Set.of("us-east-1")));

        assertThat(both.refusal(Changed.inAuthorization(IN_HEADER, "us-east-1", "us-east-2"))
                        .code())
                .isEqualTo(SignatureRefusal.Code.DOES_NOT_MATCH);
        assertThat(sts.refusal(Changed.inAuthorization(IN_HEADER, "/iam/", "/sts/"))
                        .code())
                .isEqualTo(SignatureRefusal.Code.DOES_NOT_MATCH);
    }

    @Test
    void doesNotMatchWithAHeaderTakenFromTheListOfSignedOnes() {
        assertThat(Server.IAM
                        .refusal(Changed.inAuthorization(IN_HEADER, ";my-header", ""))
                        .code())
                .isEqualTo(SignatureRefusal.Code.DOES_NOT_MATCH);
    }

    @Test
    void doesNotMatchWithAnotherValueOfASignedHeaderBehindIt() {
        assertThat(Server.IAM
                        .refusal(Changed.with(IN_HEADER, "my-header", "three"))
                        .code())
                .isEqualTo(SignatureRefusal.Code.DOES_NOT_MATCH);
    }

    @Test
    void isVerifiedWithAnotherHeaderThatIsNotSigned() {
        assertVerified(Changed.with(IN_HEADER, "Via", "1.1 proxy"));
    }

    /** Each character with each of its bits, one after the other. */
    private static List<String> flipped(String text) {
        List<String> flipped = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            for (int bit = 0; bit < 8; bit++) {
                flipped.add(text.substring(0, i) + (char) (text.charAt(i) ^ 1 << bit) + text.substring(i + 1));
            }
        }
        return flipped;
    }

    private static void assertVerified(SignedRequest request) {
        assertThat(Server.IAM.answer(request)).isInstanceOf(SignatureOutcome.Verified.class);
    }

    private static void assertRefused(SignedRequest request) {
        assertThat(Server.IAM.answer(request))
                .as("%s %s?%s %s", request.method(), request.path(), request.query(), request.headers())
                .isInstanceOf(SignatureOutcome.Refused.class);
    }
}
