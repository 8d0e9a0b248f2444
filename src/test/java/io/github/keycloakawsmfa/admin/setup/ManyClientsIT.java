package io.github.keycloakawsmfa.admin.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is generated for AWS where no client is named: a second client leaves the documented lines as they were. */
@DisplayName("With clients for IAM, Identity Center, GovCloud and China")
class ManyClientsIT {

    private static final String ADMIN = "111111111111";
    private static final String BOTH = "222222222222";
    private static final String GOV = "333333333333";
    private static final String CHINA = "444444444444";

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    @BeforeAll
    static void fourClients() {
        setUp(Map.of("partition", "aws-cn", "accounts", Map.of(CHINA, List.of("Admin"), BOTH, List.of("Admin"))));
        setUp(Map.of(
                "clientId",
                "https://eu-west-1.signin.aws.amazon.com/platform/saml/d-1234567890",
                "endpoints",
                List.of("https://eu-west-1.signin.aws.amazon.com/platform/saml/acs/1")));
        setUp(Map.of("partition", "aws-us-gov", "accounts", Map.of(GOV, List.of("Admin"))));
        setUp(Map.of("accounts", Map.of(ADMIN, List.of("Admin"), BOTH, List.of("Admin"))));
    }

    @ParameterizedTest
    @CsvSource({
        ADMIN + ", aws, https://signin.aws.amazon.com/saml",
        BOTH + ", aws, https://signin.aws.amazon.com/saml",
        GOV + ", aws-us-gov, https://signin.amazonaws-us-gov.com/saml",
        CHINA + ", aws-cn, https://signin.amazonaws.cn/saml"
    })
    void theAccountTellsTheClient(String account, String partition, String endpoint) {
        assertThat(realm.admin()
                        .get("/aws-mfa/trust-policy?role=Admin&account=" + account)
                        .at("/Statement/0/Principal/Federated")
                        .asText())
                .isEqualTo("arn:" + partition + ":iam::" + account + ":saml-provider/keycloak");
        for (String template : List.of("cloudformation", "terraform")) {
            assertThat(realm.admin()
                            .get("/aws-mfa/" + template + "?account=" + account)
                            .toString())
                    .contains(endpoint);
        }
    }

    @Test
    void aClientThatIsNamedIsMeant() {
        assertThat(realm.admin()
                        .get("/aws-mfa/trust-policy?role=Admin&account=" + BOTH
                                + "&clientId=urn:amazon:webservices:cn-north-1")
                        .toString())
                .contains("arn:aws-cn:");
    }

    /** Two for IAM in one partition: the one with AWS's own id; without that, the call has to say it. */
    @Test
    void asLongAsItIsClear() {
        another("second", Map.of(ADMIN, List.of("Admin"), "555555555555", List.of("Other")));
        try {
            assertThat(realm.admin()
                            .get("/aws-mfa/trust-policy?role=Other&account=555555555555")
                            .toString())
                    .contains("555555555555");
            realm.admin().get("/aws-mfa/trust-policy?role=Admin&account=" + ADMIN);

            another("third", Map.of("555555555555", List.of("Other")));
            AdminApi.Answer answer =
                    realm.admin().send("GET", "/aws-mfa/trust-policy?role=Other&account=555555555555", null);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("Say in \\\"clientId\\\"", "second", "third");
        } finally {
            realm.admin().delete("/clients/" + realm.clientUuid("second"));
            realm.admin().delete("/clients/" + realm.clientUuid("third"));
        }
    }

    /** With an address of its own: Keycloak would open either of two that share one. */
    private static void another(String clientId, Map<String, List<String>> accounts) {
        realm.samlClient(clientId, "https://signin.aws.amazon.com/saml", client -> {});
        setUp(Map.of("clientId", clientId, "adopt", true, "accounts", accounts));
    }

    private static void setUp(Map<String, ?> body) {
        realm.admin().post("/aws-mfa/setup", body);
    }
}
