package io.github.keycloakawsmfa.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class PresentedSignatureTest {

    private static final SignedRequest REQUEST = RequestSigner.EXAMPLE.inHeader(UnsignedRequest.EXAMPLE);
    private static final String SIGNATURE =
            Changed.value(REQUEST, "Authorization").replaceFirst(".*Signature=", "");

    @Test
    void tellsWhatItSays() {
        PresentedSignature signature = presented(REQUEST);

        assertThat(signature.accessKeyId()).isEqualTo("AKIDEXAMPLE");
        assertThat(signature.signature()).isEqualTo(SIGNATURE).hasSize(64);
        assertThat(signature.moment()).isEqualTo("2015-08-30T12:36:00Z");
        assertThat(signature.scope()).isEqualTo(new CredentialScope("20150830", "us-east-1", "iam"));
        assertThat(signature.goodUntil()).isEqualTo("2015-08-30T12:41:00Z");
    }

    @Test
    void tellsWhatAPresignedRequestSays() {
        SignedRequest request = RequestSigner.EXAMPLE.presigned(UnsignedRequest.EXAMPLE, 60);
        PresentedSignature signature = presented(request);

        assertThat(signature.accessKeyId()).isEqualTo("AKIDEXAMPLE");
        assertThat(request.query()).endsWith("&X-Amz-Signature=" + signature.signature());
        assertThat(signature.moment()).isEqualTo("2015-08-30T12:36:00Z");
        assertThat(signature.scope()).isEqualTo(new CredentialScope("20150830", "us-east-1", "iam"));
        assertThat(signature.goodUntil()).isEqualTo("2015-08-30T12:37:00Z");
    }

    @Test
    void isVerifiedWithWhatHasToBeRemembered() {
        assertThat(Server.IAM.answer(REQUEST))
                .isEqualTo(new SignatureOutcome.Verified(
                        "AKIDEXAMPLE", SIGNATURE, RequestSigner.EXAMPLE.moment().plusSeconds(300)));
    }

    /** Clients of Keycloak may have such ids. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example/sso?a=b",
                "a/20150829/us-east-2/sts/aws4_request",
                "/",
                "a=b",
                "-",
                "~!\"#$%&'()*+.:;<>@[]^_`{|}"
            })
    void takesAnyAccessKeyIdThatAHeaderCanHold(String accessKeyId) {
        RequestSigner signer = RequestSigner.EXAMPLE.withAccessKeyId(accessKeyId);

        assertThat(presented(signer.inHeader(UnsignedRequest.EXAMPLE)).accessKeyId())
                .isEqualTo(accessKeyId);
        assertThat(presented(signer.presigned(UnsignedRequest.EXAMPLE, 60)).accessKeyId())
                .isEqualTo(accessKeyId);
        assertThat(Server.IAM.answer(signer.inHeader(UnsignedRequest.EXAMPLE)))
                .isInstanceOf(SignatureOutcome.Verified.class);
        assertThat(Server.IAM.answer(signer.presigned(UnsignedRequest.EXAMPLE, 60)))
                .isInstanceOf(SignatureOutcome.Verified.class);
    }

    @Test
    void takesAnAccessKeyIdOf255Characters() {
        String longest = "A".repeat(255);

        assertThat(presented(RequestSigner.EXAMPLE.withAccessKeyId(longest).inHeader(UnsignedRequest.EXAMPLE))
                        .accessKeyId())
                .isEqualTo(longest);
    }

    /** Signed with an empty secret, as whoever knows that a client has none could. */
    @ParameterizedTest
    @NullAndEmptySource
    void isNotVerifiedWithoutASecret(String secretKey) {
        RequestSigner signer = new RequestSigner("AKIDEXAMPLE", "", "us-east-1", "iam", RequestSigner.EXAMPLE.moment());

        assertThat(Server.IAM
                        .withSecret(secretKey)
                        .refusal(signer.inHeader(UnsignedRequest.EXAMPLE))
                        .code())
                .isEqualTo(SignatureRefusal.Code.DOES_NOT_MATCH);
    }

    @Test
    void takesASecretOfAnyScript() {
        RequestSigner signer =
                new RequestSigner("AKIDEXAMPLE", "秘密 é", "us-east-1", "iam", RequestSigner.EXAMPLE.moment());

        assertThat(Server.IAM.withSecret("秘密 é").answer(signer.inHeader(UnsignedRequest.EXAMPLE)))
                .isInstanceOf(SignatureOutcome.Verified.class);
    }

    @Test
    void takesAParameterWithoutANameOrAValue() {
        SignedRequest request = RequestSigner.EXAMPLE.inHeader(
                UnsignedRequest.EXAMPLE.withQuery(List.of(Map.entry("", "a"), Map.entry("b", ""))));

        assertThat(request.query()).isEqualTo("=a&b=");
        assertThat(Server.IAM.answer(request)).isInstanceOf(SignatureOutcome.Verified.class);
        assertThat(Server.IAM.answer(Changed.query(request, "b&=a"))).isInstanceOf(SignatureOutcome.Verified.class);
    }

    @Test
    void takesEveryByteInAHeader() {
        SignedRequest request = Changed.with(REQUEST, "Via", "\u0000\u0080\u00ff");

        assertThat(Server.IAM.answer(request)).isInstanceOf(SignatureOutcome.Verified.class);
    }

    @Test
    void takesAuthorizationInAnyOrderWithAndWithoutBlanks() {
        String value = Changed.value(REQUEST, "Authorization");
        String[] parts = value.substring("AWS4-HMAC-SHA256 ".length()).split(", ", -1);
        String turned = "AWS4-HMAC-SHA256  " + parts[2] + "," + parts[0] + " , " + parts[1];

        assertThat(Server.IAM.answer(Changed.header(REQUEST, "Authorization", turned)))
                .isInstanceOf(SignatureOutcome.Verified.class);
    }

    @Test
    void showsNoSignatureAndNothingOfTheBody() {
        PresentedSignature signature = presented(REQUEST);

        assertThat(REQUEST.toString()).isEqualTo("SignedRequest[POST /realms/x/aws-mfa/iam]");
        assertThat(REQUEST.headers().toString()).contains("Authorization").doesNotContain(SIGNATURE);
        assertThat(signature.toString()).contains("AKIDEXAMPLE").doesNotContain(SIGNATURE);
        assertThat(Server.IAM.answer(REQUEST).toString())
                .contains("AKIDEXAMPLE")
                .doesNotContain(SIGNATURE);
        assertThat(AuthorizationHeader.read(new RequestHeaders(REQUEST.headers()))
                        .toString())
                .contains("AKIDEXAMPLE")
                .doesNotContain(SIGNATURE);
        assertThat(new SigningKey("secret", signature.scope())).hasToString("SigningKey[redacted]");
    }

    private static PresentedSignature presented(SignedRequest request) {
        return ((PresentedSignature.Reading.Presented) PresentedSignature.read(request)).signature();
    }
}
