package io.github.keycloakawsmfa.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.Form;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.walk.AuthnRequest;
import io.github.keycloakawsmfa.walk.AwsSide;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The code was typed, one more page of Keycloak's is open, and then the evidence is no longer enough: a person is there, so a code or a
 * device is asked for anew, and nobody meets Keycloak's page of a failed response.
 */
class EvidenceLostMidSignInIT {

    private static final String SHORT = AwsSide.ACCOUNT + "/ReadOnly";
    private static final String PLAIN_ACS = "https://app.example.test/acs";

    /** Pages of Keycloak's own required actions. */
    enum Open {
        UPDATE_PROFILE("#kc-update-profile-form"),
        TERMS_AND_CONDITIONS("form");

        private final String form;

        Open(String form) {
            this.form = form;
        }
    }

    /** What happens meanwhile, and what is asked for then. */
    enum Meanwhile {
        IT_GETS_OLD("#kc-otp-login-form", test -> test.realm.clock().advance(Duration.ofMinutes(20))),
        THE_DEVICE_IS_DEACTIVATED("#kc-totp-settings-form", test -> test.deactivate()),
        A_ROLE_WITH_A_SHORTER_AGE_IS_GRANTED("#kc-otp-login-form", test -> {
            test.realm.clock().advance(Duration.ofMinutes(1));
            test.realm.grant(test.person.user(), aws.clientUuid(), SHORT);
        }),
        THE_USER_IS_SIGNED_OUT("#kc-otp-login-form", test -> {
            test.realm.clock().advance(Duration.ofSeconds(5));
            test.realm.admin().post("/users/" + test.person.user().id() + "/logout", Map.of());
        });

        private final String asked;
        private final Consumer<EvidenceLostMidSignInIT> act;

        Meanwhile(String asked, Consumer<EvidenceLostMidSignInIT> act) {
            this.asked = asked;
            this.act = act;
        }

        void happens(EvidenceLostMidSignInIT test) {
            act.accept(test);
        }
    }

    @RegisterExtension
    static final AwsSide aws = AwsSide.create();

    private static int count;

    private final TestRealm realm = aws.realm();
    private Person person;

    @BeforeAll
    static void theTermsAreToBeAccepted() {
        String path = "/authentication/required-actions/TERMS_AND_CONDITIONS";
        ObjectNode terms = (ObjectNode) aws.realm().admin().get(path);
        aws.realm().admin().put(path, terms.put("enabled", true));
        for (JsonNode role :
                aws.realm().admin().get("/clients/" + aws.clientUuid() + "/roles?briefRepresentation=false")) {
            if (role.get("name").asText().equals(SHORT)) {
                ((ObjectNode) role)
                        .putObject("attributes")
                        .putArray("aws-mfa.max-age")
                        .add("PT1M");
                aws.realm().admin().put("/roles-by-id/" + role.get("id").asText(), role);
            }
        }
    }

    @BeforeEach
    void aUserWithADevice() {
        aws.change(client -> client.withObject("/attributes").put("aws-mfa.max-age", "PT15M"));
        person = aws.person("user-" + ++count, "Admin");
        aws.accepted(person.signInWithCode(aws.console()));
        person = person.elsewhere();
        realm.clearEvents();
    }

    @AfterEach
    void asSetUpLeftIt() {
        aws.change(client -> client.put("consentRequired", false));
    }

    @ParameterizedTest
    @MethodSource("allPages")
    void afterAPageOfARequiredAction(Open open, Meanwhile meanwhile) {
        next(open);
        Form form = person.code(person.password(person.browser().open(aws.console())))
                .form(open.form);

        meanwhile.happens(this);
        Page page = form.submit();

        assertThat(page.has(meanwhile.asked)).as(page.toString()).isTrue();
        aws.accepted(person.pass(page));
        assertThat(aws.refusals()).isEmpty();
    }

    static Stream<Arguments> allPages() {
        return Arrays.stream(Open.values())
                .flatMap(open -> Arrays.stream(Meanwhile.values()).map(meanwhile -> Arguments.of(open, meanwhile)));
    }

    /** Two tabs: the code of the one was typed before the other one's request with ForceAuthn, and would reach the gate after it. */
    @Test
    void anotherTabSignsInAnewMeanwhile() {
        next(Open.UPDATE_PROFILE);
        Page open = person.code(person.password(person.browser().open(aws.console())));
        ObjectNode user =
                (ObjectNode) realm.admin().get("/users/" + person.user().id());
        user.putArray("requiredActions");
        realm.admin().put("/users/" + person.user().id(), user);
        realm.clock().advance(Duration.ofSeconds(30));
        aws.accepted(person.pass(
                new AuthnRequest(realm, AwsSide.CLIENT_ID, aws.acs(), "ForceAuthn=\"true\"").post(person.browser())));

        Page end = person.pass(open.form(Open.UPDATE_PROFILE.form).submit());
        Page again = person.pass(person.browser().open(aws.console()));

        assertThat(aws.refusals()).as(end.toString()).isEmpty();
        aws.accepted(again);
    }

