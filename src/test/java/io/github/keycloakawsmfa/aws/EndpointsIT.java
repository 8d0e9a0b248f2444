package io.github.keycloakawsmfa.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.demo.AwsAccounts;
import io.github.keycloakawsmfa.demo.AwsRole;
import io.github.keycloakawsmfa.demo.IdentityProvider;
import io.github.keycloakawsmfa.demo.ReadmePolicy;
import io.github.keycloakawsmfa.demo.SamlCheck;
import io.github.keycloakawsmfa.demo.SamlVerifier;
import io.github.keycloakawsmfa.demo.SignInEndpoints;
import io.github.keycloakawsmfa.demo.TestIdentityProvider;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.walk.AuthnRequest;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where assertions go, and how: several endpoints, console pages, encrypted. Keycloak's own facilities, set up by us. */
@DisplayName("AWS's endpoints")
class EndpointsIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static final String CLIENT = "urn:amazon:webservices";
    private static final String GLOBAL = "https://signin.aws.amazon.com/saml";
    private static final String IRELAND = "https://eu-west-1.signin.aws.amazon.com/saml";
    private static final String ENCRYPTED = "https://signin.aws.amazon.com/saml/acs/SAMLSPABCDEF";

    private static Person ada;

    @BeforeAll
    static void aUserWithADevice() {
        setUp(Map.of("accounts", Map.of("123456789012", List.of("Admin")), "endpoints", List.of(GLOBAL, IRELAND)));
        ada = new Person(realm, realm.user("ada"));
        realm.grant(ada.user(), realm.clientUuid(CLIENT), "123456789012/Admin");
        ada.signInWithCode(console());
    }

    @Test
    void theFirstOneGetsWhatBeginsAtKeycloakAndTheOrderTurnsItRound() {
        setUp(Map.of("endpoints", List.of(GLOBAL, IRELAND)));
        assertThat(open().address()).isEqualTo(GLOBAL);

        setUp(Map.of("endpoints", List.of(IRELAND, GLOBAL)));

        SamlPost post = open();
        assertThat(post.address()).isEqualTo(IRELAND);
        assertThat(post.xml()).contains("Destination=\"" + IRELAND + "\"").contains("Recipient=\"" + IRELAND + "\"");
        assertThat(changed(setUp(Map.of()))).isEmpty();
    }

    @Test
    void aRequestMayWantAnyOfThemAndNoOther() {
        setUp(Map.of("endpoints", List.of(GLOBAL, IRELAND)));

        assertThat(SamlPost.of(request(IRELAND)).address()).isEqualTo(IRELAND);
        assertThat(SamlPost.of(request(GLOBAL)).address()).isEqualTo(GLOBAL);
        Page elsewhere = request("https://us-east-2.signin.aws.amazon.com/saml");
        assertThat(elsewhere.status()).isEqualTo(400);
        assertThat(SamlPost.isOn(elsewhere)).isFalse();
    }

    @Test
    void aConsolePageIsReachedByRelayState() {
        String page = "https://console.aws.amazon.com/ec2/v2/home?region=eu-west-1#Instances:";
        setUp(Map.of("relayState", page));

        assertThat(relayState(ada.signInWithCode(console()))).isEqualTo(page);
        assertThat(relayState(
                        ada.signInWithCode(URI.create(console() + "?RelayState=https://console.aws.amazon.com/s3"))))
                .isEqualTo("https://console.aws.amazon.com/s3");
        assertThat(changed(setUp(Map.of()))).isEmpty();

        setUp(Map.of("relayState", ""));
        assertThat(ada.signInWithCode(console()).has("input[name=RelayState]")).isFalse();
    }

    @Test
    void whatIsEncryptedOnlyTheHolderOfTheKeyReads() throws Exception {
        TestIdentityProvider aws = TestIdentityProvider.create("aws");
        String pem = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(aws.certificate().getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        setUp(Map.of("endpoints", List.of(ENCRYPTED, GLOBAL), "encryptionCertificate", pem));

        SamlPost post = open();

        assertThat(post.address()).isEqualTo(ENCRYPTED);
        assertThat(post.xml()).contains("aes256-gcm").doesNotContain("AttributeStatement", "123456789012/Admin");
        SignInEndpoints decrypting = SignInEndpoints.AWS.encrypted("SAMLSPABCDEF");
        SamlVerifier verifier = new SamlVerifier(
                decrypting,
                IdentityProvider.at(realm.url("/protocol/saml/descriptor")),
                realm.clock().clock(),
                new AwsAccounts(ReadmePolicy.strict(decrypting.urls())),
                Optional.of(aws.key()));
        assertThat(verifier.check(post.samlResponse()))
                .isInstanceOfSatisfying(
                        SamlCheck.Accepted.class,
                        accepted -> assertThat(accepted.roles())
                                .extracting(AwsRole::roleArn)
                                .containsExactly("arn:aws:iam::123456789012:role/Admin"));
        assertThat(changed(setUp(Map.of()))).isEmpty();

        setUp(Map.of("endpoints", List.of(GLOBAL)));
        assertThat(open().xml()).as("at the plain endpoint").contains("AttributeStatement");
    }

    @Test
    void aCertificateForAnEndpointThatReadsNothingEncryptedIsAConflict() throws Exception {
        TestIdentityProvider aws = TestIdentityProvider.create("aws");
        String certificate =
                Base64.getEncoder().encodeToString(aws.certificate().getEncoded());

        var answer = realm.admin()
                .send(
                        "POST",
                        "/aws-mfa/setup",
                        Map.of("endpoints", List.of(GLOBAL), "encryptionCertificate", certificate));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().toString()).contains("/saml/acs/");
    }

    private static JsonNode setUp(Map<String, ?> body) {
        return realm.admin().post("/aws-mfa/setup", body);
    }

    private static List<String> changed(JsonNode answer) {
        return answer.get("changes")
                .valueStream()
                .filter(change -> !change.get("action").asText().equals("keep"))
                .map(JsonNode::toString)
                .toList();
    }

    private static SamlPost open() {
        return SamlPost.of(ada.signInWithCode(console()));
    }

    private static Page request(String acs) {
        return new AuthnRequest(realm, CLIENT, acs, "").post(ada.browser());
    }

    private static String relayState(Page page) {
        return page.element("input[name=RelayState]").val();
    }

    private static URI console() {
        return realm.idpInitiated("amazon-aws");
    }
}
