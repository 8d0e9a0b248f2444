package io.github.keycloakawsmfa.aws;

import static io.github.keycloakawsmfa.walk.AwsSide.ASSURANCE;
import static io.github.keycloakawsmfa.walk.AwsSide.PREFIX;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.walk.AuthnRequest;
import io.github.keycloakawsmfa.walk.AwsSide;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Set-up has not run: the JAR alone holds back whatever AWS might take, whichever client it comes from. */
class GateAloneIT {

    private static final String PLAIN_ACS = "https://app.example.test/acs";

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static int count;

    private final String name = "client-" + ++count;
    private Person person;

    @BeforeEach
    void aUserWithAPasswordOnly() {
        person = new Person(realm, realm.user("user-" + count));
        realm.clearEvents();
    }

    @Nested
    class Guarded {

        @Test
        @Tag("smoke")
        void theRefusalTellsWhatToDo() {
            realm.samlClient(name, "https://signin.aws.amazon.com/saml", client -> {});

            refusedAfter(person.signInWithCode(realm.idpInitiated(name)));

            assertThat(AwsSide.refusals(realm)).singleElement().satisfies(event -> {
                assertThat(event.clientId()).isEqualTo(name);
                assertThat(event.userId()).isEqualTo(person.user().id());
                assertThat(event.details())
                        .containsEntry("reason", "evidence_missing")
                        .containsEntry("mode", "enforce")
                        .containsEntry(
                                "hint",
                                "set-up has not run for this client: POST /admin/realms/" + realm.name()
                                        + "/aws-mfa/setup");
                assertThat(event.details().get("path")).contains("/realms/" + realm.name() + "/login-actions/");
            });
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://signin.aws.amazon.com/saml",
                    "https://eu-west-1.signin.aws.amazon.com/saml/acs/SAMLSP4SHN3UIS2D558H46",
                    "https://SIGNIN.AWS.AMAZON.COM./saml",
                    "https://signin.aws.amazon.com:443/saml",
                    "https://user@signin.aws.amazon.com/saml",
                    "https://signin.amazonaws-us-gov.com/saml",
                    "https://us-gov-west-1.signin.amazonaws-us-gov.com/saml",
                    "https://signin.amazonaws.cn/saml",
                    "https://my-start-page.awsapps.com/start",
                    "https://us-west-2.signin.aws/platform/saml/acs/0a1b2c3d-1234",
                    "https://us-west-2.sso.signin.aws/platform/saml/acs/0a1b2c3d-1234",
                    "https://signin-fips.amazonaws-us-gov.com/saml",
                    "https://us-gov-east-1.sso.signin-fips.amazonaws-us-gov.com/platform/saml/acs/0a1b2c3d-1234",
                    "https://eusc-de-east-1.signin.amazonaws-eusc.eu/saml",
                    "https://eusc-de-east-1.sso.signin.amazonaws-eusc.eu/platform/saml/acs/0a1b2c3d-1234",
                    "https://cn-north-1.sso.signin.amazonaws.cn/platform/saml/acs/0a1b2c3d-1234",
                    "https://signin.c2shome.ic.gov/saml",
                    "https://us-isob-east-1.signin.sc2shome.sgov.gov/saml",
                    "https://console.csphome.adc-e.uk/saml",
                    "https://us-isof-south-1.signin.csphome.hci.ic.gov/saml",
                    "https://start.cn-north-1.home.awsapps.cn/directory/d-1234567890",
                    "https://ssoins-1234567890abcdef.portal.us-west-2.app.aws/",
                    "https://ssoins-1234567890abcdef.us-west-2.portal.amazonaws.com/"
                })
        void anAddressOfAws(String acs) {
            realm.samlClient(name, acs, client -> {});

            refusedAfter(
                    person.signInWithCode(realm.idpInitiated(name)),
                    acs.contains("/platform/saml/") ? "email_unproven" : "evidence_missing");
        }

