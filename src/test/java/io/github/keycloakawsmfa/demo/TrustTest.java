package io.github.keycloakawsmfa.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.demo.SamlCheck.Accepted;
import io.github.keycloakawsmfa.demo.SamlCheck.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the roles' trust policies make of an assertion. */
class TrustTest {

    private static final String ENDPOINT = "http://localhost:8090/saml";
    private static final Instant NOW = Instant.parse("2031-05-06T07:08:09Z");
    private static final String ADMIN = TestResponse.ADMIN.split(",")[0];
    private static final String READ_ONLY = TestResponse.READ_ONLY.split(",")[0];
    private static final String PROVIDER = TestResponse.ADMIN.split(",")[1];
    private static final String NOT_AUTHORIZED = "Not authorized to perform sts:AssumeRoleWithSAML";

    private static TestIdentityProvider idp;
    private static IdentityProvider metadata;

    private final AwsAccounts accounts = new AwsAccounts(ReadmePolicy.strict(Set.of(ENDPOINT)));
    private final SamlVerifier verifier = new SamlVerifier(
            SignInEndpoints.local(ENDPOINT), () -> metadata, new TestClock(NOW), accounts, Optional.empty());

    @BeforeAll
    static void createKey() throws Exception {
        idp = TestIdentityProvider.create("http://localhost:8080/realms/demo");
        metadata = IdentityProvider.ofDescriptor(idp.descriptor());
    }

    private static TestResponse response() {
        return new TestResponse(idp, ENDPOINT, NOW);
    }

    private static TrustPolicy policy(String condition) {
        return TrustPolicy.parse("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Federated": "%s"},
                 "Action": "sts:*", "Condition": {%s}}}""".formatted(PROVIDER, condition));
    }

    @Test
    void oneRoleThatLetsItInIsEnoughForTheChooser() throws Exception {
        accounts.trust(READ_ONLY, policy("\"StringEquals\": {\"saml:aud\": \"" + ENDPOINT + "\"}"));

        assertThat(verifier.check(response().without(AwsRules.ASSURANCE).signed()))
                .isInstanceOf(Accepted.class);

        accounts.reset();
        assertRejected(response().without(AwsRules.ASSURANCE), NOT_AUTHORIZED);
    }

    /** Mistake 21: a tag that nobody had before shuts every role whose policy does not allow sts:TagSession. */
    @Test
    void tagsNeedTagSession() throws Exception {
        TestResponse tagged = response().with(AwsRules.PREFIX + "PrincipalTag:mfa", "true");
        assertRejected(tagged, NOT_AUTHORIZED);

        accounts.trust(
                ADMIN,
                TrustPolicy.parse(ReadmePolicy.json(
                        PROVIDER, Set.of(ENDPOINT), List.of("sts:AssumeRoleWithSAML", "sts:TagSession"))));

        assertAccepted(tagged);
    }

    @Test
    void aSourceIdentityNeedsSetSourceIdentity() throws Exception {
        TestResponse named = response().with(AwsRules.PREFIX + "SourceIdentity", "test-admin1");
        assertRejected(named, NOT_AUTHORIZED);

        accounts.trust(
                ADMIN,
                TrustPolicy.parse(ReadmePolicy.json(
                        PROVIDER, Set.of(ENDPOINT), List.of("sts:AssumeRoleWithSAML", "sts:SetSourceIdentity"))));

        assertAccepted(named);
    }

    @Test
    void policiesSeeWhatTheAssertionSays() throws Exception {
        String all = "\"ForAnyValue:StringEquals\": {\"SAML:edupersonassurance\": \"" + AwsRules.MFA + "\"},"
                + "\"ForAllValues:StringEquals\": {\"aws:TagKeys\": [\"mfa\", \"team\"],"
                + " \"sts:TransitiveTagKeys\": [\"team\"]},"
                + "\"StringEquals\": {\"SAML:aud\": \"" + ENDPOINT + "\","
                + " \"SAML:iss\": \"http://localhost:8080/realms/demo\", \"SAML:sub\": \"test-admin1\","
                + " \"SAML:sub_type\": \"persistent\", \"SAML:doc\": \"123456789012/keycloak\","
                + " \"aws:RequestTag/MFA\": \"true\", \"sts:SourceIdentity\": \"ada\","
                + " \"sts:RoleSessionName\": \"test-admin1\"}";
        accounts.trust(ADMIN, policy(all));
        accounts.trust(READ_ONLY, policy(all.replace("\"ada\"", "\"eve\"")));
        String signed = response()
                .with(AwsRules.PREFIX + "PrincipalTag:mfa", "true")
                .with(AwsRules.PREFIX + "PrincipalTag:team", "blue")
                .with(AwsRules.PREFIX + "TransitiveTagKeys", "team")
                .with(AwsRules.PREFIX + "SourceIdentity", "ada")
                .spoil(xml -> xml.replace(
                        "<saml:NameID>",
                        "<saml:NameID Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent\">"))
                .signed();

        assertThat(verifier.check(signed)).isInstanceOf(Accepted.class);

        accounts.trust(ADMIN, policy(all.replace("blue", "red").replace("\"mfa\", ", "")));
        assertThat(verifier.check(signed)).isInstanceOf(Rejected.class);
    }

    @Test
    void aTagCanBeTheCondition() throws Exception {
        String condition = "\"StringEquals\": {\"aws:RequestTag/mfa\": \"true\"}";
        accounts.trust(ADMIN, policy(condition));
        accounts.trust(READ_ONLY, policy(condition));

        assertRejected(response(), NOT_AUTHORIZED);
        assertRejected(response().with(AwsRules.PREFIX + "PrincipalTag:mfa", "false"), NOT_AUTHORIZED);
        assertAccepted(response().with(AwsRules.PREFIX + "PrincipalTag:mfa", "true"));
    }

    /** Mistake 9. */
    @Test
    void noSessionIsLongerThanItsRoleAllows() throws Exception {
        accounts.maxSessionDuration(ADMIN, Duration.ofHours(1));
        assertAccepted(response());

        accounts.maxSessionDuration(READ_ONLY, Duration.ofHours(1));
        assertRejected(response(), "Requested DurationSeconds exceeds MaxSessionDuration set for this role");
        assertAccepted(response().with(AwsRules.PREFIX + "SessionDuration", "3600"));
    }

    @Test
    void aProviderMustBeThere() throws Exception {
        accounts.removeProvider(PROVIDER);

        assertRejected(response(), "Specified provider doesn't exist");
    }

    private void assertAccepted(TestResponse response) throws Exception {
        assertThat(verifier.check(response.signed())).isInstanceOf(Accepted.class);
    }

    private void assertRejected(TestResponse response, String awsText) throws Exception {
        assertThat(verifier.check(response.signed()))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.awsText())
                                .as(rejected.reason())
                                .isEqualTo(awsText));
    }
}
