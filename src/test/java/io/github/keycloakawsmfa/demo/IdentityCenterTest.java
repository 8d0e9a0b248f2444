package io.github.keycloakawsmfa.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.demo.IdentityCenter.Refused;
import io.github.keycloakawsmfa.demo.IdentityCenter.SignedIn;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityCenterTest {

    private static final String BASE = "https://eu-west-1.signin.aws.amazon.com/platform/saml/";
    private static final String ACS = BASE + "acs/0a1b2c3d-1234";
    private static final String ENTITY_ID = BASE + "d-1234567890";
    private static final String EMAIL = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";
    private static final String REALM = "http://localhost:8080/realms/demo";
    private static final Instant NOW = Instant.parse("2031-05-06T07:08:09Z");

    private static TestIdentityProvider idp;
    private static IdentityCenter center;

    @BeforeAll
    static void start() throws Exception {
        idp = TestIdentityProvider.create(REALM);
        IdentityProvider metadata = IdentityProvider.ofDescriptor(idp.descriptor());
        center = new IdentityCenter(URI.create(ACS), ENTITY_ID, () -> metadata, new TestClock(NOW));
    }

    private static TestResponse response(String nameIdFormat, String nameId) {
        return new TestResponse(idp, ACS, NOW)
                .audience(ENTITY_ID)
                .without(AwsRules.PREFIX + "Role")
                .without(AwsRules.PREFIX + "RoleSessionName")
                .without(AwsRules.PREFIX + "SessionDuration")
                .spoil(xml -> xml.replace(
                        "<saml:NameID>test-admin1", "<saml:NameID Format=\"" + nameIdFormat + "\">" + nameId));
    }

    @Test
    void signsInByEmailAddressWithoutAnyRole() throws Exception {
        String signed = response(EMAIL, "ada@example.test")
                .with(AwsRules.PREFIX + "AccessControl:mfa", "true")
                .signed();

        assertThat(center.check(signed)).isEqualTo(new SignedIn("ada@example.test", Map.of("mfa", "true")));
    }

    /** Mistake 18. */
    @ParameterizedTest
    @ValueSource(strings = {"ada", "ada@", "@example.test", ""})
    void refusesANameThatIsNoEmailAddress(String nameId) throws Exception {
        assertRefused(response(EMAIL, nameId).signed(), "NameID");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
                "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
            })
    void refusesAnotherFormat(String format) throws Exception {
        assertRefused(response(format, "ada@example.test").signed(), "NameID");
    }

    @Test
    void refusesTheAudienceOfIam() throws Exception {
        assertRefused(
                response(EMAIL, "ada@example.test").audience(AwsRules.AUDIENCE).signed(), "audience");
    }

    @Test
    void refusesAnAttributeOfTwoValues() throws Exception {
        assertRefused(
                response(EMAIL, "ada@example.test")
                        .with(AwsRules.PREFIX + "AccessControl:team", "blue", "red")
                        .signed(),
                "2 values");
    }

    /** Identity Center takes no encrypted assertions. */
    @Test
    void readsNothingEncrypted() throws Exception {
        assertRefused(
                response(EMAIL, "ada@example.test")
                        .encryptedFor(idp.certificate().getPublicKey()),
                "");
    }

    @Test
    void refusesWhatNobodySigned() {
        assertRefused(response(EMAIL, "ada@example.test").unsigned(), "");
    }

    private static void assertRefused(String response, String reason) {
        assertThat(center.check(response)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.error().text()).isEqualTo("An unexpected error has occurred");
            assertThat(refused.reason()).contains(reason);
        });
    }
}
