package io.github.keycloakawsmfa.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** STS's query API; AWS's command line itself calls it in {@code AwsCommandLineIT}. */
class StsTest {

    private static final URI REALM = URI.create("http://localhost:8080/realms/demo");
    private static final Instant NOW = Instant.parse("2031-05-06T07:08:09Z");
    private static final String ROLE = TestResponse.ADMIN.split(",")[0];
    private static final String PROVIDER = TestResponse.ADMIN.split(",")[1];

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static TestIdentityProvider idp;
    private static AwsSignIn signIn;
    private static TestClock clock;

    private final Map<String, String> call = new HashMap<>(
            Map.of("Action", "AssumeRoleWithSAML", "Version", "2011-06-15", "RoleArn", ROLE, "PrincipalArn", PROVIDER));

    @BeforeAll
    static void start() throws Exception {
        idp = TestIdentityProvider.create(REALM.toString());
        IdentityProvider metadata = IdentityProvider.ofDescriptor(idp.descriptor());
        clock = new TestClock(NOW);
        signIn = AwsSignIn.start(0, REALM, () -> metadata, clock);
    }

    @AfterAll
    static void stop() {
        signIn.close();
    }

    @AfterEach
    void reset() {
        signIn.accounts().reset();
    }

    private static TestResponse response() {
        return new TestResponse(idp, signIn.samlEndpoint().toString(), clock.instant());
    }

    @Test
    void givesCredentials() throws Exception {
        Document answer = called(
                response()
                        .with(AwsRules.PREFIX + "SourceIdentity", "test-admin1")
                        .spoil(xml -> xml.replace(
                                "<saml:NameID>test-admin1",
                                "<saml:NameID Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:transient\">"
                                        + "a&amp;b&lt;c"))
                        .signed(),
                200);

        assertThat(answer.selectFirst("AccessKeyId").text()).matches("ASIA[A-Z2-7]{16}");
        assertThat(answer.selectFirst("SecretAccessKey").text()).hasSize(40);
        assertThat(answer.selectFirst("SessionToken").text()).hasSizeGreaterThan(100);
        assertThat(answer.selectFirst("Expiration").text())
                .isEqualTo(clock.instant().plus(Duration.ofHours(1)).toString());
        assertThat(answer.selectFirst("AssumedRoleUser > Arn").text())
                .isEqualTo("arn:aws:sts::123456789012:assumed-role/Admin/test-admin1");
        assertThat(answer.selectFirst("AssumedRoleId").text()).matches("AROA[A-Z2-7]{16}:test-admin1");
        assertThat(answer.selectFirst("Subject").text()).isEqualTo("a&b<c");
        assertThat(answer.selectFirst("SubjectType").text()).isEqualTo("transient");
        assertThat(answer.selectFirst("Issuer").text()).isEqualTo(REALM.toString());
        assertThat(answer.selectFirst("Audience").text())
                .isEqualTo(signIn.samlEndpoint().toString());
        // printf %s 'http://localhost:8080/realms/demo123456789012/keycloak' | openssl sha1 -binary | base64
        assertThat(answer.selectFirst("NameQualifier").text()).isEqualTo("zV18a881zAlbgrT9xDzkhqMNxEc=");
        assertThat(answer.selectFirst("SourceIdentity").text()).isEqualTo("test-admin1");
        assertThat(answer.selectFirst("PackedPolicySize").text()).matches("[0-9]+");
    }

    @Test
    void answersBelowStsToo() throws Exception {
        call.put("SAMLAssertion", response().signed());

        assertThat(post("/sts").statusCode()).isEqualTo(200);
        assertThat(post("/sts/").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"900, 900", "7200, 7200", "43200, 7200"})
    void theAssertionsDurationOnlyShortens(int asked, int given) throws Exception {
        call.put("DurationSeconds", String.valueOf(asked));

        Document answer = called(response().signed(), 200);

        assertThat(answer.selectFirst("Expiration").text())
                .isEqualTo(clock.instant().plusSeconds(given).toString());
    }

    @Test
    void credentialsEndWithTheSessionOfTheIdentityProvider() throws Exception {
        Instant end = clock.instant().plusSeconds(600);

        Document answer = called(
                response()
                        .spoil(xml -> xml.replace("SessionIndex=", "SessionNotOnOrAfter=\"" + end + "\" SessionIndex="))
                        .signed(),
                200);

        assertThat(answer.selectFirst("Expiration").text()).isEqualTo(end.toString());
    }

    @Test
    void deniesWithoutEvidence() throws Exception {
        assertProblem(
                response().without(AwsRules.ASSURANCE).signed(),
                403,
                "AccessDenied",
                "Not authorized to perform sts:AssumeRoleWithSAML");
    }

