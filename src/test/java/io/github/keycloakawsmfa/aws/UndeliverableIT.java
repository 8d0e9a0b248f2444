package io.github.keycloakawsmfa.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.TestEvent;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.walk.AwsSide;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What Keycloak could not send, or AWS would turn away, is told on a page of ours, by an event, and by the check where a setting does it. */
class UndeliverableIT {

    @RegisterExtension
    static final AwsSide aws = AwsSide.of(TestRealm.create(TestRealm::bruteForceProtected));

    private static final String PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";

    /** How the user comes there. */
    enum Arrival {
        BY_CODE,
        BY_COOKIE,
        BY_THE_ACTION_ALONE
    }

    /** What is in the way: the page, the event's reason, and the check's error, if it is a setting. */
    enum InTheWay {
        NO_ROLE("no-role", "no_role", "", test -> test.takeRole()),
        NO_ROLE_OF_AWS("no-role", "no_role", "", test -> {
            test.takeRole();
            test.realm.clientRoles(aws.clientUuid(), "manager-" + count);
            test.realm.grant(test.owner.user(), aws.clientUuid(), "manager-" + count);
        }),
        PARTITION(
                "undeliverable",
                "partition_unreadable",
                "client-value-unreadable",
                test -> test.attributes(Map.of("aws-mfa.partition", "mars"))),
        AUTHN_STATEMENT(
                "undeliverable",
                "authn_statement_off",
                "sign-in-stopped",
                test -> test.attributes(Map.of("saml.authnstatement", "TRUE"))),
        SIGNATURES(
                "undeliverable",
                "signing_off",
                "signing-off",
                test -> test.attributes(Map.of("saml.server.signature", "false", "saml.assertion.signature", "false"))),
        ALGORITHM(
                "undeliverable",
                "signature_algorithm",
                "sign-in-stopped",
                test -> test.attributes(Map.of("saml.signature.algorithm", "RS256"))),
        CANONICALIZATION(
                "undeliverable",
                "canonicalization",
                "sign-in-stopped",
                test -> test.attributes(Map.of("saml_signature_canonicalization_method", "exclusive"))),
        SIGNING_KEY("undeliverable", "signing_key_missing", "signing-key-missing", test -> test.disableRsaKeys()),
        NO_CERTIFICATE(
                "undeliverable",
                "encryption_certificate",
                "sign-in-stopped",
                test -> test.attributes(Map.of("saml.encrypt", "true"))),
        BROKEN_CERTIFICATE(
                "undeliverable",
                "encryption_certificate",
                "sign-in-stopped",
                test -> test.attributes(Map.of("saml.encrypt", "true", "saml.encryption.certificate", "MIIB"))),
        REDIRECT_BINDING(
                "undeliverable",
                "redirect_binding",
                "sign-in-stopped",
                test -> test.attributes(Map.of(
                        "saml.force.post.binding",
                        "false",
                        "saml_assertion_consumer_url_post",
                        "",
                        "saml_assertion_consumer_url_redirect",
                        aws.acs()))),
        NO_SESSION_NAME_MAPPER(
                "undeliverable",
                "session_name_missing",
                "session-name-mapper-missing",
                test -> test.removeMapper("RoleSessionName")),
        A_SESSION_NAME_THAT_AWS_REFUSES("unnamed", "session_name_refused", "session-name-refused", test -> {
            test.removeMapper("RoleSessionName");
            test.hardcoded("RoleSessionName", "Ada Lovelace");
        }),
        A_SESSION_NAME_OF_AN_ATTRIBUTE_THAT_IS_NOT_THERE("unnamed", "session_name_refused", "", test -> {
            test.removeMapper("RoleSessionName");
            test.mapper(
                    "theirs",
                    "saml-user-attribute-mapper",
                    Map.of("attribute.name", AwsSide.PREFIX + "RoleSessionName", "user.attribute", "badge"));
        }),
        A_SESSION_NAME_OF_A_PROPERTY_WITH_A_BLANK("unnamed", "session_name_refused", "", test -> {
            test.removeMapper("RoleSessionName");
            test.mapper(
                    "theirs",
                    "saml-user-property-mapper",
                    Map.of("attribute.name", AwsSide.PREFIX + "RoleSessionName", "user.attribute", "lastName"));
            test.user(user -> user.put("lastName", "de la Cruz"));
        }),
        A_SOURCE_IDENTITY_THAT_AWS_REFUSES(
                "unnamed",
                "source_identity_refused",
                "session-name-refused",
                test -> test.hardcoded("SourceIdentity", "Ada Lovelace")),
        A_DURATION_THAT_AWS_REFUSES("undeliverable", "session_duration_refused", "session-duration-refused", test -> {
            test.removeMapper("SessionDuration");
            test.hardcoded("SessionDuration", "60");
        }),
        NO_E_MAIL("unnamed", "name_id_missing", "", test -> {
            test.attributes(Map.of("saml_name_id_format", "email"));
            test.user(user -> user.put("email", ""));
        }),
        A_NAME_ID_MAPPER_WITHOUT_VALUE(
                "unnamed",
                "name_id_missing",
                "",
                test -> test.mapper(
                        "theirs",
                        "saml-user-attribute-nameid-mapper",
                        Map.of("mapper.nameid.format", PERSISTENT, "user.attribute", "badge"))),
        A_NAME_ID_MAPPER_WITHOUT_ATTRIBUTE(
                "unnamed",
                "name_id_missing",
                "name-id-missing",
                test -> test.mapper(
                        "theirs", "saml-user-attribute-nameid-mapper", Map.of("mapper.nameid.format", PERSISTENT)));

