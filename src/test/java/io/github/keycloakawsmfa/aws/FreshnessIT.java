package io.github.keycloakawsmfa.aws;

import static io.github.keycloakawsmfa.walk.AwsSide.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.walk.AwsSide;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence has an end (rule S7): its age, its device, its session, a not-before. Keycloak's SSO session outlives it. */
class FreshnessIT {

    @RegisterExtension
    static final AwsSide aws = AwsSide.of(TestRealm.create(
            realm -> realm.put("ssoSessionIdleTimeout", 864_000).put("ssoSessionMaxLifespan", 864_000)));

    private static int count;

    private Person person;

    @BeforeEach
    void aSignedInUser() {
        maxAge("PT1H");
        person = aws.person("user-" + ++count, "Admin");
        aws.accepted(person.signInWithCode(aws.console()));
        aws.realm().clearEvents();
    }

    @AfterEach
    void asSetUpLeftIt() {
        aws.setUp();
        maxAge("PT1H");
    }

    @Nested
    class WithTheFlow {

        @Test
        void evidenceServesAgain() {
            aws.realm().clock().advance(Duration.ofMinutes(45));

            aws.accepted(open());
        }

        @Test
        void nearlyOldEvidenceIsRenewedBeforeTheGateRefuses() {
            aws.realm().clock().advance(Duration.ofMinutes(51));
            Page page = open();

            assertThat(page.has("#kc-otp-login-form")).as(page.toString()).isTrue();
            assertThat(aws.accepted(person.code(page)).authnInstant())
                    .isAfter(aws.realm().clock().now().minusSeconds(60));
            assertThat(aws.refusals()).isEmpty();
        }

        @Test
        void aUserWhoWasDisabledTypesACodeAgain() {
            enabled(false);
            enabled(true);
            Page page = open();

            assertThat(page.has("#kc-otp-login-form")).as(page.toString()).isTrue();
            aws.accepted(person.code(page));
            assertThat(aws.refusals()).isEmpty();
        }

        /** Else the code page would come again and again, however right the codes. */
        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void anAgeThatCannotBeReadIsToldAtOnce(boolean flow) {
            maxAge("an hour");
            if (!flow) {
                aws.removeFlowOverride();
            }

            Page page = open();

            assertThat(page.has("#virtual-mfa-not-set-up")).as(page.toString()).isTrue();
            assertThat(aws.realm().events("LOGIN_ERROR"))
                    .singleElement()
                    .satisfies(event -> assertThat(event.details()).containsEntry("reason", "no_age_allowed"));
        }

        @Test
        void aRoleMayAskForMore() {
            role(
                    "ReadOnly",
                    role -> role.putObject("attributes")
                            .putArray("aws-mfa.max-age")
                            .add("PT15M"));
            aws.realm().clock().advance(Duration.ofMinutes(20));
            aws.accepted(open());

            aws.realm().grant(person.user(), aws.clientUuid(), ACCOUNT + "/ReadOnly");

            assertThat(open().has("#kc-otp-login-form")).isTrue();
        }
    }

    @Nested
    class TheGateAlone {

        @BeforeEach
        void nothingElseAsks() {
            aws.leaveTheGateAlone();
        }

        @Test
        void freshEvidencePasses() {
            aws.realm().clock().advance(Duration.ofMinutes(59));

            aws.accepted(open());
        }

        @Test
        void oldEvidenceDoesNot() {
            aws.realm().clock().advance(Duration.ofMinutes(61));

            refused("evidence_old");
            // The session for which a response left before is not lost by this one.
            assertThat(aws.realm().clientSessions(person.user()))
                    .anyMatch(clients -> clients.contains(AwsSide.CLIENT_ID));
        }

        @Test
        void anAgeThatCannotBeReadIsNone() {
            maxAge("an hour");

            refused("evidence_old");
        }

        @Test
        void aRoleThatAsksForMore() {
            role(
                    "ReadOnly",
                    role -> role.putObject("attributes")
                            .putArray("aws-mfa.max-age")
                            .add("PT15M"));
            aws.realm().grant(person.user(), aws.clientUuid(), ACCOUNT + "/ReadOnly");
            aws.realm().clock().advance(Duration.ofMinutes(16));

            refused("evidence_old");
        }

        @Test
        void anotherClientMayTakeIt() {
            aws.realm().samlClient("second", "https://signin.aws.amazon.com/saml", client -> {});
            Page page = person.browser().open(aws.realm().idpInitiated("second"));

            assertThat(SamlPost.of(page).attributes()).containsKey(AwsSide.ASSURANCE);
        }

        @Test
        void aDeviceThatIsGone() {
            String credentials = "/users/" + person.user().id() + "/credentials";
            for (JsonNode credential : aws.realm().admin().get(credentials)) {
                if (credential.get("type").asText().equals("virtual-mfa")) {
                    aws.realm()
                            .admin()
                            .delete(credentials + "/" + credential.get("id").asText());
                }
            }

            refused("evidence_missing");
        }

        @Test
        void aLogoutByTheAdministrator() {
            aws.realm().admin().post("/users/" + person.user().id() + "/logout", Map.of());

            Page page = person.signInWithCode(aws.console());

            assertThat(page.status()).isEqualTo(400);
            assertThat(aws.refusals())
                    .singleElement()
                    .satisfies(event -> assertThat(event.details()).containsEntry("reason", "evidence_missing"));
        }

        @Test
        void aUserWhoIsDisabled() {
            enabled(false);

            Page page = open();

            assertThat(SamlPost.isOn(page)).as(page.toString()).isFalse();
        }

        /** Keycloak's session is as it was, for nobody used it meanwhile. */
        @Test
        void aUserWhoWasDisabled() {
            enabled(false);
            enabled(true);

            refused("evidence_missing");
        }

        /** Another session of the same user, with the same password, has no evidence of its own. */
        @Test
        void anotherSession() {
            Page page = person.elsewhere().signInWithCode(aws.console());

            assertThat(page.status()).as(page.toString()).isEqualTo(400);
            assertThat(aws.refusals())
                    .singleElement()
                    .satisfies(event -> assertThat(event.details()).containsEntry("reason", "evidence_missing"));
            aws.accepted(open());
        }

        private void refused(String reason) {
            Page page = open();
            assertThat(page.status()).as(page.toString()).isEqualTo(400);
            assertThat(SamlPost.isOn(page)).isFalse();
            AwsSide.refusedOnce(
                    aws.realm(), AwsSide.CLIENT_ID, person.user(), "/protocol/saml/clients/amazon-aws", reason);
        }
    }

    private void enabled(boolean enabled) {
        String path = "/users/" + person.user().id();
        ObjectNode user = (ObjectNode) aws.realm().admin().get(path);
        aws.realm().admin().put(path, user.put("enabled", enabled));
    }

    private Page open() {
        return person.browser().open(aws.console());
    }

    private static void maxAge(String age) {
        aws.change(client -> client.withObject("/attributes").put("aws-mfa.max-age", age));
    }

    private static void role(String name, Consumer<ObjectNode> change) {
        for (JsonNode role :
                aws.realm().admin().get("/clients/" + aws.clientUuid() + "/roles?briefRepresentation=false")) {
            if (role.get("name").asText().equals(ACCOUNT + "/" + name)) {
                ObjectNode changed = (ObjectNode) role;
                change.accept(changed);
                aws.realm().admin().put("/roles-by-id/" + role.get("id").asText(), changed);
            }
        }
    }
}
