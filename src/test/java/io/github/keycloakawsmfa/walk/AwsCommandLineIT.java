package io.github.keycloakawsmfa.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.KeycloakServer;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.walk.AwsCommand.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * AWS's own command line redeems Keycloak's responses at the stand-in's STS. The server only observes, so that a response can leave
 * without evidence: the trust policy is all that is left then.
 */
class AwsCommandLineIT {

    @RegisterExtension
    @Order(0)
    static final BeforeAllCallback installed = context -> AwsCommand.requireInstalled();

    @RegisterExtension
    static final KeycloakServer server =
            KeycloakServer.equipped(KeycloakServer.OBSERVING).shared();

    @RegisterExtension
    static final AwsSide aws = AwsSide.of(TestRealm.on(server, realm -> {}));

    private static final String ADMIN = AwsSide.pair("Admin").split(",")[0];
    private static final String READ_ONLY = AwsSide.pair("ReadOnly").split(",")[0];
    private static final String PROVIDER = AwsSide.pair("Admin").split(",")[1];
    private static final String NOT_AUTHORIZED = "An error occurred (AccessDenied) when calling the AssumeRoleWithSAML"
            + " operation: Not authorized to perform sts:AssumeRoleWithSAML";

    @TempDir
    static Path directory;

    private static AwsCommand command;
    private static int count;

    private Person person;

    @BeforeAll
    static void command() {
        command = new AwsCommand(directory);
    }

    @BeforeEach
    void aUser() {
        aws.setUp();
        person = aws.person("user-" + ++count, "Admin");
    }

    @AfterEach
    void asItWas() {
        aws.accounts().reset();
        aws.realm().clock().reset();
    }

    @Test
    void getsCredentialsWithEvidence() throws Exception {
        Result result = assume(ADMIN, PROVIDER, response());

        assertThat(result.status()).as(result.errors()).isZero();
        JsonNode json = result.json();
        assertThat(json.at("/Credentials/AccessKeyId").asText()).startsWith("ASIA");
        assertThat(json.at("/Credentials/SecretAccessKey").asText()).isNotEmpty();
        assertThat(json.at("/Credentials/SessionToken").asText()).isNotEmpty();
        assertThat(Instant.parse(json.at("/Credentials/Expiration").asText().replace("+00:00", "Z")))
                .isAfter(aws.realm().clock().now());
        assertThat(json.at("/AssumedRoleUser/Arn").asText())
                .isEqualTo("arn:aws:sts::123456789012:assumed-role/Admin/"
                        + person.user().username());
        assertThat(json.at("/Issuer").asText()).isEqualTo(aws.realm().url("").toString());
        assertThat(json.at("/Audience").asText()).isEqualTo(aws.acs());
        assertThat(json.at("/NameQualifier").asText()).matches("[A-Za-z0-9+/]{27}=");
    }

    @Test
    void getsNothingWithoutEvidence() throws Exception {
        aws.leaveTheGateAlone();
        SamlPost post = SamlPost.of(person.signInWithCode(aws.console()));
        assertThat(post.attributes()).containsKey(AwsSide.PREFIX + "Role").doesNotContainKey(AwsSide.ASSURANCE);

        assertRefused(assume(ADMIN, PROVIDER, post.samlResponse()), NOT_AUTHORIZED);
    }

    @Test
    void getsNoOtherRoleThanItsOwn() throws Exception {
        assertRefused(assume(READ_ONLY, PROVIDER, response()), NOT_AUTHORIZED);
    }

    @Test
    void needsTheRightPrincipal() throws Exception {
        assertRefused(
                assume(ADMIN, PROVIDER + "2", response()),
                "An error occurred (InvalidIdentityToken) when calling the AssumeRoleWithSAML operation:"
                        + " Specified provider doesn't exist");
    }

    @Test
    void mustComeWithinFiveMinutes() throws Exception {
        String response = response();
        aws.realm().clock().advance(Duration.ofSeconds(301));

        assertRefused(
                assume(ADMIN, PROVIDER, response),
                "An error occurred (ExpiredTokenException) when calling the AssumeRoleWithSAML operation:"
                        + " Token must be redeemed within 5 minutes of issuance");
    }

    @Test
    void staysWithinTheRolesLongestSession() throws Exception {
        aws.accounts().maxSessionDuration(ADMIN, Duration.ofHours(1));
        String response = response();

        assertThat(assume(ADMIN, PROVIDER, response, "--duration-seconds", "3600")
                        .status())
                .isZero();
        assertRefused(
                assume(ADMIN, PROVIDER, response, "--duration-seconds", "7200"),
                "An error occurred (ValidationError) when calling the AssumeRoleWithSAML operation:"
                        + " Requested DurationSeconds exceeds MaxSessionDuration set for this role");
    }

    private String response() {
        SamlPost post = SamlPost.of(person.signInWithCode(aws.console()));
        assertThat(post.attributes()).containsKey(AwsSide.ASSURANCE);
        return post.samlResponse();
    }

    private static Result assume(String role, String principal, String response, String... more) throws Exception {
        return command.assumeRoleWithSaml(aws.sts(), role, principal, response, more);
    }

    private static void assertRefused(Result result, String words) {
        assertThat(result.status()).as(result.output()).isNotZero();
        assertThat(result.errors()).contains(words);
        assertThat(result.output()).isBlank();
    }
}
