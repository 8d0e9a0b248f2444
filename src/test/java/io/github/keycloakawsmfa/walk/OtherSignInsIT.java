package io.github.keycloakawsmfa.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.SinceKeycloak;
import io.github.keycloakawsmfa.fixture.TestRealm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code PathMatrixIT} does not tell of the ways to AWS. */
class OtherSignInsIT {

    @RegisterExtension
    static final AwsSide aws = AwsSide.create();

    @RegisterExtension
    static final TestRealm home = TestRealm.create();

    private static int count;

    private final TestRealm realm = aws.realm();
    private Person person;

    @BeforeEach
    void aUser() {
        person = aws.person("user-" + ++count, "Admin");
        realm.clearEvents();
    }

    @Nested
    class ByAnotherClient {

        /** A client that set-up has never seen, with AWS's address: the action asks, the gate has no reason to refuse. */
        @Test
        void anotherClientWithAwssAddress() {
            String other = "other-" + count;
            realm.samlClient(other, "https://signin.aws.amazon.com/saml", client -> {});

            Page page = person.password(person.browser().open(realm.idpInitiated(other)));
            assertThat(page.has("#kc-totp-settings-form")).as(page.toString()).isTrue();
            SamlPost post = SamlPost.of(person.pass(page));

            assertThat(post.attributes()).containsKey(AwsSide.ASSURANCE).doesNotContainKey(AwsSide.PREFIX + "Role");
            assertThat(aws.refusals()).isEmpty();
            // The evidence is the session's: AWS's own client takes it too.
            aws.accepted(person.browser().open(aws.console()));
        }
    }

    @Nested
    class ByTheApplicationsRequest {

        /** IsPassive shows no page, so no code can be typed. */
        @Test
        void passively() {
            realm.app("app-" + count);
            person.password(person.browser().open(realm.signInAt("app-" + count)));

            Page page =
                    new AuthnRequest(realm, AwsSide.CLIENT_ID, aws.acs(), "IsPassive=\"true\"").post(person.browser());

            assertThat(SamlPost.of(page).hasAssertion()).isFalse();
            assertThat(SamlPost.of(page).status()).contains("urn:oasis:names:tc:SAML:2.0:status:NoPassive");
        }
    }

    @Nested
    class WithoutABrowser {

        @Test
        @SinceKeycloak(value = "26.7.0", because = "the admin console shows no example of a SAML response")
        void theAdminConsolesExample() {
            AdminApi.Answer answer = realm.admin()
                    .send(
                            "GET",
                            "/clients/" + aws.clientUuid()
                                    + "/evaluate-scopes/generate-example-saml-response?scope=&userId="
                                    + person.user().id(),
                            null);

            assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
            assertThat(answer.body()).doesNotContain("Assertion");
            assertThat(aws.refusals())
                    .singleElement()
                    .satisfies(event -> assertThat(event.details()).containsEntry("reason", "path"));
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void soap(boolean action) {
            aws.change(client -> client.withObject("/attributes").put("saml.allow.ecp.flow", "true"));
            if (!action) {
                aws.leaveTheGateAlone();
            }
            try {
                String answer = Ecp.signIn(realm, AwsSide.CLIENT_ID, aws.acs(), person.user());

                assertThat(answer).doesNotContain("<saml:Assertion").doesNotContain("EncryptedAssertion");
                if (!action) {
                    assertThat(aws.refusals())
                            .singleElement()
                            .satisfies(
                                    event -> assertThat(event.details()).containsEntry("reason", "evidence_missing"));
                }
            } finally {
                aws.change(client -> client.withObject("/attributes").put("saml.allow.ecp.flow", "false"));
                aws.setUp();
            }
        }

        /** The same client, unguarded, would get an assertion: so the test above can fail. */
        @Test
        void soapForAnotherApplication() {
            String other = "ecp-" + count;
            realm.samlClient(
                    other,
                    "https://app.example.test/acs",
                    client -> ((ObjectNode) client.get("attributes")).put("saml.allow.ecp.flow", "true"));

            assertThat(Ecp.signIn(realm, other, "https://app.example.test/acs", person.user()))
                    .contains("<saml:Assertion");
        }
    }

    /** An administrator asks for the code in the identity provider's own flow as well. */
    @Test
    void theCodeInThePostBrokerFlow() {
        Broker broker = new Broker(realm, home, "home-" + count).byOidc();
        broker.link(person.user());
        broker.thenAsks(Flow.make(realm, "after-" + count).step("virtual-mfa-form", "REQUIRED"));

        Page wizard = broker.signIn(person.browser(), aws.console(), person.user());
        assertThat(wizard.has("#kc-totp-settings-form")).as(wizard.toString()).isTrue();
        aws.accepted(person.pass(wizard));

        Person again = person.elsewhere();
        Page code = broker.signIn(again.browser(), aws.console(), person.user());
        assertThat(code.has("#kc-otp-login-form")).as(code.toString()).isTrue();
        aws.accepted(again.code(code));
    }
}
