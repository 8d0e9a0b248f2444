package io.github.keycloakawsmfa.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptedScopeTest {

    private static final AcceptedScope IAM = new AcceptedScope("iam", Set.of("us-east-1", "eusc-de-east-1"));

    @ParameterizedTest
    @ValueSource(strings = {"us-east-1", "eusc-de-east-1"})
    void takesEachOfItsRegions(String region) {
        SignedRequest request = RequestSigner.EXAMPLE.withScope(region, "iam").inHeader(UnsignedRequest.EXAMPLE);

        assertThat(Server.IAM.accepting(IAM).answer(request)).isInstanceOf(SignatureOutcome.Verified.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"us-east-2", "US-EAST-1", "us-east-1.", "aws-global"})
    void refusesEveryOtherRegion(String region) {
        SignedRequest request = RequestSigner.EXAMPLE.withScope(region, "iam").inHeader(UnsignedRequest.EXAMPLE);

        assertThat(Server.IAM.accepting(IAM).refusal(request))
                .isEqualTo(new SignatureRefusal(
                        SignatureRefusal.Code.OUT_OF_SCOPE, "Credential should be scoped to a valid region."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sts", "IAM", "iam2"})
    void refusesEveryOtherService(String service) {
        SignedRequest request =
                RequestSigner.EXAMPLE.withScope("us-east-1", service).inHeader(UnsignedRequest.EXAMPLE);

        assertThat(Server.IAM.accepting(IAM).refusal(request))
                .isEqualTo(new SignatureRefusal(
                        SignatureRefusal.Code.OUT_OF_SCOPE, "Credential should be scoped to correct service: 'iam'."));
    }

    @Test
    void takesNothingWithoutARegion() {
        SignedRequest request = RequestSigner.EXAMPLE.inHeader(UnsignedRequest.EXAMPLE);

        assertThat(Server.IAM
                        .accepting(new AcceptedScope("iam", Set.of()))
                        .refusal(request)
                        .code())
                .isEqualTo(SignatureRefusal.Code.OUT_OF_SCOPE);
    }

    @Test
    void refusesTheDayBefore() {
        SignedRequest request = RequestSigner.EXAMPLE.inHeader(UnsignedRequest.EXAMPLE);

        assertThat(Server.IAM.refusal(Changed.inAuthorization(request, "/20150830/", "/20150829/")))
                .isEqualTo(new SignatureRefusal(
                        SignatureRefusal.Code.OUT_OF_SCOPE,
                        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP:"
                                + " '20150829' != '20150830', from '20150830T123600Z'."));
    }

    @Test
    void refusesAnotherVersionOfTheScope() {
        SignedRequest request = RequestSigner.EXAMPLE.inHeader(UnsignedRequest.EXAMPLE);

        assertThat(Server.IAM.refusal(Changed.inAuthorization(request, "/aws4_request", "/aws5_request")))
                .isEqualTo(new SignatureRefusal(
                        SignatureRefusal.Code.OUT_OF_SCOPE,
                        "Credential should be scoped with a valid terminator: 'aws4_request'."));
    }
}
