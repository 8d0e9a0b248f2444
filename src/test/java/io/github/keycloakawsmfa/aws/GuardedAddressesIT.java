package io.github.keycloakawsmfa.aws;

import static io.github.keycloakawsmfa.walk.AwsSide.ASSURANCE;
import static io.github.keycloakawsmfa.walk.AwsSide.PREFIX;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.walk.AuthnRequest;
import io.github.keycloakawsmfa.walk.AwsSide;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that set-up has never seen: the required action asks their users for a code, and with it the response leaves. */
@DisplayName("AWS's addresses, known before there is a response")
class GuardedAddressesIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static final String PLAIN_ACS = "https://app.example.test/acs";

    private static int count;

    private final String name = "client-" + ++count;

    @BeforeAll
    static void setUpRegistersTheAction() {
        realm.admin().post("/aws-mfa/setup", Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://us-west-2.signin.aws/platform/saml/acs/0a1b2c3d-1234",
                "https://us-west-2.sso.signin.aws/platform/saml/acs/0a1b2c3d-1234",
                "https://eusc-de-east-1.sso.signin.amazonaws-eusc.eu/platform/saml/acs/0a1b2c3d-1234",
                "https://us-gov-west-1.sso.signin-fips.amazonaws-us-gov.com/platform/saml/acs/0a1b2c3d-1234",
                "https://region.sign-in.example.test/platform/saml/acs/0a1b2c3d-1234",
                "https://eusc-de-east-1.signin.amazonaws-eusc.eu/saml",
                "https://signin.c2shome.ic.gov/saml",
                "https://us-isof-south-1.signin.csphome.hci.ic.gov/saml",
                "https://signin-fips.amazonaws-us-gov.com/saml"
            })
    void theWizardComesAndThenTheResponse(String acs) {
        realm.samlClient(name, acs, GuardedAddressesIT::nameIdIsTheEmail);
        Person person = new Person(realm, realm.user("user-" + count));

        assertThat(beforeTheCode(person).has("#kc-totp-settings-form")).isTrue();

        SamlPost post = SamlPost.of(person.signInWithCode(realm.idpInitiated(name)));
        assertThat(post.address()).isEqualTo(acs);
        assertThat(post.attributes()).containsEntry(ASSURANCE, List.of("https://refeds.org/profile/mfa"));
    }

    /** The client allows all of a host; which page of it is meant, the request says. */
    @Test
    void aPathThatOnlyTheRequestNames() {
        String acs = "https://region.sign-in.example.test/platform/saml/acs/0a1b2c3d-1234";
        realm.samlClient(name, PLAIN_ACS, client -> {
            nameIdIsTheEmail(client);
            client.putArray("redirectUris").add("https://region.sign-in.example.test/*");
        });
        Person person = new Person(realm, realm.user("user-" + count));

        Page page = person.password(new AuthnRequest(realm, name, acs, "").redirect(person.browser()));

        assertThat(page.has("#kc-totp-settings-form")).as(page.toString()).isTrue();
        assertThat(SamlPost.of(person.pass(page)).attributes()).containsKey(ASSURANCE);
    }

    /** The gate writes the client's own AWS roles; what else the driver reads stays. */
    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:7890/redshift/", "http://localhost:7890/athena/"})
    void aDriverGetsTheUsersRoles(String acs) {
        String uuid = realm.samlClient(name, acs, client -> {
            mapper(client, "saml-audience-mapper", Map.of("included.custom.audience", AwsSide.CLIENT_ID));
            mapper(
                    client,
                    "saml-hardcode-attribute-mapper",
                    Map.of(
                            "attribute.name",
                            "https://redshift.amazon.com/SAML/Attributes/DbUser",
                            "attribute.nameformat",
                            "URI Reference",
                            "attribute.value",
                            "analyst"));
        });
        realm.clientRoles(uuid, AwsSide.ACCOUNT + "/Analyst");
        Person person = new Person(realm, realm.user("user-" + count));
        realm.grant(person.user(), uuid, AwsSide.ACCOUNT + "/Analyst");

        assertThat(beforeTheCode(person).has("#kc-totp-settings-form")).isTrue();

        SamlPost post = SamlPost.of(person.signInWithCode(realm.idpInitiated(name)));
        assertThat(post.address()).isEqualTo(acs);
        assertThat(post.attributes())
                .containsEntry(PREFIX + "Role", List.of(AwsSide.pair("Analyst")))
                .containsEntry("https://redshift.amazon.com/SAML/Attributes/DbUser", List.of("analyst"))
                .containsKey(ASSURANCE);
    }

    @Test
    void theClientVpnGetsItsResponseAfterACode() {
        realm.samlClient(
                "urn:amazon:webservices:clientvpn",
                "http://127.0.0.1:35001",
                client -> ((ObjectNode) client.get("attributes")).put("saml_idp_initiated_sso_url_name", name));
        Person person = new Person(realm, realm.user("user-" + count));

        assertThat(beforeTheCode(person).has("#kc-totp-settings-form")).isTrue();

        SamlPost post = SamlPost.of(person.signInWithCode(realm.idpInitiated(name)));
        assertThat(post.address()).isEqualTo("http://127.0.0.1:35001");
        assertThat(post.attributes()).containsKey(ASSURANCE).doesNotContainKey(PREFIX + "Role");
    }

    /** Services of AWS's that have a SAML sign-in of their own, and no role of the account behind it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://pool.auth.eu-west-1.amazoncognito.com/saml2/idpresponse",
                "https://search-logs.eu-west-1.es.amazonaws.com/_dashboards/_opendistro/_security/saml/acs",
                "https://g-1234567890.grafana-workspace.eu-west-1.amazonaws.com/saml/acs"
            })
    void aServiceThatIsNotGuardedAsksForNoCode(String acs) {
        realm.samlClient(name, acs, client -> {});
        Person person = new Person(realm, realm.user("user-" + count));

        SamlPost post = SamlPost.of(beforeTheCode(person));

        assertThat(post.address()).isEqualTo(acs);
        assertThat(post.attributes()).doesNotContainKey(ASSURANCE);
    }

    private Page beforeTheCode(Person person) {
        return person.password(person.browser().open(realm.idpInitiated(name)));
    }

    private static void nameIdIsTheEmail(ObjectNode client) {
        ((ObjectNode) client.get("attributes"))
                .put("saml_name_id_format", "email")
                .put("saml_force_name_id_format", "true");
    }

    private static void mapper(ObjectNode client, String provider, Map<String, String> config) {
        ObjectNode mapper = client.withArray("protocolMappers").addObject();
        mapper.put("name", provider).put("protocol", "saml").put("protocolMapper", provider);
        config.forEach(mapper.withObject("/config")::put);
    }
}