        private final String notice;
        private final String reason;
        private final String finding;
        private final Consumer<UndeliverableIT> act;

        InTheWay(String notice, String reason, String finding, Consumer<UndeliverableIT> act) {
            this.notice = notice;
            this.reason = reason;
            this.finding = finding;
            this.act = act;
        }

        void happens(UndeliverableIT test) {
            act.accept(test);
        }
    }

    private static int count;

    private final TestRealm realm = aws.realm();
    private final Deque<Runnable> mending = new ArrayDeque<>();
    private Person owner;

    /** Else Keycloak asks for it first. */
    @BeforeAll
    static void nobodyNeedsAnEMail() {
        ObjectNode profile = (ObjectNode) aws.realm().admin().get("/users/profile");
        profile.get("attributes").forEach(attribute -> ((ObjectNode) attribute).remove("required"));
        aws.realm().admin().put("/users/profile", profile);
    }

    @BeforeEach
    void aUserWhoGetsIn() {
        owner = aws.person("user-" + ++count, "Admin");
        aws.accepted(owner.signInWithCode(aws.console()));
        realm.clearEvents();
    }

    @AfterEach
    void asSetUpLeftIt() {
        mending.forEach(Runnable::run);
        aws.setUp();
        realm.admin().post("/aws-mfa/check/fix", null);
    }

    /** It may be what the page would tell of, so the page comes after it. */
    @Test
    void whatKeycloakAsksTheUserForComesFirst() {
        ObjectNode profile = (ObjectNode) realm.admin().get("/users/profile");
        ObjectNode asking = profile.deepCopy();
        asking.get("attributes").forEach(attribute -> {
            if (attribute.get("name").asText().equals("email")) {
                ((ObjectNode) attribute).putObject("required").putArray("roles").add("user");
            }
        });
        realm.admin().put("/users/profile", asking);
        mending.add(() -> realm.admin().put("/users/profile", profile));
        InTheWay.NO_E_MAIL.happens(this);

        Page page = owner.elsewhere().signInWithCode(aws.console());

        assertThat(page.has("#kc-update-profile-form")).as(page.toString()).isTrue();
    }

    static Stream<Arguments> everyWay() {
        return Arrays.stream(InTheWay.values())
                .flatMap(what -> Arrays.stream(Arrival.values()).map(how -> Arguments.of(what, how)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("everyWay")
    void isToldAfterMfa(InTheWay what, Arrival how) {
        what.happens(this);
        if (how == Arrival.BY_THE_ACTION_ALONE) {
            aws.removeFlowOverride();
        }
        Person person = how == Arrival.BY_COOKIE ? owner : owner.elsewhere();

        Page page = person.signInWithCode(aws.console());

        assertThat(page.has("#virtual-mfa-" + what.notice)).as(page.toString()).isTrue();
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.html().text()).contains("not your fault", "administrator");
        List<TestEvent> errors = realm.events("LOGIN_ERROR");
        assertThat(errors.get(errors.size() - 1)).satisfies(event -> {
            assertThat(event.error()).isEqualTo("not_allowed");
            assertThat(event.userId()).isEqualTo(owner.user().id());
            assertThat(event.details()).containsEntry("reason", what.reason);
            assertThat(page.text("#virtual-mfa-quote"))
                    .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC · [0-9B-Z]{4}-[0-9B-Z]{4} · " + what.reason)
                    .contains(event.details().get("reference"));
        });
        assertThat(aws.refusals()).isEmpty();
        List<String> found = findings("error");
        if (what.finding.isEmpty()) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).contains(what.finding);
        }
    }

    @Test
    void namesTheRolesThatAreNone() {
        InTheWay.NO_ROLE_OF_AWS.happens(this);

        owner.elsewhere().signInWithCode(aws.console());

        assertThat(realm.events("LOGIN_ERROR"))
                .last()
                .satisfies(event -> assertThat(event.details()).containsEntry("roles", "manager-" + count));
    }

