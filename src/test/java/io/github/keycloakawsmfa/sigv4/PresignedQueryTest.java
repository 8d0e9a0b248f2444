package io.github.keycloakawsmfa.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.sigv4.SignatureRefusal.Code;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no presigned request, or not all of one. Without its fault each of them is verified. */
class PresignedQueryTest {

    private static final SignedRequest QUERY = RequestSigner.EXAMPLE.presigned(UnsignedRequest.EXAMPLE, 60);

    @Test
    void isVerifiedWithoutAFault() {
        assertThat(Server.IAM.answer(QUERY)).isInstanceOf(SignatureOutcome.Verified.class);
    }

    /** Nothing says in which order they are, and an empty one is none. */
    @Test
    void isVerifiedInAnyOrder() {
        String[] parts = QUERY.query().split("&X-Amz-Date", 2);

        assertThat(Server.IAM.answer(Changed.query(QUERY, "X-Amz-Date" + parts[1] + "&&" + parts[0] + "&")))
                .isInstanceOf(SignatureOutcome.Verified.class);
    }

    static Stream<Arguments> queries() {
        return Stream.of(
                Arguments.of("nothing of it", Changed.query(QUERY, "Action=ListUsers"), Code.MISSING, "missing"),
                absent("X-Amz-Algorithm"),
                absent("X-Amz-Credential"),
                absent("X-Amz-Date"),
                absent("X-Amz-Expires"),
                absent("X-Amz-SignedHeaders"),
                absent("X-Amz-Signature"),
                incomplete(
                        "a name in another case",
                        Changed.inQuery(QUERY, "X-Amz-Date", "x-amz-date"),
                        "must include 'X-Amz-Date'"),
                incomplete("another algorithm", Changed.inQuery(QUERY, "SHA256", "SHA1"), "X-Amz-Algorithm must be"),
                again("X-Amz-Algorithm"),
                again("X-Amz-Credential"),
                again("X-Amz-Date"),
                again("X-Amz-Expires"),
                again("X-Amz-SignedHeaders"),
                again("X-Amz-Signature"),
                again("X-Amz-Unheard-Of=a&x-amz-unheard-of"),
                again("%58-Amz-Date"),
                expires("0"),
                expires("00"),
                expires("060"),
                expires("-60"),
                expires("604801"),
                expires("9999999"),
                expires("60.0"),
                expires("6%D9%A0"),
                expires(""),
                incomplete(
                        "a mail's date",
                        Changed.inQuery(QUERY, "20150830T123600Z", "Sun,%2030%20Aug%202015%2012:36:00%20GMT"),
                        "basic format"),
                incomplete("a plus sign", Changed.query(QUERY, QUERY.query() + "&a=b+c"), "has a '+'"),
                incomplete("a plus sign at the beginning", Changed.query(QUERY, "+&" + QUERY.query()), "has a '+'"),
                incomplete("a percent sign alone", Changed.query(QUERY, QUERY.query() + "&a=%"), "percent sign"),
                incomplete("half a byte", Changed.query(QUERY, QUERY.query() + "&a=%4"), "percent sign"),
                incomplete("no hexadecimal digit", Changed.query(QUERY, QUERY.query() + "&%4g=a"), "percent sign"),
                incomplete("no first digit", Changed.query(QUERY, "%g4&" + QUERY.query()), "percent sign"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("queries")
    void isRefused(String name, SignedRequest request, Code code, String told) {
        SignatureRefusal refusal = Server.IAM.refusal(request);

        assertThat(refusal.code()).as(refusal.message()).isEqualTo(code);
        assertThat(refusal.message()).contains(told).matches("[ -~]{1,250}");
    }

    private static Arguments incomplete(String name, SignedRequest request, String told) {
        return Arguments.of(name, request, Code.INCOMPLETE, told);
    }

    private static Arguments absent(String name) {
        return incomplete(
                "no " + name,
                Changed.query(QUERY, QUERY.query().replaceFirst("&?" + name + "=[^&]*", "")),
                "must include '" + name + "'");
    }

    private static Arguments again(String name) {
        return incomplete("two " + name, Changed.query(QUERY, QUERY.query() + "&" + name + "=a"), "parameters twice");
    }

    private static Arguments expires(String value) {
        return incomplete(
                "expires in " + value,
                Changed.inQuery(QUERY, "X-Amz-Expires=60", "X-Amz-Expires=" + value),
                "1 to 604800 seconds");
    }
}