    @Test
    void deniesARoleThatTheAssertionDoesNotGive() throws Exception {
        call.put("RoleArn", ROLE.replace("Admin", "Owner"));

        assertProblem(response().signed(), 403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithSAML");
    }

    /** Mistake 7: a tool that takes the pair's halves for each other. */
    @Test
    void knowsNoOtherProvider() throws Exception {
        call.put("PrincipalArn", ROLE);
        call.put("RoleArn", PROVIDER);

        assertProblem(response().signed(), 400, "InvalidIdentityToken", "Specified provider doesn't exist");
    }

    @Test
    void knowsNoProviderThatWasTakenAway() throws Exception {
        signIn.accounts().removeProvider(PROVIDER);

        assertProblem(response().signed(), 400, "InvalidIdentityToken", "Specified provider doesn't exist");
    }

    @Test
    void redeemsForFiveMinutes() throws Exception {
        String signed = response().signed();
        clock.advance(Duration.ofSeconds(301));

        assertProblem(signed, 400, "ExpiredTokenException", "Token must be redeemed within 5 minutes of issuance");
    }

    @Test
    void holdsTheRolesLongestSession() throws Exception {
        signIn.accounts().maxSessionDuration(ROLE, Duration.ofHours(1));
        call.put("DurationSeconds", "3601");

        assertProblem(
                response().signed(),
                400,
                "ValidationError",
                "Requested DurationSeconds exceeds MaxSessionDuration set for this role");
    }

    @Test
    void knowsTheRealmByItsIssuerOnly() throws Exception {
        assertProblem(
                response().issuer("http://localhost:8080/realms/other").signed(),
                400,
                "InvalidIdentityToken",
                "Issuer not present in specified provider");
    }

    @Test
    void tellsOfAFailureAtTheIdentityProvider() throws Exception {
        assertProblem(
                response()
                        .spoil(xml -> xml.replace("status:Success", "status:AuthnFailed"))
                        .signed(),
                403,
                "IDPRejectedClaim",
                "The identity provider reported that authentication failed");
    }

    @Test
    void readsTheAssertionOnlyAfterItsSignature() throws Exception {
        String changed = TestResponse.xml(response().signed()).replace("role/Admin", "role/Owner");

        assertProblem(TestResponse.base64(changed), 400, "InvalidIdentityToken", "Response signature invalid");
    }

    @ParameterizedTest
    @CsvSource({
        "Action, AssumeRole, InvalidAction",
        "Version, 2010-01-01, InvalidAction",
        "RoleArn, '', ValidationError",
        "RoleArn, short, ValidationError",
        "PrincipalArn, '', ValidationError",
        "DurationSeconds, 899, ValidationError",
        "DurationSeconds, 43201, ValidationError",
        "DurationSeconds, -1, ValidationError"
    })
    void refusesACallThatIsNone(String name, String value, String code) throws Exception {
        call.put(name, value);

        Document answer = called(response().signed(), 400);

        assertThat(answer.selectFirst("Error > Code").text()).isEqualTo(code);
    }

    @Test
    void refusesMoreThanAwsReads() throws Exception {
        assertProblem(
                "A".repeat(100_001),
                400,
                "ValidationError",
                "1 validation error detected: Value at 'sAMLAssertion' failed to satisfy constraint:"
                        + " Member must have length less than or equal to 100000");
    }

    /** No external entity is read, and none comes back. */
    @Test
    void readsNoDocumentType() throws Exception {
        String xml = TestResponse.xml(response().signed()).replaceFirst("^<\\?xml[^>]*\\?>", "");

        assertProblem(
                TestResponse.base64("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>" + xml),
                400,
                "InvalidIdentityToken",
                "Invalid base64 SAMLResponse");
    }

    /** Tags are asked for one by one: a role whose policy lacks sts:TagSession is shut. */
    @Test
    void asksTheTrustPolicyForEachAction() throws Exception {
        String tagged =
                response().with(AwsRules.PREFIX + "PrincipalTag:mfa", "true").signed();
        called(tagged, 200);

        signIn.accounts()
                .trust(
                        ROLE,
                        TrustPolicy.parse(ReadmePolicy.json(
                                PROVIDER,
                                Set.of(signIn.samlEndpoint().toString()),
                                List.of("sts:AssumeRoleWithSAML"))));

        assertProblem(tagged, 403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithSAML");
    }

    private void assertProblem(String assertion, int status, String code, String message) throws Exception {
        Document answer = called(assertion, status);
        assertThat(answer.selectFirst("ErrorResponse > Error > Message").text()).isEqualTo(message);
        assertThat(answer.selectFirst("ErrorResponse > Error > Code").text()).isEqualTo(code);
        assertThat(answer.select("Credentials")).isEmpty();
    }

    private Document called(String assertion, int status) throws Exception {
        call.put("SAMLAssertion", assertion);
        HttpResponse<String> answer = post("/");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/xml");
        return Jsoup.parse(answer.body(), Parser.xmlParser());
    }

    private HttpResponse<String> post(String path) throws Exception {
        String body = call.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(signIn.url() + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
