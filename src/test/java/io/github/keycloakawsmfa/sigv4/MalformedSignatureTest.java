package io.github.keycloakawsmfa.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.sigv4.SignatureRefusal.Code;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no signature, or not all of one. Without its fault each request is verified. */
class MalformedSignatureTest {

    private static final SignedRequest HEADER = RequestSigner.EXAMPLE.inHeader(UnsignedRequest.EXAMPLE);
    private static final SignedRequest QUERY = RequestSigner.EXAMPLE.presigned(UnsignedRequest.EXAMPLE, 60);
    private static final String SIGNATURE =
            Changed.value(HEADER, "Authorization").replaceFirst(".*Signature=", "");

    @Test
    void isVerifiedWithoutAFault() {
        assertThat(Server.IAM.answer(HEADER)).isInstanceOf(SignatureOutcome.Verified.class);
        assertThat(Server.IAM.answer(QUERY)).isInstanceOf(SignatureOutcome.Verified.class);
    }

    static Stream<Arguments> authorizations() {
        return Stream.of(
                replaced("another scheme", "AWS4-HMAC-SHA256 ", "Bearer ", "requires the algorithm"),
                replaced("another case", "AWS4-HMAC-SHA256", "aws4-hmac-sha256", "requires the algorithm"),
                replaced("version 4A", "AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256", "requires the algorithm"),
                replaced("no blank", "AWS4-HMAC-SHA256 ", "AWS4-HMAC-SHA256", "requires the algorithm"),
                replaced("no credential", "Credential=" + credential() + ", ", "", "requires 'Credential' parameter"),
                replaced(
                        "no list",
                        "SignedHeaders=content-type;host;x-amz-date, ",
                        "",
                        "requires 'SignedHeaders' parameter"),
                replaced("no signature", ", Signature=" + SIGNATURE, "", "requires 'Signature' parameter"),
                replaced("another name", "Signature=", "signature=", "none, unknown or there twice"),
                replaced("no equals sign", "Signature=", "Signature", "none, unknown or there twice"),
                replaced("a fourth part", "Signature=", "Realm=x, Signature=", "none, unknown or there twice"),
                replaced("two credentials", "SignedHeaders=", "Credential=", "none, unknown or there twice"),
                replaced("a comma at the end", SIGNATURE, SIGNATURE + ",", "none, unknown or there twice"),
                replaced("a blank in it", "Credential=", "Credential= ", "none, unknown or there twice"),
                replaced("semicolons", ", ", "; ", "none, unknown or there twice"),
                replaced("an upper-case signature", SIGNATURE, SIGNATURE.toUpperCase(Locale.ROOT), "64 lower"),
                replaced("a short signature", SIGNATURE, SIGNATURE.substring(1), "64 lower"),
                replaced("a long signature", SIGNATURE, SIGNATURE + "0", "64 lower"),
                replaced("an empty signature", SIGNATURE, "", "64 lower"),
                replaced("an empty credential", credential(), "", "Credential must be"),
                replaced("no access key id", "AKIDEXAMPLE/", "", "Credential must be"),
                replaced("an empty access key id", "AKIDEXAMPLE", "", "Credential must be"),
                replaced("a long access key id", "AKIDEXAMPLE", "A".repeat(256), "Credential must be"),
                replaced("another script", "AKIDEXAMPLE", "AKID\u00e9", "Credential must be"),
                replaced("a control character", "AKIDEXAMPLE", "AKID\u0000", "Credential must be"),
                replaced("no region", "/us-east-1", "", "Credential must be"),
                replaced("an empty region", "us-east-1", "", "Credential must be"),
                replaced("a long region", "us-east-1", "u".repeat(65), "Credential must be"),
                replaced("a short day", "/20150830/", "/2015083/", "Credential must be"),
                replaced("a day in letters", "/20150830/", "/2015-8-3/", "Credential must be"),
                replaced("an empty list", "content-type;host;x-amz-date", "", "SignedHeaders must be"),
                replaced("a list in upper case", ";host;", ";Host;", "SignedHeaders must be"),
                replaced("an unsorted list", "content-type;host", "host;content-type", "SignedHeaders must be"),
                replaced("a name twice", ";host;", ";host;host;", "SignedHeaders must be"),
                replaced("an empty name", ";host;", ";;host;", "SignedHeaders must be"),
                replaced("a separator at the end", ";x-amz-date", ";x-amz-date;", "SignedHeaders must be"),
                replaced("a name of no header", ";host;", ";host;via;", "no header of a name"),
                replaced("host not signed", ";host;", ";", "'Host' or ':authority' must be"),
                replaced("date not signed", ";x-amz-date", "", "Every 'X-Amz-' header must be"));
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                Arguments.of("no signature", Changed.without(HEADER, "Authorization"), Code.MISSING, "missing"),
                incomplete("two signatures", twice("Authorization"), "'authorization' is there twice"),
                incomplete("two dates", twice("X-Amz-Date"), "'x-amz-date' is there twice"),
                incomplete("two hosts", twice("Host"), "'host' is there twice"),
                incomplete("no host", Changed.without(HEADER, "Host"), "no header of a name"),
                incomplete("no date", Changed.without(HEADER, "X-Amz-Date"), "either a 'X-Amz-Date' or a 'Date'"),
                incomplete(
                        "two mails' dates",
                        Changed.with(Changed.with(Changed.without(HEADER, "X-Amz-Date"), "Date", "a"), "Date", "b"),
                        "'date' is there twice"),
                incomplete(
                        "a mail's date that is none",
                        Changed.with(Changed.without(HEADER, "X-Amz-Date"), "Date", "Sun, 31 Sep 2015 12:36:00 GMT"),
                        "basic format"),
                incomplete("a mail's date", date("Sun, 30 Aug 2015 12:36:00 GMT"), "basic format"),
                incomplete("the extended format", date("2015-08-30T12:36:00Z"), "basic format"),
                incomplete("another zone", date("20150830T123600+0000"), "basic format"),
                incomplete("a fraction", date("20150830T123600.0Z"), "basic format"),
                incomplete("no such day", date("20150229T123600Z"), "basic format"),
                incomplete("no such hour", date("20150830T243600Z"), "basic format"),
                incomplete("a leap second", date("20150830T235960Z"), "basic format"),
                incomplete("another script's digits", date("2015083\u00b2T123600Z"), "basic format"),
                incomplete("an empty date", date(""), "basic format"),
                incomplete("an unsigned header of AWS", Changed.with(HEADER, "X-AMZ-Target", "a"), "Every 'X-Amz-'"),
                incomplete("both forms", Changed.query(HEADER, QUERY.query()), "not both"),
                incomplete("a part of the other form", Changed.query(HEADER, "X-Amz-Expires=1"), "not both"),
                incomplete("another form behind it", Changed.with(QUERY, "Authorization", "Bearer a"), "not both"),
                token("a token", Changed.with(HEADER, "x-amz-security-token", "a")),
                token("a token in the query", Changed.query(HEADER, "X-Amz-Security-Token=a")),
                token("a token in another case", Changed.query(HEADER, "x-amz-security-token=a")),
                token("a token of a presigned one", Changed.with(QUERY, "X-Amz-Security-Token", "")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"authorizations", "headers"})
    void isRefused(String name, SignedRequest request, Code code, String told) {
        SignatureRefusal refusal = Server.IAM.refusal(request);

        assertThat(refusal.code()).as(refusal.message()).isEqualTo(code);
        assertThat(refusal.message()).contains(told).matches("[ -~]{1,250}").doesNotContain(SIGNATURE);
    }