    /**
     * Keycloak asks no required action after its consent page (26.7.3, LoginActionsService.processConsent): the gate refuses, and the
     * next try asks.
     */
    @ParameterizedTest
    @EnumSource
    void afterTheConsentPageTheNextTryAsks(Meanwhile meanwhile) {
        aws.change(client ->
                client.put("consentRequired", true).withObject("/attributes").put("display.on.consent.screen", "true"));
        Page consent = person.code(person.password(person.browser().open(aws.console())));

        meanwhile.happens(this);
        Page refused = consent.form("form").press("#kc-login");

        assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
        assertThat(SamlPost.isOn(refused)).isFalse();
        assertThat(aws.refusals()).singleElement().satisfies(event -> {
            assertThat(event.clientId()).isEqualTo(AwsSide.CLIENT_ID);
            assertThat(event.userId()).isEqualTo(person.user().id());
            assertThat(event.details())
                    .containsEntry("path", "/realms/" + realm.name() + "/login-actions/consent")
                    .containsEntry(
                            "reason",
                            meanwhile == Meanwhile.IT_GETS_OLD
                                            || meanwhile == Meanwhile.A_ROLE_WITH_A_SHORTER_AGE_IS_GRANTED
                                    ? "evidence_old"
                                    : "evidence_missing");
        });
        assertThat(realm.clientSessions(person.user()))
                .as("no session of the client stays in this browser's session")
                .anyMatch(clients -> !clients.contains(AwsSide.CLIENT_ID));
        Page page = person.browser().open(aws.console());
        if (page.has("#kc-sign-in-again")) {
            // The session alone assigns no first device.
            page = page.click("#kc-sign-in-again");
        }
        if (page.has("#kc-form-login")) {
            page = person.password(page);
        }
        assertThat(page.has(meanwhile.asked)).as(page.toString()).isTrue();
        aws.accepted(person.pass(page));
    }

    @Nested
    class TheDeviceHasJustBeenAssigned {

        private Page assigned;

        @BeforeEach
        void aNewUser() {
            person = aws.person("new-" + ++count, "Admin");
            assigned = person.assign(person.password(person.browser().open(aws.console())));
            assigned.element("#virtual-mfa-assigned");
        }

        @Test
        void andItsPageStaysOpenForLong() {
            realm.clock().advance(Duration.ofMinutes(20));
            Page page = assigned.form("#virtual-mfa-continue-form").submit();

            assertThat(page.has("#kc-otp-login-form")).as(page.toString()).isTrue();
            aws.accepted(person.code(page));
            assertThat(aws.refusals()).isEmpty();
        }

        @Test
        void andIsDeactivatedMeanwhile() {
            deactivate();
            Page page = assigned.form("#virtual-mfa-continue-form").submit();

            assertThat(page.has("#kc-totp-settings-form")).as(page.toString()).isTrue();
            aws.accepted(person.pass(page));
            assertThat(aws.refusals()).isEmpty();
        }
    }

    @Nested
    class AnotherClient {

        private final String name = "other-" + ++count;

        @Test
        void isMarkedWhileAPageIsOpen() {
            String client = realm.samlClient(name, PLAIN_ACS, json -> {});
            next(Open.UPDATE_PROFILE);
            Form form = person.password(person.browser().open(realm.idpInitiated(name)))
                    .form(Open.UPDATE_PROFILE.form);
            ObjectNode json = (ObjectNode) realm.admin().get("/clients/" + client);
            json.withObject("/attributes").put("aws-mfa.guarded", "true");
            realm.admin().put("/clients/" + client, json);

            asksThenLeaves(form.submit());
        }

        /** AWS takes a response by its audience; a mapper names it, or finds it by the user's roles. */
        @Test
        void namesAwsAsAnAudience() {
            realm.samlClient(
                    name,
                    PLAIN_ACS,
                    json -> mapper(json, "saml-audience-mapper")
                            .put("included.custom.audience", "urn:amazon:webservices:govcloud"));

            asksThenLeaves(person.password(person.browser().open(realm.idpInitiated(name))));
        }

        @Test
        void findsAwsAmongItsUsersRoles() {
            realm.samlClient(name, PLAIN_ACS, json -> mapper(json, "saml-audience-resolve-mapper"));

            asksThenLeaves(person.password(person.browser().open(realm.idpInitiated(name))));
        }

        /** Who has no role of AWS's client is no concern of ours there. */
        @Test
        void findsNoAwsAmongAnothersRoles() {
            realm.samlClient(name, PLAIN_ACS, json -> mapper(json, "saml-audience-resolve-mapper"));
            Person without = new Person(realm, realm.user("without-" + count));

            assertThat(SamlPost.of(without.password(without.browser().open(realm.idpInitiated(name))))
                            .address())
                    .isEqualTo(PLAIN_ACS);
        }

        @Test
        void hasAnIdOfAws() {
            String id = "urn:amazon:webservices:cn-north-1:" + count;
            realm.samlClient(
                    id, PLAIN_ACS, json -> json.withObject("/attributes").put("saml_idp_initiated_sso_url_name", name));

            asksThenLeaves(person.password(person.browser().open(realm.idpInitiated(name))));
        }

        private ObjectNode mapper(ObjectNode client, String provider) {
            return client.withArray("protocolMappers")
                    .addObject()
                    .put("name", provider)
                    .put("protocol", "saml")
                    .put("protocolMapper", provider)
                    .putObject("config");
        }

        private void asksThenLeaves(Page page) {
            assertThat(page.has("#kc-otp-login-form")).as(page.toString()).isTrue();
            SamlPost post = SamlPost.of(person.code(page));
            assertThat(post.address()).isEqualTo(PLAIN_ACS);
            assertThat(post.attributes()).containsKey(AwsSide.ASSURANCE);
            assertThat(aws.refusals()).isEmpty();
        }
    }

    private void next(Open open) {
        ObjectNode user =
                (ObjectNode) realm.admin().get("/users/" + person.user().id());
        user.putArray("requiredActions").add(open.name());
        realm.admin().put("/users/" + person.user().id(), user);
    }

    private void deactivate() {
        String path = "/aws-mfa/users/" + person.user().id() + "/devices";
        realm.admin()
                .get(path)
                .forEach(device ->
                        realm.admin().delete(path + "/" + device.get("id").asText()));
    }
}