        /** Identity Center at an address that this version does not know. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://region.sign-in.example.test/platform/saml/acs/0a1b2c3d-1234",
                    "https://region.sign-in.example.test/platform/saml/d-1234567890",
                    "https://region.sign-in.example.test//PLATFORM/./saml/x/../acs/0a1b2c3d-1234",
                    "https://region.sign-in.example.test/%70latform%2Fsaml/acs/0a1b2c3d-1234"
                })
        void aPathOfIdentityCenter(String acs) {
            realm.samlClient(name, acs, client -> {});

            refusedAfter(person.signInWithCode(realm.idpInitiated(name)), "email_unproven");
        }

        @Test
        void aPathOfIdentityCenterAsAudience() {
            String audience = "https://region.sign-in.example.test/platform/saml/d-1234567890";
            realm.samlClient(
                    name,
                    PLAIN_ACS,
                    client -> mapper(client, "saml-audience-mapper", Map.of("included.custom.audience", audience)));

            refusedAfter(person.signInWithCode(realm.idpInitiated(name)), "email_unproven");
        }

        /** Drivers of Redshift and Athena take the response on the user's own machine and give it to STS. */
        @ParameterizedTest
        @ValueSource(strings = {"http://localhost:7890/redshift/", "http://127.0.0.1:7890/athena/"})
        void aDriverOnTheUsersMachine(String acs) {
            realm.samlClient(
                    name,
                    acs,
                    client -> attribute(client, PREFIX + "Role", "RoleEntitlement", AwsSide.pair("Analyst")));

            refusedAfter(person.signInWithCode(realm.idpInitiated(name)));
        }

        /** Client VPN is known by its audience, which is the client id. */
        @Test
        void theClientVpnOnTheUsersMachine() {
            String vpn = "urn:amazon:webservices:clientvpn";
            realm.samlClient(
                    vpn,
                    "http://127.0.0.1:35001",
                    client -> ((ObjectNode) client.get("attributes")).put("saml_idp_initiated_sso_url_name", name));

            Page page = person.signInWithCode(realm.idpInitiated(name));

            assertThat(SamlPost.isOn(page)).isFalse();
            AwsSide.refusedOnce(realm, vpn, person.user(), "/login-actions/authenticate", "evidence_missing");
        }

