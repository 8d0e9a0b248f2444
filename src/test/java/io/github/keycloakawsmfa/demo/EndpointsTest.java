package io.github.keycloakawsmfa.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.demo.SamlCheck.Accepted;
import io.github.keycloakawsmfa.demo.SamlCheck.Rejected;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AWS's own endpoints: regions, partitions, and those that decrypt. */
class EndpointsTest {

    private static final String REALM = "http://localhost:8080/realms/demo";
    private static final Instant NOW = Instant.parse("2031-05-06T07:08:09Z");
    private static final String GLOBAL = "https://signin.aws.amazon.com/saml";
    private static final String NOT_AUTHORIZED = "Not authorized to perform sts:AssumeRoleWithSAML";

    private static TestIdentityProvider idp;
    private static TestIdentityProvider aws;
    private static IdentityProvider metadata;

    @BeforeAll
    static void createKeys() throws Exception {
        idp = TestIdentityProvider.create(REALM);
        aws = TestIdentityProvider.create("aws");
        metadata = IdentityProvider.ofDescriptor(idp.descriptor());
    }

    private static SamlVerifier verifier(SignInEndpoints endpoints, Set<String> trusted, PrivateKey key) {
        return new SamlVerifier(
                endpoints,
                () -> metadata,
                new TestClock(NOW),
                new AwsAccounts(ReadmePolicy.strict(trusted)),
                Optional.ofNullable(key));
    }

    private static TestResponse response(String endpoint, String partition, String audience) {
        return new TestResponse(idp, endpoint, NOW)
                .audience(audience)
                .with(AwsRules.PREFIX + "Role", TestResponse.ADMIN.replace("arn:aws:", "arn:" + partition + ":"));
    }

    @ParameterizedTest
    @CsvSource({
        "aws, https://eu-west-1.signin.aws.amazon.com/saml, urn:amazon:webservices",
        "aws-us-gov, https://signin.amazonaws-us-gov.com/saml, urn:amazon:webservices:govcloud",
        "aws-us-gov, https://us-gov-east-1.signin.amazonaws-us-gov.com/saml, urn:amazon:webservices:govcloud",
        "aws-cn, https://signin.amazonaws.cn/saml, urn:amazon:webservices:cn-north-1",
        "aws-eusc, https://eusc-de-east-1.signin.amazonaws-eusc.eu/saml, https://eusc-de-east-1.signin.amazonaws-eusc.eu/saml"
    })
    void takeResponsesForTheirPartition(String partition, String endpoint, String audience) throws Exception {
        String signed = response(endpoint, partition, audience).signed();

        for (SignInEndpoints endpoints : Set.of(
                SignInEndpoints.AWS, SignInEndpoints.GOVCLOUD, SignInEndpoints.CHINA, SignInEndpoints.SOVEREIGN)) {
            SamlCheck check = verifier(endpoints, endpoints.urls(), null).check(signed);
            if (endpoints.partition().orElseThrow().equals(partition)) {
                assertThat(check).isInstanceOf(Accepted.class);
            } else {
                assertRejected(check, NOT_AUTHORIZED);
            }
        }
    }

    /** Fail-over needs both sides: a policy with the global endpoint only shuts the regional ones. */
    @Test
    void areEachNamedByTheTrustPolicy() throws Exception {
        String signed = response("https://eu-west-1.signin.aws.amazon.com/saml", "aws", AwsRules.AUDIENCE)
                .signed();

        assertRejected(verifier(SignInEndpoints.AWS, Set.of(GLOBAL), null).check(signed), NOT_AUTHORIZED);
    }

    @ParameterizedTest
    @CsvSource({"aws-us-gov", "aws-cn", "aws-eusc", "aws-iso", "aws-iso-f"})
    void takeNoRoleOfAnotherPartition(String partition) throws Exception {
        assertRejected(
                verifier(SignInEndpoints.AWS, Set.of(GLOBAL), null)
                        .check(response(GLOBAL, partition, AwsRules.AUDIENCE).signed()),
                NOT_AUTHORIZED);
    }

    @Test
    void takeNoAudienceOfAnotherPartition() throws Exception {
        assertRejected(
                verifier(SignInEndpoints.AWS, Set.of(GLOBAL), null)
                        .check(response(GLOBAL, "aws", "urn:amazon:webservices:govcloud")
                                .signed()),
                "Response does not contain the required audience");
    }

    @Test
    void thatDecryptReadWhatIsEncryptedForAws() throws Exception {
        SignInEndpoints endpoints = SignInEndpoints.AWS.encrypted("SAMLSPABCDEF");
        String encrypted = response(GLOBAL + "/acs/SAMLSPABCDEF", "aws", AwsRules.AUDIENCE)
                .encryptedFor(aws.certificate().getPublicKey());
        assertThat(TestResponse.xml(encrypted)).doesNotContain("AttributeStatement");

        assertThat(verifier(endpoints, endpoints.urls(), aws.key()).check(encrypted))
                .isInstanceOfSatisfying(
                        Accepted.class,
                        accepted -> assertThat(accepted.roles().get(0).name()).isEqualTo("Admin"));
        assertRejected(
                verifier(endpoints, endpoints.urls(), idp.key()).check(encrypted),
                "Your request included an invalid SAML response. To logout, click here.");
        // Mistake 12: nobody gave AWS a key, and command lines never have one.
        assertRejected(
                verifier(endpoints, endpoints.urls(), null).check(encrypted),
                "Your request included an invalid SAML response. To logout, click here.");
    }

    private static void assertRejected(SamlCheck check, String awsText) {
        assertThat(check)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.awsText())
                                .as(rejected.reason())
                                .isEqualTo(awsText));
    }
}
