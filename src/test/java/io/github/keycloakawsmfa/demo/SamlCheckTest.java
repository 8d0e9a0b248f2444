package io.github.keycloakawsmfa.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.demo.SamlCheck.Accepted;
import io.github.keycloakawsmfa.demo.SamlCheck.Rejected;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamlCheckTest {

    private static final String ENDPOINT = "http://localhost:8090/saml";
    private static final String REALM = "http://localhost:8080/realms/demo";

    /** Years away from the system's clock, so that a check that looks there fails. */
    private static final Instant ISSUED = Instant.parse("2031-05-06T07:08:09Z");

    private static TestIdentityProvider idp;
    private static TestIdentityProvider stranger;

    private final TestClock clock = new TestClock(ISSUED.plusSeconds(20));
    private final SamlVerifier verifier = new SamlVerifier(ENDPOINT, this::metadata, clock);

    @BeforeAll
    static void createKeys() throws Exception {
        idp = TestIdentityProvider.create(REALM);
        stranger = TestIdentityProvider.create(REALM);
    }

    private IdentityProvider metadata() {
        try {
            return IdentityProvider.ofDescriptor(idp.descriptor());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TestResponse response() {
        return new TestResponse(idp, ENDPOINT, ISSUED);
    }

    @Test
    void acceptsWhatAwsAccepts() throws Exception {
        SamlCheck check = verifier.check(response().signed());

        assertThat(check).isInstanceOfSatisfying(Accepted.class, accepted -> {
            assertThat(accepted.roles()).extracting(AwsRole::name).containsExactly("Admin", "ReadOnly");
            assertThat(accepted.roles()).extracting(AwsRole::accountId).containsOnly("123456789012");
            assertThat(accepted.sessionName()).isEqualTo("test-admin1");
            assertThat(accepted.sessionDuration()).contains(Duration.ofHours(2));
            assertThat(accepted.authnContextClassRef()).isEqualTo(AwsRules.MFA);
            assertThat(accepted.authnInstant()).isEqualTo(ISSUED);
            assertThat(accepted.nameId()).isEqualTo("test-admin1");
            assertThat(accepted.attributes()).containsKey(AwsRules.ASSURANCE);
        });
    }

    @Test
    void acceptsASignedAssertionInAnUnsignedResponse() throws Exception {
        assertThat(verifier.check(response().signedAssertionOnly())).isInstanceOf(Accepted.class);
    }

    @Test
    void acceptsAResponseTwiceAsCommandLinesNeedIt() throws Exception {
        String response = response().signed();

        assertThat(verifier.check(response)).isInstanceOf(Accepted.class);
        assertThat(verifier.check(response)).isInstanceOf(Accepted.class);
    }

    @Test
    void acceptsAPairInTheOtherOrder() throws Exception {
        String[] arns = TestResponse.ADMIN.split(",");
        String response = response()
                .with(AwsRules.PREFIX + "Role", arns[1] + "," + arns[0])
                .signed();

        assertThat(verifier.check(response))
                .isInstanceOfSatisfying(
                        Accepted.class,
                        accepted ->
                                assertThat(accepted.roles().get(0).roleArn()).isEqualTo(arns[0]));
    }

    @Test
    void acceptsEvidenceAmongOtherAssurances() throws Exception {
        assertThat(verifier.check(response()
                        .with(AwsRules.ASSURANCE, "https://refeds.org/assurance", AwsRules.MFA)
                        .signed()))
                .isInstanceOf(Accepted.class);
    }

    @Test
    void endsTheConsoleWithTheSessionOfTheIdentityProvider() throws Exception {
        Instant sessionEnd = ISSUED.plus(Duration.ofMinutes(40));
        String response = response()
                .spoil(xml -> xml.replace("SessionIndex=", "SessionNotOnOrAfter=\"" + sessionEnd + "\" SessionIndex="))
                .signed();

        assertThat(verifier.check(response))
                .isInstanceOfSatisfying(
                        Accepted.class,
                        accepted -> assertThat(accepted.consoleEnds(ISSUED)).isEqualTo(sessionEnd));
    }

    @Test
    void givesTheConsoleAnHourWhereNothingElseIsSaid() throws Exception {
        String response =
                response().without(AwsRules.PREFIX + "SessionDuration").signed();

        assertThat(verifier.check(response)).isInstanceOfSatisfying(Accepted.class, accepted -> {
            assertThat(accepted.sessionDuration()).isEqualTo(Optional.empty());
            assertThat(accepted.consoleEnds(ISSUED)).isEqualTo(ISSUED.plus(Duration.ofHours(1)));
        });
    }

    @Test
    void givesFiveMinutes() throws Exception {
        String response = response().signed();
        clock.advance(Duration.ofSeconds(280));
        assertThat(verifier.check(response)).isInstanceOf(Accepted.class);

        clock.advance(Duration.ofSeconds(1));
        assertRejected(response, 400, "Token must be redeemed within 5 minutes of issuance");
    }

    @Test
    void refusesAResponseFromTheFuture() throws Exception {
        clock.advance(Duration.ofMinutes(-10));

        assertInvalid(response().signed());
    }

    @Test
    void refusesAStrangersSignature() throws Exception {
        assertRejected(new TestResponse(stranger, ENDPOINT, ISSUED).signed(), 400, "Response signature invalid");
    }

    @Test
    void refusesWhatWasChangedAfterItWasSigned() throws Exception {
        String changed = TestResponse.xml(response().signed()).replace("role/Admin", "role/Owner");

        assertRejected(TestResponse.base64(changed), 400, "Response signature invalid");
    }

    @Test
    void refusesWhatNobodySigned() {
        assertInvalid(response().unsigned());
    }

    @Test
    void refusesASecondAssertionBesideTheSignedOne() throws Exception {
        String xml = TestResponse.xml(response().signedAssertionOnly());
        int start = xml.indexOf("<saml:Assertion");
        String forged = xml.substring(start, xml.indexOf("</samlp:Response>"))
                .replace("_a", "_b")
                .replace("role/Admin", "role/Owner");

        assertInvalid(TestResponse.base64(xml.substring(0, start) + forged + xml.substring(start)));
    }

    @Test
    void refusesAnotherIssuer() throws Exception {
        assertRejected(
                response().issuer("http://localhost:8080/realms/other").signed(),
                400,
                "Failed to assume role: Issuer not present in specified provider");
    }

    @Test
    void refusesAnotherAudience() throws Exception {
        assertRejected(
                response()
                        .spoil(xml -> xml.replace("<saml:Audience>urn:amazon:webservices<", "<saml:Audience>other<"))
                        .signed(),
                400,
                "Response does not contain the required audience");
    }

    @Test
    void refusesAResponseForNoAudience() throws Exception {
        assertRejected(
                response()
                        .spoil(xml -> xml.replaceAll("<saml:AudienceRestriction>.*</saml:AudienceRestriction>", ""))
                        .signed(),
                400,
                "Response does not contain the required audience");
    }

    @Test
    void refusesAnotherRecipient() throws Exception {
        assertRejected(
                response()
                        .spoil(xml -> xml.replace("Recipient=\"" + ENDPOINT, "Recipient=\"https://example.org/saml"))
                        .signed(),
                403,
                "Not authorized to perform sts:AssumeRoleWithSAML");
    }

    @Test
    void refusesAnotherDestination() throws Exception {
        assertInvalid(response()
                .spoil(xml -> xml.replace("Destination=\"" + ENDPOINT, "Destination=\"https://example.org/saml"))
                .signed());
    }

    @Test
    void refusesTwoSubjectConfirmations() throws Exception {
        assertInvalid(response()
                .spoil(xml -> xml.replaceAll("(<saml:SubjectConfirmation .*</saml:SubjectConfirmation>)", "$1$1"))
                .signed());
    }

    @Test
    void refusesASubjectConfirmationWithoutAnEnd() throws Exception {
        assertInvalid(response()
                .spoil(xml ->
                        xml.replaceFirst("SubjectConfirmationData NotOnOrAfter=\"[^\"]*\"", "SubjectConfirmationData"))
                .signed());
    }

    @Test
    void refusesAResponseWithoutNameId() throws Exception {
        assertRejected(
                response()
                        .spoil(xml -> xml.replaceAll("<saml:NameID>.*</saml:NameID>", ""))
                        .signed(),
                403,
                "Not authorized to perform sts:AssumeRoleWithSAML");
    }

    @Test
    void refusesAResponseWithoutRole() throws Exception {
        assertInvalid(response().without(AwsRules.PREFIX + "Role").signed());
    }

    @Test
    void refusesARoleAttributeInTheWrongCase() throws Exception {
        assertInvalid(response()
                .without(AwsRules.PREFIX + "Role")
                .with(AwsRules.PREFIX + "role", TestResponse.ADMIN)
                .signed());
    }

    @Test
    void refusesTwoRoleAttributes() throws Exception {
        assertInvalid(response()
                .spoil(xml -> xml.replace(
                        "</saml:AttributeStatement>",
                        "<saml:Attribute Name=\"" + AwsRules.PREFIX + "Role\"><saml:AttributeValue>"
                                + TestResponse.ADMIN
                                + "</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>"))
                .signed());
    }

    /** Keycloak's default scope role_list adds them, and AWS does not look at them. */
    @Test
    void acceptsOtherAttributesTwice() throws Exception {
        String other =
                "<saml:Attribute Name=\"Role\"><saml:AttributeValue>offline_access</saml:AttributeValue></saml:Attribute>";

        assertThat(verifier.check(response()
                        .spoil(xml ->
                                xml.replace("</saml:AttributeStatement>", other + other + "</saml:AttributeStatement>"))
                        .signed()))
                .isInstanceOf(Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "offline_access",
                "arn:aws:iam::123456789012:role/Admin",
                "arn:aws:iam::123456789012:role/Admin,",
                "arn:aws:iam::123456789012:role/Admin, arn:aws:iam::123456789012:saml-provider/keycloak",
                "arn:aws:iam::123456789012:role/Admin,arn:aws:iam::123456789012:saml-provider/keycloak,",
                "arn:aws:iam::123456789012:role/Admin,arn:aws:iam::210987654321:saml-provider/keycloak",
                "arn:aws:iam::123456789012:role/Admin,arn:aws-cn:iam::123456789012:saml-provider/keycloak",
                "arn:aws:iam::12345678901:role/Admin,arn:aws:iam::12345678901:saml-provider/keycloak",
                "arn:aws:iam::123456789012:role/Ad min,arn:aws:iam::123456789012:saml-provider/keycloak"
            })
    void refusesABadPairEvenBesideAGoodOne(String pair) throws Exception {
        assertInvalid(response()
                .with(AwsRules.PREFIX + "Role", TestResponse.ADMIN, pair)
                .signed());
    }

    @Test
    void refusesAResponseWithoutSessionName() throws Exception {
        assertRejected(
                response().without(AwsRules.PREFIX + "RoleSessionName").signed(),
                400,
                "RoleSessionName is required in AuthnResponse");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "test admin",
                "test/admin",
                "jürgen",
                "12345678901234567890123456789012345678901234567890123456789012345"
            })
    void refusesASessionNameThatAwsDoesNotTake(String name) throws Exception {
        assertRejected(
                response().with(AwsRules.PREFIX + "RoleSessionName", name).signed(),
                400,
                "RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "test admin", "jürgen", "aws:me"})
    void refusesASourceIdentityThatAwsDoesNotTake(String identity) throws Exception {
        assertRejected(
                response().with(AwsRules.PREFIX + "SourceIdentity", identity).signed(),
                400,
                "Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with \"aws:\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"899", "-1", "an hour", "", "99999999999"})
    void refusesADurationThatIsNone(String seconds) throws Exception {
        assertInvalid(
                response().with(AwsRules.PREFIX + "SessionDuration", seconds).signed());
    }

    @Test
    void refusesADurationOverTwelveHours() throws Exception {
        assertRejected(
                response().with(AwsRules.PREFIX + "SessionDuration", "43201").signed(),
                400,
                "Requested DurationSeconds exceeds MaxSessionDuration set for this role");
    }

    @Test
    void refusesAResponseWithoutEvidence() throws Exception {
        assertRejected(
                response().without(AwsRules.ASSURANCE).signed(),
                403,
                "Not authorized to perform sts:AssumeRoleWithSAML");
    }

    @Test
    void refusesOtherAssurance() throws Exception {
        assertRejected(
                response()
                        .with(AwsRules.ASSURANCE, "https://refeds.org/profile/sfa")
                        .signed(),
                403,
                "Not authorized to perform sts:AssumeRoleWithSAML");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "%%%", "bm8geG1s", "PHg+", "PHg+PC94Pg=="})
    void refusesWhatIsNoResponse(String text) {
        assertInvalid(text);
    }

    @Test
    void refusesADocumentType() throws Exception {
        String xml = TestResponse.xml(response().signed());
        String withDocumentType = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"
                + xml.replaceFirst("^<\\?xml[^>]*\\?>", "");

        assertInvalid(TestResponse.base64(withDocumentType));
    }

    @Test
    void refusesMoreThanAwsReads() {
        assertInvalid("A".repeat(100_001));
    }

    @Test
    void saysWhenTheProviderCannotBeRead() throws Exception {
        SamlVerifier blind = new SamlVerifier(
                ENDPOINT,
                () -> {
                    throw new IllegalStateException("connection refused");
                },
                clock);

        assertThat(blind.check(response().signed())).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.awsText()).isEqualTo("Specified provider doesn't exist");
            assertThat(rejected.reason()).contains("connection refused");
        });
    }

    private void assertInvalid(String response) {
        assertRejected(response, 400, "Your request included an invalid SAML response. To logout, click here.");
    }

    private void assertRejected(String response, int status, String awsText) {
        assertThat(verifier.check(response)).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.awsText()).as(rejected.reason()).isEqualTo(awsText);
            assertThat(rejected.status()).isEqualTo(status);
            assertThat(rejected.reason()).isNotBlank();
        });
    }
}