        @Test
        void anAddressThatTheRequestNames() {
            realm.samlClient(
                    name, PLAIN_ACS, client -> client.putArray("redirectUris").add("*"));

            refusedAfter(person.pass(new AuthnRequest(realm, name, "https://signin.aws.amazon.com/saml", "")
                    .redirect(person.browser())));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "urn:amazon:webservices",
                    "urn:amazon:webservices:govcloud",
                    "urn:amazon:webservices:cn-north-1",
                    "https://signin.aws.amazon.com/saml"
                })
        void anAudienceOfAws(String audience) {
            realm.samlClient(
                    name,
                    PLAIN_ACS,
                    client -> mapper(client, "saml-audience-mapper", Map.of("included.custom.audience", audience)));

            refusedAfter(person.signInWithCode(realm.idpInitiated(name)));
        }

        @ParameterizedTest
        @CsvSource(
                ignoreLeadingAndTrailingWhitespace = false,
                value = {
                    "https://aws.amazon.com/SAML/Attributes/Role,r",
                    "HTTPS://aws.amazon.com/saml/attributes/ROLE,r",
                    "  https://aws.amazon.com/SAML/Attributes/RoleSessionName  ,r",
                    "plain,https://aws.amazon.com/SAML/Attributes/PrincipalTag:Team"
                })
        void anAttributeOfAws(String attribute, String friendlyName) {
            realm.samlClient(
                    name,
                    PLAIN_ACS,
                    client -> mapper(
                            client,
                            "saml-hardcode-attribute-mapper",
                            Map.of(
                                    "attribute.name",
                                    attribute,
                                    "friendly.name",
                                    friendlyName,
                                    "attribute.nameformat",
                                    "Basic",
                                    "attribute.value",
                                    "x")));

            refusedAfter(person.signInWithCode(realm.idpInitiated(name)));
        }

        @Test
        void aMarkedClient() {
            realm.samlClient(
                    name, PLAIN_ACS, client -> ((ObjectNode) client.get("attributes")).put("aws-mfa.guarded", "true"));

            refusedAfter(person.signInWithCode(realm.idpInitiated(name)));
            assertThat(AwsSide.refusals(realm))
                    .singleElement()
                    .satisfies(event -> assertThat(event.details()).doesNotContainKey("hint"));
        }

        /** Without a statement there is no place for evidence. */
        @Test
        void aResponseWithoutAuthnStatement() {
            realm.samlClient(
                    name,
                    "https://signin.aws.amazon.com/saml",
                    client -> ((ObjectNode) client.get("attributes")).put("saml.authnstatement", "false"));

            refusedAfter(person.signInWithCode(realm.idpInitiated(name)), "shape");
        }

        private void refusedAfter(Page page) {
            refusedAfter(page, "evidence_missing");
        }

        private void refusedAfter(Page page, String reason) {
            assertThat(page.status()).as(page.toString()).isEqualTo(400);
            assertThat(SamlPost.isOn(page)).isFalse();
            assertThat(page.source()).doesNotContain("SAMLart");
            AwsSide.refusedOnce(realm, name, person.user(), "/login-actions/authenticate", reason);
            assertThat(realm.clientSessions(person.user()).stream().flatMap(List::stream))
                    .doesNotContain(name);
        }
    }

    @Nested
    class NotGuarded {

        @Test
        void anotherClientsResponseIsNotTouched() {
            realm.samlClient(name, PLAIN_ACS, client -> {
                attribute(client, "urn:oid:1.3.6.1.4.1.5923.1.1.1.11", "assurance", "https://refeds.org/profile/mfa");
                attribute(client, "Role", "role", "reader");
                attribute(client, "https://aws.example.test/SAML/Attributes/Role", "r", "arn");
            });

            SamlPost post = SamlPost.of(person.signInWithCode(realm.idpInitiated(name)));

            assertThat(post.address()).isEqualTo(PLAIN_ACS);
            assertThat(post.attributes())
                    .containsEntry(ASSURANCE, List.of("https://refeds.org/profile/mfa"))
                    .containsEntry("https://aws.example.test/SAML/Attributes/Role", List.of("arn"));
            assertThat(post.attributes().get("Role")).contains("reader");
            assertThat(post.attributes().keySet()).noneMatch(attribute -> attribute.startsWith(PREFIX));
            assertThat(post.authnContext()).isEqualTo("urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified");
            assertThat(realm.events()).extracting(event -> event.error()).containsOnlyNulls();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://xsignin.aws.amazon.com/saml",
                    "https://signin.aws.amazon.com.example.test/saml",
                    "https://app.example.test/signin.aws.amazon.com/saml",
                    "https://us-west-2-signin.aws.example.test/saml",
                    "https://app.example.test/platform/saml/acs",
                    "https://app.example.test/platform/saml/metadata"
                })
        void anAddressThatOnlyLooksLikeAws(String acs) {
            realm.samlClient(name, acs, client -> {});

            assertThat(SamlPost.of(person.signInWithCode(realm.idpInitiated(name)))
                            .address())
                    .isEqualTo(acs);
        }
    }

    private static void attribute(ObjectNode client, String attribute, String friendlyName, String value) {
        mapper(
                client,
                "saml-hardcode-attribute-mapper",
                Map.of(
                        "attribute.name",
                        attribute,
                        "friendly.name",
                        friendlyName,
                        "attribute.nameformat",
                        "Basic",
                        "attribute.value",
                        value));
    }

    private static void mapper(ObjectNode client, String provider, Map<String, String> config) {
        client.withArray("protocolMappers")
                .addObject()
                .put("name", provider + client.path("protocolMappers").size())
                .put("protocol", "saml")
                .put("protocolMapper", provider)
                .set("config", AdminApi.JSON.valueToTree(config));
    }
}
