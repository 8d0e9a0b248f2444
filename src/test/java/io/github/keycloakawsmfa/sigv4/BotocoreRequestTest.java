package io.github.keycloakawsmfa.sigv4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What botocore 1.43.11, the signer of AWS's command line, has signed for an address of Keycloak's, with a port. */
class BotocoreRequestTest {

    private static final String CREDENTIAL = "https://app.example/sso/20150830/us-east-1/iam/aws4_request";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded; charset=utf-8\n";
    private static final String CREATE = "Action=CreateVirtualMFADevice&Version=2010-05-08&VirtualMFADeviceName=phone";

    private static final String POST = "POST /realms/x/aws-mfa/iam HTTP/1.1\nHost: localhost:8080\n" + FORM
            + "User-Agent: Botocore/1.43.11\nX-Amz-Date: 20150830T123600Z\n"
            + "Authorization: AWS4-HMAC-SHA256 Credential=" + CREDENTIAL + ", "
            + "SignedHeaders=content-type;host;x-amz-date, "
            + "Signature=6a6880c4d46400171d5b9471f1efa5a7a3e496bb4619a7602bdd7891d3f4f9b1\n\n" + CREATE;

    private static final String ODD_PATH =
            "POST /auth//realms/my%20realm/./aws-mfa/iam/ HTTP/1.1\nHost: sso.example\n" + FORM
                    + "User-Agent: Botocore/1.43.11\nX-Amz-Date: 20150830T123600Z\n"
                    + "Authorization: AWS4-HMAC-SHA256 Credential=" + CREDENTIAL + ", "
                    + "SignedHeaders=content-type;host;x-amz-date, "
                    + "Signature=fb89278650323edfd564817dae410273eb4df561e641da92bb24852650f26d6e\n\n" + CREATE;

    private static final String MAIL_DATE = "POST /realms/x/aws-mfa/iam HTTP/1.1\nHost: localhost:8080\n" + FORM
            + "User-Agent: Botocore/1.43.11\nDate: Sun, 30 Aug 2015 12:36:00 -0000\n"
            + "Authorization: AWS4-HMAC-SHA256 Credential=" + CREDENTIAL + ", "
            + "SignedHeaders=content-type;date;host, "
            + "Signature=f5d576db381ba054a2853dc5d59993fdcfd45b4cdd36bf9199efcc7dad184b8f\n\n" + CREATE;

    private static final String PRESIGNED = "POST /realms/x/aws-mfa/iam?Action=ListVirtualMFADevices&Version=2010-05-08"
            + "&Marker=a%20b%2Bc%2F~&X-Amz-Algorithm=AWS4-HMAC-SHA256"
            + "&X-Amz-Credential=https%3A%2F%2Fapp.example%2Fsso%2F20150830%2Fus-east-1%2Fiam%2Faws4_request"
            + "&X-Amz-Date=20150830T123600Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host"
            + "&X-Amz-Signature=6e21191f8ad86c4d350deef10492932c5152df1e1358b00ea3843b9c8358d11e HTTP/1.1\n"
            + "Host: localhost:8080\nUser-Agent: Botocore/1.43.11\n\n";

    @ParameterizedTest
    @ValueSource(strings = {POST, ODD_PATH, MAIL_DATE, PRESIGNED})
    void isVerified(String request) {
        assertThat(Server.IAM.answer(RequestText.parse(request.getBytes(ISO_8859_1))))
                .isInstanceOfSatisfying(
                        SignatureOutcome.Verified.class,
                        verified -> assertThat(verified.accessKeyId()).isEqualTo("https://app.example/sso"));
    }

    @ParameterizedTest
    @ValueSource(strings = {POST, MAIL_DATE, PRESIGNED})
    void doesNotMatchAtAnotherPort(String request) {
        String other = request.replace("localhost:8080", "localhost:8081");

        assertThat(Server.IAM
                        .refusal(RequestText.parse(other.getBytes(ISO_8859_1)))
                        .code())
                .isEqualTo(SignatureRefusal.Code.DOES_NOT_MATCH);
    }
}