    /** Nobody is told of the account's troubles before the code. */
    @ParameterizedTest
    @EnumSource(
            value = InTheWay.class,
            names = {"NO_ROLE", "NO_E_MAIL"})
    void isToldToNobodyWithoutMfa(InTheWay what) {
        what.happens(this);
        Person stranger = owner.elsewhere();

        Page page = stranger.password(stranger.browser().open(aws.console()));

        assertThat(page.has("#kc-otp-login-form")).as(page.toString()).isTrue();
    }

    /** Nothing asks on the way there: the gate is left. */
    @Test
    void withoutARoleNothingPassesTheGate() {
        InTheWay.NO_ROLE.happens(this);
        aws.leaveTheGateAlone();

        Page page = owner.browser().open(aws.console());

        assertThat(SamlPost.isOn(page)).isFalse();
        AwsSide.refusedOnce(realm, AwsSide.CLIENT_ID, owner.user(), "/protocol/saml/clients/amazon-aws", "no_role");
    }

    /** Else the code page would come again after every code. */
    @ParameterizedTest
    @EnumSource
    void aNotBeforeThatLiesAheadAsksForNoCode(Arrival how) {
        long ahead = realm.clock().now().getEpochSecond() + 3600;
        realm.change(json -> json.put("notBefore", ahead));
        mending.push(() -> realm.change(json -> json.put("notBefore", 0)));
        if (how == Arrival.BY_THE_ACTION_ALONE) {
            aws.removeFlowOverride();
        }
        Page page = (how == Arrival.BY_COOKIE ? owner : owner.elsewhere()).signInWithCode(aws.console());

        assertThat(page.has("#virtual-mfa-not-set-up")).as(page.toString()).isTrue();
        assertThat(realm.events("LOGIN_ERROR"))
                .last()
                .satisfies(event -> assertThat(event.details()).containsEntry("reason", "not_before_ahead"));
        assertThat(findings("error")).containsExactly("not-before-ahead");
    }

    /** Without those of the clock, which this test moves. */
    private List<String> findings(String severity) {
        return StreamSupport.stream(
                        realm.admin().get("/aws-mfa/check").get("findings").spliterator(), false)
                .filter(finding -> finding.get("severity").asText().equals(severity))
                .map(finding -> finding.get("id").asText())
                .filter(id -> !id.startsWith("clock-"))
                .toList();
    }

    private void takeRole() {
        String mappings = "/users/" + owner.user().id() + "/role-mappings/clients/" + aws.clientUuid();
        realm.admin().delete(mappings, realm.admin().get(mappings));
    }

    private void user(Consumer<ObjectNode> change) {
        ObjectNode user =
                (ObjectNode) realm.admin().get("/users/" + owner.user().id());
        change.accept(user);
        realm.admin().put("/users/" + owner.user().id(), user);
    }

    private void attributes(Map<String, String> values) {
        ObjectNode before =
                (ObjectNode) realm.admin().get("/clients/" + aws.clientUuid()).get("attributes");
        aws.change(client -> values.forEach(client.withObject("/attributes")::put));
        mending.push(() -> aws.change(client -> values.keySet()
                .forEach(name -> client.withObject("/attributes")
                        .put(name, before.path(name).asText("")))));
    }

    private void hardcoded(String attribute, String value) {
        mapper(
                "theirs",
                "saml-hardcode-attribute-mapper",
                Map.of("attribute.name", AwsSide.PREFIX + attribute, "attribute.value", value));
    }

    private void mapper(String name, String type, Map<String, String> config) {
        realm.admin()
                .post(mappers(), Map.of("name", name, "protocol", "saml", "protocolMapper", type, "config", config));
        mending.push(() -> removeMapper(name));
    }

    private void removeMapper(String name) {
        for (JsonNode mapper : realm.admin().get(mappers())) {
            if (mapper.get("name").asText().equals(name)) {
                realm.admin().delete(mappers() + "/" + mapper.get("id").asText());
            }
        }
    }

    private String mappers() {
        return "/clients/" + aws.clientUuid() + "/protocol-mappers/models";
    }

    private void disableRsaKeys() {
        for (JsonNode key : realm.admin().get("/components?type=org.keycloak.keys.KeyProvider")) {
            if (key.get("providerId").asText().equals("rsa-generated")) {
                String path = "/components/" + key.get("id").asText();
                active(path, "false");
                mending.push(() -> active(path, "true"));
            }
        }
    }

    private void active(String path, String active) {
        ObjectNode key = (ObjectNode) realm.admin().get(path);
        key.withObject("/config").putArray("active").add(active);
        realm.admin().put(path, key);
    }
}