    @Test
    void takesFiftySignedHeadersAndNoMore() {
        assertThat(Server.IAM.answer(RequestSigner.EXAMPLE.inHeader(withHeaders(48))))
                .isInstanceOf(SignatureOutcome.Verified.class);
        assertThat(Server.IAM
                        .refusal(RequestSigner.EXAMPLE.inHeader(withHeaders(49)))
                        .message())
                .contains("at most 50 names");
    }

    private static UnsignedRequest withHeaders(int count) {
        return UnsignedRequest.EXAMPLE.withHeaders(Stream.concat(
                        Stream.of(new SignedRequest.Header("Host", "localhost")),
                        IntStream.range(0, count).mapToObj(i -> new SignedRequest.Header("a" + i, "b")))
                .toList());
    }

    private static String credential() {
        return "AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request";
    }

    private static SignedRequest twice(String name) {
        return Changed.with(HEADER, name.toUpperCase(Locale.ROOT), Changed.value(HEADER, name));
    }

    private static SignedRequest date(String value) {
        return Changed.header(HEADER, "X-Amz-Date", value);
    }

    private static Arguments replaced(String name, String from, String to, String told) {
        return incomplete(name, Changed.inAuthorization(HEADER, from, to), told);
    }

    private static Arguments incomplete(String name, SignedRequest request, String told) {
        return Arguments.of(name, request, Code.INCOMPLETE, told);
    }

    private static Arguments token(String name, SignedRequest request) {
        return Arguments.of(name, request, Code.TOKEN, "The security token included in the request is invalid.");
    }
}
