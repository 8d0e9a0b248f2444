package io.github.keycloakawsmfa.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.demo.IdentityProvider;
import io.github.keycloakawsmfa.demo.SamlCheck;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.Traveller;
import io.github.keycloakawsmfa.walk.AwsSide;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("The doctor on the realm's signing keys")
class CheckSigningKeysIT {

    @RegisterExtension
    static final AwsSide aws = AwsSide.create();

    private static final TestRealm realm = aws.realm();
    private static final CheckCalls doctor = CheckCalls.of(realm);

    private String added;

    @AfterEach
    void theRealmsOwnKeyAgain() {
        realm.clock().reset();
        if (added != null) {
            realm.admin().delete("/components/" + added);
            added = null;
        }
    }

    @Test
    void oneGoodKeyIsNothingToTell() {
        assertThat(CheckCalls.ids(doctor.check().get("findings"))).noneMatch(id -> id.startsWith("signing-"));
    }

    /** Keycloak's own certificates last ten years. */
    @Test
    void warnsThirtyDaysBeforeTheCertificateEnds() {
        realm.clock().advance(Duration.ofDays(3652 - 20));

        assertThat(doctor.finding("signing-certificate-ends").get("sentence").asText())
                .containsPattern("ends on 20[0-9]{2}-[0-9]{2}-[0-9]{2}, in (19|20|21) days");

        realm.clock().advance(Duration.ofDays(30));
        assertThat(doctor.finding("signing-certificate-ended").get("severity").asText())
                .isEqualTo("error");
    }

    @Test
    void namesTheKeysThatAwsHasToKnow() {
        added = key(-1, "2048");

        assertThat(doctor.finding("signing-keys-several").get("sentence").asText())
                .contains("The metadata at AWS has to have all of these keys");
        assertThat(doctor.problems()).noneMatch(id -> id.startsWith("signing-"));
    }

    @Test
    void findsAKeyThatIsShort() {
        added = key(1000, "1024");

        assertThat(doctor.finding("signing-key-short").get("sentence").asText()).contains("1024 bits");
    }

    /** README's order: the metadata first, then the priority. */
    @Test
    void aRotationInReadmesOrderIsNotNoticed() {
        Traveller ada = aws.traveller("ada", "Admin");
        String before = certificate(SamlPost.of(ada.signIn(aws.console())));

        added = key(-1, "2048");
        IdentityProvider uploaded = IdentityProvider.ofDescriptor(
                realm.admin().send("GET", "/aws-mfa/metadata", null).body());
        SamlPost oldKey = SamlPost.of(ada.signIn(aws.console()));
        assertThat(certificate(oldKey)).isEqualTo(before);
        assertThat(aws.checkKnowing(uploaded, oldKey)).isInstanceOf(SamlCheck.Accepted.class);

        ObjectNode component = (ObjectNode) realm.admin().get("/components/" + added);
        ((ObjectNode) component.get("config")).putArray("priority").add("1000");
        realm.admin().put("/components/" + added, component);

        SamlPost newKey = SamlPost.of(ada.signIn(aws.console()));
        assertThat(certificate(newKey)).isNotEqualTo(before);
        assertThat(aws.checkKnowing(uploaded, newKey)).isInstanceOf(SamlCheck.Accepted.class);
    }

    /** What AWS says where it was not given the new metadata first. */
    @Test
    void aRotationThatAwsWasNotToldOfIsAnInvalidSignature() {
        IdentityProvider uploaded = IdentityProvider.ofDescriptor(
                realm.admin().send("GET", "/aws-mfa/metadata", null).body());
        Traveller bob = aws.traveller("bob", "Admin");
        added = key(1000, "2048");

        assertThat(aws.checkKnowing(uploaded, SamlPost.of(bob.signIn(aws.console()))))
                .isInstanceOfSatisfying(
                        SamlCheck.Rejected.class,
                        rejected -> assertThat(rejected.awsText()).isEqualTo("Response signature invalid"));
    }

    private static String certificate(SamlPost post) {
        return post.xml().replaceAll("(?s).*?<dsig:X509Certificate>([^<]*)</dsig:X509Certificate>.*", "$1");
    }

    private static String key(int priority, String bits) {
        return realm.admin()
                .create(
                        "/components",
                        Map.of(
                                "name", "another",
                                "providerId", "rsa-generated",
                                "providerType", "org.keycloak.keys.KeyProvider",
                                "config",
                                        Map.of(
                                                "priority", List.of(String.valueOf(priority)),
                                                "enabled", List.of("true"),
                                                "active", List.of("true"),
                                                "keySize", List.of(bits),
                                                "algorithm", List.of("RS256"))));
    }
}
