package io.github.keycloakawsmfa.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.demo.IdentityCenter;
import io.github.keycloakawsmfa.demo.IdentityProvider;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.walk.AuthnRequest;
import io.github.keycloakawsmfa.walk.AwsSide;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("IAM Identity Center")
class IdentityCenterIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static final String ENTITY_ID = "https://eu-west-1.signin.aws.amazon.com/platform/saml/d-1234567890";
    private static final String ACS = "https://eu-west-1.signin.aws.amazon.com/platform/saml/acs/0a1b2c3d-1234";
    private static final String EMAIL = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";

    @BeforeAll
    static void setUp() {
        JsonNode answer = realm.admin()
                .post(
                        "/aws-mfa/setup",
                        Map.of("preset", "identity-center", "clientId", ENTITY_ID, "endpoints", List.of(ACS)));
        assertThat(answer.toString()).doesNotContain("RoleSessionName", "SessionDuration");
    }

    @Test
    void usersBeginAtKeycloak() {
        Person ada = new Person(realm, realm.user("ada"));

        SamlPost post = SamlPost.of(ada.signInWithCode(realm.idpInitiated("aws-identity-center")));

        assertForIdentityCenter(post, "ada@example.test");
    }

    @Test
    void usersBeginAtTheAccessPortal() {
        Person bob = new Person(realm, realm.user("bob"));
        String other = "<samlp:NameIDPolicy Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent\"/>";

        Page page = new AuthnRequest(realm, ENTITY_ID, ACS, "", other).redirect(bob.browser());

        assertForIdentityCenter(SamlPost.of(bob.pass(page)), "bob@example.test");
    }

    @Test
    void withoutACodeNothingLeaves() {
        Person cleo = new Person(realm, realm.user("cleo"));
        realm.admin().delete("/authentication/required-actions/virtual-mfa");
        try {
            realm.admin().put("/clients/" + realm.clientUuid(ENTITY_ID), withoutFlow());
            assertThat(SamlPost.isOn(cleo.signInWithCode(realm.idpInitiated("aws-identity-center"))))
                    .isFalse();
        } finally {
            realm.admin().post("/aws-mfa/setup", Map.of("clientId", ENTITY_ID));
        }
    }

    /** Users may change their address: an unverified one may be anybody's. */
    @ParameterizedTest
    @ValueSource(strings = {"aws-identity-center", "theirs"})
    void withoutAVerifiedAddressNobodyGetsIn(String urlName) {
        if (urlName.equals("theirs")) {
            realm.samlClient(
                    "theirs", ACS, client -> client.withObject("/attributes").put("saml_name_id_format", "email"));
        }
        Person eve = new Person(realm, realm.user("eve-" + urlName, user -> user.put("emailVerified", false)));

        Page page = eve.signInWithCode(realm.idpInitiated(urlName));

        assertThat(SamlPost.isOn(page)).isFalse();
        if (urlName.equals("theirs")) {
            assertThat(AwsSide.refusals(realm))
                    .last()
                    .satisfies(
                            event -> assertThat(event.details().get("reason")).isEqualTo("email_unproven"));
        } else {
            assertThat(page.has("#virtual-mfa-email-unproven"))
                    .as(page.toString())
                    .isTrue();
            assertThat(page.html().text()).contains("ask your administrator to confirm it");
        }
    }

    /** Identity Center reads the NameID, wherever a mapper took it from. */
    @Test
    void aNameIdThatIsAnothersAddressLeadsNowhere() {
        String mappers = "/clients/" + realm.clientUuid(ENTITY_ID) + "/protocol-mappers/models";
        String mapper = realm.admin()
                .create(
                        mappers,
                        Map.of(
                                "name", "name",
                                "protocol", "saml",
                                "protocolMapper", "saml-user-attribute-nameid-mapper",
                                "config", Map.of("mapper.nameid.format", EMAIL, "user.attribute", "lastName")));
        Person eve = new Person(realm, realm.user("eve-named", user -> user.put("lastName", "bob@example.test")));
        try {
            Page page = eve.signInWithCode(realm.idpInitiated("aws-identity-center"));

            assertThat(page.has("#virtual-mfa-unnamed")).as(page.toString()).isTrue();
            assertThat(page.html().text()).contains("name_id_not_email");
            assertThat(realm.events("LOGIN_ERROR"))
                    .last()
                    .satisfies(event -> assertThat(event.details()).containsEntry("reason", "name_id_not_email"));
        } finally {
            realm.admin().delete(mappers + "/" + mapper);
        }
    }

    /** Identity Center knows nobody by a name that Keycloak makes up. */
    @Test
    void anotherFormatLeadsNowhereAndIsFound() {
        ObjectNode client = (ObjectNode) realm.admin().get("/clients/" + realm.clientUuid(ENTITY_ID));
        client.withObject("/attributes").put("saml_name_id_format", "persistent");
        realm.admin().put("/clients/" + realm.clientUuid(ENTITY_ID), client);
        Person dan = new Person(realm, realm.user("dan"));
        try {
            Page page = dan.signInWithCode(realm.idpInitiated("aws-identity-center"));

            assertThat(page.html().text()).contains("name_id_not_email");
            assertThat(realm.admin().get("/aws-mfa/check").get("findings")).anySatisfy(finding -> {
                assertThat(finding.get("id").asText()).isEqualTo("sign-in-stopped");
                assertThat(finding.get("where").asText()).contains("saml_name_id_format");
            });
        } finally {
            realm.admin().post("/aws-mfa/setup", Map.of("clientId", ENTITY_ID));
        }
    }

    @Test
    void asSetUpLeftItNothingIsToBeDone() {
        JsonNode again = realm.admin().post("/aws-mfa/setup", Map.of("clientId", ENTITY_ID));

        assertThat(again.get("changes"))
                .allSatisfy(change -> assertThat(change.get("action").asText()).isEqualTo("keep"));
        assertThat(realm.admin().get("/aws-mfa/check").get("findings"))
                .noneSatisfy(finding -> assertThat(finding.toString()).contains(ENTITY_ID));
    }

    @Test
    void itsAddressHasToBeSaid() {
        String another = ENTITY_ID + "9";

        var answer = realm.admin().send("POST", "/aws-mfa/setup", Map.of("clientId", another));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().toString()).contains("say it in \\\"endpoints\\\"");
        assertThat(realm.admin().get("/clients?clientId=" + another)).isEmpty();
    }

    private static void assertForIdentityCenter(SamlPost post, String email) {
        assertThat(post.address()).isEqualTo(ACS);
        assertThat(post.xml()).contains(EMAIL).contains(">" + email + "<").contains("<saml:Audience>" + ENTITY_ID);
        assertThat(post.attributes().keySet()).as("no role, no session name").containsExactly(AwsSide.ASSURANCE);
        assertThat(new IdentityCenter(
                                URI.create(ACS),
                                ENTITY_ID,
                                IdentityProvider.at(realm.url("/protocol/saml/descriptor")),
                                realm.clock().clock())
                        .check(post.samlResponse()))
                .isEqualTo(new IdentityCenter.SignedIn(email, Map.of()));
    }

    private static JsonNode withoutFlow() {
        JsonNode client = realm.admin().get("/clients/" + realm.clientUuid(ENTITY_ID));
        ((ObjectNode) client).putObject("authenticationFlowBindingOverrides").put("browser", "");
        return client;
    }
}
