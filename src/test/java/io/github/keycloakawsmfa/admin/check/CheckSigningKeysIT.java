package io.github.keycloakawsmfa.admin.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.demo.IdentityProvider;
import io.github.keycloakawsmfa.demo.SamlCheck;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.RealmKeys;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.walk.AwsSide;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("The check of the realm's signing keys")
class CheckSigningKeysIT {

    @RegisterExtension
    static final AwsSide aws = AwsSide.of(TestRealm.create(RealmKeys::ofKeycloak));

    private static final TestRealm realm = aws.realm();
    private static final CheckCalls check = CheckCalls.of(realm);

    private static final String ENDS = "until 20[0-9]{2}-[0-9]{2}-[0-9]{2}";

    private final List<String> more = new ArrayList<>();
    private String added;

    @AfterEach
    void theRealmsOwnKeyAgain() {
        realm.clock().reset();
        if (added != null) {
            realm.admin().delete("/components/" + added);
            added = null;
        }
        more.forEach(key -> realm.admin().delete("/components/" + key));
        realmsOwnKey("true");
    }

    @Test
    void oneGoodKeyIsNothingToTell() {
        assertThat(CheckCalls.ids(check.check().get("findings"))).noneMatch(id -> id.startsWith("signing-"));
    }

    /** Keycloak's own certificates last ten years. */
    @Test
    void warnsThirtyDaysBeforeTheCertificateEnds() {
        realm.clock().advance(Duration.ofDays(3652 - 20));

        assertThat(check.finding("signing-certificate-ends").get("sentence").asText())
                .containsPattern("ends on 20[0-9]{2}-[0-9]{2}-[0-9]{2}, in (19|20|21) days");

        realm.clock().advance(Duration.ofDays(30));
        assertThat(check.finding("signing-certificate-ended").get("severity").asText())
                .isEqualTo("error");
    }

    @Test
    void namesTheKeysThatAwsHasToKnow() {
        added = key(-1, "2048");

        assertThat(check.finding("signing-keys-several").get("sentence").asText())
                .contains("The metadata at AWS has to have all of these keys");
        assertThat(check.problems()).noneMatch(id -> id.startsWith("signing-"));
    }

    @Test
    void findsAKeyThatIsShort() {
        added = key(1000, "1024");

        assertThat(check.finding("signing-key-short").get("sentence").asText()).contains("1024 bits");
    }

    @Test
    void findsMoreKeysThanAwsTakes() {
        for (int priority = -1; priority >= -9; priority--) {
            more.add(key(priority, "1024"));
        }
        assertThat(certificates()).isEqualTo(10);

        more.add(key(-10, "1024"));
        assertThat(check.finding("signing-keys-too-many").get("sentence").asText())
                .contains("11 RSA keys");
        assertThat(refusedMetadata()).contains("AWS takes 10");
    }

    @Test
    void findsThatNoKeySigns() {
        realmsOwnKey("false");

        assertThat(check.finding("signing-key-missing").get("severity").asText())
                .isEqualTo("error");
        assertThat(refusedMetadata()).contains("no RSA key");
    }

    /** SAML is signed with RS256 keys only (26.4 to 26.7), and AWS knows no others. */
    @Test
    void otherKeysAreNotInTheMetadata() {
        more.add(component("ecdsa-generated", Map.of("ecdsaEllipticCurveKey", List.of("P-256"))));
        more.add(component("rsa-generated", Map.of("algorithm", List.of("RS512"), "priority", List.of("2000"))));

        assertThat(certificates()).isEqualTo(1);
        assertThat(check.problems()).noneMatch(id -> id.startsWith("signing-"));
    }

    @Test
    void aKeyThatAwsRefusesIsNamed() throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(768);
        String pem = Base64.getEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        more.add(component("rsa", Map.of("priority", List.of("-1"), "privateKey", List.of(pem))));

        assertThat(refusedMetadata()).contains("768 bits", "below 1024");
    }

    /** The order of docs/aws.md: the metadata first, then the priority. */
    @Test
    void aRotationInReadmesOrderIsNotNoticed() {
        Person ada = aws.person("ada", "Admin");
        String before = certificate(SamlPost.of(ada.signInWithCode(aws.console())));

        added = key(-1, "2048");
        IdentityProvider uploaded = IdentityProvider.ofDescriptor(
                realm.admin().send("GET", "/aws-mfa/metadata", null).body());
        SamlPost oldKey = SamlPost.of(ada.signInWithCode(aws.console()));
        assertThat(certificate(oldKey)).isEqualTo(before);
        assertThat(aws.checkKnowing(uploaded, oldKey)).isInstanceOf(SamlCheck.Accepted.class);

        ObjectNode component = (ObjectNode) realm.admin().get("/components/" + added);
        ((ObjectNode) component.get("config")).putArray("priority").add("1000");
        realm.admin().put("/components/" + added, component);

        SamlPost newKey = SamlPost.of(ada.signInWithCode(aws.console()));
        assertThat(certificate(newKey)).isNotEqualTo(before);
        assertThat(aws.checkKnowing(uploaded, newKey)).isInstanceOf(SamlCheck.Accepted.class);
    }

    /** What AWS says where it was not given the new metadata first. */
    @Test
    void aRotationThatAwsWasNotToldOfIsAnInvalidSignature() {
        IdentityProvider uploaded = IdentityProvider.ofDescriptor(
                realm.admin().send("GET", "/aws-mfa/metadata", null).body());
        Person bob = aws.person("bob", "Admin");
        added = key(1000, "2048");

        assertThat(aws.checkKnowing(uploaded, SamlPost.of(bob.signInWithCode(aws.console()))))
                .isInstanceOfSatisfying(
                        SamlCheck.Rejected.class,
                        rejected -> assertThat(rejected.awsText()).isEqualTo("Response signature invalid"));
    }

    private static String certificate(SamlPost post) {
        return post.xml().replaceAll("(?s).*?<dsig:X509Certificate>([^<]*)</dsig:X509Certificate>.*", "$1");
    }

    private static long certificates() {
        return Pattern.compile("<ds:X509Certificate>")
                .matcher(metadata().body())
                .results()
                .count();
    }

    private static String refusedMetadata() {
        AdminApi.Answer answer = metadata();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(409);
        return answer.body();
    }

    private static AdminApi.Answer metadata() {
        return realm.admin().send("GET", "/aws-mfa/metadata", null);
    }

    private static void realmsOwnKey(String enabled) {
        for (JsonNode component : realm.admin().get("/components?type=org.keycloak.keys.KeyProvider")) {
            if (component.get("name").asText().equals("rsa-generated")) {
                ((ObjectNode) component.get("config")).putArray("enabled").add(enabled);
                realm.admin().put("/components/" + component.get("id").asText(), component);
            }
        }
    }

    private static String key(int priority, String bits) {
        return key(priority, bits, "true");
    }

    private static String key(int priority, String bits, String active) {
        return component(
                "rsa-generated",
                Map.of(
                        "priority", List.of(String.valueOf(priority)),
                        "enabled", List.of("true"),
                        "active", List.of(active),
                        "keySize", List.of(bits),
                        "algorithm", List.of("RS256")));
    }

    private static String component(String provider, Map<String, List<String>> config) {
        return realm.admin()
                .create(
                        "/components",
                        Map.of(
                                "name",
                                "another",
                                "providerId",
                                provider,
                                "providerType",
                                "org.keycloak.keys.KeyProvider",
                                "config",
                                config));
    }
}
