package io.github.keycloakawsmfa.aws;

import static io.github.keycloakawsmfa.walk.AwsSide.ASSURANCE;
import static io.github.keycloakawsmfa.walk.AwsSide.PREFIX;
import static io.github.keycloakawsmfa.walk.AwsSide.pair;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.demo.SamlCheck;
import io.github.keycloakawsmfa.demo.TrustPolicy;
import io.github.keycloakawsmfa.fixture.KeycloakServer;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.TestEvent;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.walk.AwsSide;
import io.github.keycloakawsmfa.walk.TokenExchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A server whose gate only observes, for a calm roll-out: what would be refused leaves, without evidence, and an event tells. The same
 * server has the token exchange that makes SAML assertions, an option of its own which is off by default.
 */
class ObserveModeIT {

    private static final String FOREIGN =
            "arn:aws:iam::123456789012:role/Old,arn:aws:iam::123456789012:saml-provider/old";

    @RegisterExtension
    static final KeycloakServer server =
            KeycloakServer.equipped(KeycloakServer.OBSERVING).shared();

    @RegisterExtension
    static final AwsSide aws = AwsSide.of(TestRealm.on(server, realm -> {}));

    private static int count;

    private Person person;

    @BeforeEach
    void nothingAsksForACode() {
        aws.accounts().reset();
        aws.setUp();
        person = aws.person("user-" + ++count, "Admin");
    }

    @Test
    void aRefusalIsAnEventOnly() {
        aws.leaveTheGateAlone();
        aws.realm().clearEvents();

        Page page = person.signInWithCode(aws.console());

        assertThat(SamlPost.of(page).attributes())
                .containsEntry(PREFIX + "Role", List.of(pair("Admin")))
                .doesNotContainKey(ASSURANCE);
        assertThat(SamlPost.of(page).authnContext()).doesNotContain("TimeSyncToken");
        assertThat(awsWithItsGeneratedPolicy(page))
                .as("AWS keeps the role shut, whatever the gate lets go")
                .isInstanceOfSatisfying(
                        SamlCheck.Rejected.class,
                        rejected -> assertThat(rejected.awsText())
                                .isEqualTo("Not authorized to perform sts:AssumeRoleWithSAML"));
        onlyRefusal("evidence_missing");
        assertThat(server.metrics()
                        .sum(
                                "keycloak_aws_mfa_gate_responses_total",
                                Map.of(
                                        "realm",
                                        aws.realm().name(),
                                        "client_id",
                                        AwsSide.CLIENT_ID,
                                        "mode",
                                        "observe",
                                        "outcome",
                                        "refused",
                                        "reason",
                                        "evidence_missing")))
                .isPositive();
        assertThat(aws.realm().clientSessions(person.user())).containsExactly(List.of(AwsSide.CLIENT_ID));
    }

    /** A roll-out group by group: whose date has passed is held back, and who has time is not. */
    @Test
    void whoseDateHasPassedIsHeldBack() {
        TestRealm realm = aws.realm();
        String day = "2026-06-01";
        String group = realm.admin()
                .create(
                        "/groups",
                        Map.of("name", "late-" + count, "attributes", Map.of("aws-mfa.required-from", List.of(day))));
        realm.admin().put("/users/" + person.user().id() + "/groups/" + group, Map.of());
        Person early = aws.person("early-" + count, "Admin");
        String ahead = realm.admin()
                .create(
                        "/groups",
                        Map.of(
                                "name",
                                "early-" + count,
                                "attributes",
                                Map.of("aws-mfa.required-from", List.of("2999-01-01"))));
        realm.admin().put("/users/" + early.user().id() + "/groups/" + ahead, Map.of());
        aws.leaveTheGateAlone();
        realm.clearEvents();

        Page page = person.signIn(aws.console());

        assertThat(SamlPost.isOn(page)).as(page.toString()).isFalse();
        AwsSide.refusedOnce(realm, AwsSide.CLIENT_ID, person.user(), "/login-actions/authenticate", "evidence_missing");
        assertThat(realm.clientSessions(person.user()))
                .allSatisfy(clients -> assertThat(clients).doesNotContain(AwsSide.CLIENT_ID));

        realm.clearEvents();
        assertThat(SamlPost.of(early.signIn(aws.console())).attributes()).doesNotContainKey(ASSURANCE);
        onlyRefusal("evidence_missing");

        aws.setUp();
        assertThat(aws.accepted(person.elsewhere().signInWithCode(aws.console()))
                        .attributes())
                .containsKey(ASSURANCE);
    }

    /** The date opens the wizard's way out only as long as the gate lets the user go anyway. */
    @Test
    void untilTheDateADeviceMayBePutOffAndThenNoMore() {
        TestRealm realm = aws.realm();
        String soon = realm.clock()
                .now()
                .plusSeconds(600)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        String group = realm.admin()
                .create(
                        "/groups",
                        Map.of("name", "soon-" + count, "attributes", Map.of("aws-mfa.required-from", List.of(soon))));
        realm.admin().put("/users/" + person.user().id() + "/groups/" + group, Map.of());
        realm.clearEvents();
        Page wizard = person.signIn(aws.console());
        Page open = person.elsewhere().signIn(aws.console());

        Page page = wizard.form(Person.WIZARD).press("#virtual-mfa-not-now");

        assertThat(SamlPost.of(page).attributes()).doesNotContainKey(ASSURANCE);
        onlyRefusal("evidence_missing");

        realm.clock().advance(Duration.ofSeconds(600));
        assertThat(person.open().has("#virtual-mfa-sign-in-again")).isTrue();
        Page late = open.form(Person.WIZARD).press("#virtual-mfa-not-now");
        assertThat(late.has(Person.WIZARD)).as(late.toString()).isTrue();
        assertThat(late.has("#virtual-mfa-not-now")).isFalse();
    }

    /** AWS turns it away; until the gate enforces, nobody is held up. */
    @Test
    void whoHasNoRoleGoesOn() {
        Person without = aws.person("without-" + count);
        aws.realm().clearEvents();

        Page page = without.signInWithCode(aws.console());

        assertThat(SamlPost.of(page).attributes()).containsKey(ASSURANCE).doesNotContainKey(PREFIX + "Role");
        onlyRefusal("no_role");
    }

    /** A tag is a word of the gate's: without evidence it says none. */
    @Test
    void noTagIsWrittenWithoutEvidence() {
        aws.change(client -> client.withObject("/attributes")
                .put("aws-mfa.tags", "mfa,mfa-time")
                .put("aws-mfa.user-tags", "name=firstName"));
        try {
            aws.leaveTheGateAlone();
            assertThat(SamlPost.of(person.signInWithCode(aws.console())).attributes())
                    .containsKey(PREFIX + "Role")
                    .allSatisfy((name, values) -> assertThat(name).doesNotContain("Tag"));

            aws.setUp();
            assertThat(aws.accepted(person.elsewhere().signInWithCode(aws.console()))
                            .attributes())
                    .containsEntry(PREFIX + "PrincipalTag:mfa", List.of("true"))
                    .containsEntry(PREFIX + "PrincipalTag:name", List.of("First"));
        } finally {
            aws.change(client ->
                    client.withObject("/attributes").put("aws-mfa.tags", "").put("aws-mfa.user-tags", ""));
        }
    }

    @Test
    void whoHasEvidenceIsNotReported() {
        aws.realm().clearEvents();

        Page page = person.signInWithCode(aws.console());
        assertThat(aws.accepted(page).attributes()).containsKey(ASSURANCE);
        assertThat(awsWithItsGeneratedPolicy(page)).isInstanceOf(SamlCheck.Accepted.class);
        assertThat(aws.refusals()).isEmpty();
    }

    /** Roles of an older mapper stay until the roll-out is over; evidence that is not ours does not. */
    @Test
    void aForeignRoleStays() {
        String mappers = "/clients/" + aws.clientUuid() + "/protocol-mappers/models";
        String role = aws.realm().admin().create(mappers, hardCoded("old-role", PREFIX + "Role", FOREIGN));
        String assurance = aws.realm()
                .admin()
                .create(mappers, hardCoded("forged", ASSURANCE, "https://refeds.org/profile/mfa/forged"));
        aws.leaveTheGateAlone();
        aws.realm().clearEvents();
        try {
            SamlPost post = SamlPost.of(person.signInWithCode(aws.console()));

            assertThat(post.attributes())
                    .containsEntry(PREFIX + "Role", List.of(FOREIGN))
                    .doesNotContainKey(ASSURANCE);
            assertThat(aws.realm().events("LOGIN_ERROR"))
                    .filteredOn(event -> "aws_mfa_attribute_removed".equals(event.error()))
                    .extracting(event -> event.details().get("attributes"))
                    .anyMatch(names -> names.contains(PREFIX + "Role"))
                    .anyMatch(names -> names.contains(ASSURANCE));
        } finally {
            aws.realm().admin().delete(mappers + "/" + role);
            aws.realm().admin().delete(mappers + "/" + assurance);
        }
    }

    /** Set-up takes no role away either, wherever it comes from, until the gate enforces. */
    @Test
    void rolesFromElsewhereOutliveSetUp() {
        TestRealm realm = aws.realm();
        String id = "classic-" + count;
        String client = realm.samlClient(id, "https://signin.aws.amazon.com/saml", it -> {});
        String mapper = realm.admin()
                .create(
                        "/clients/" + client + "/protocol-mappers/models",
                        Map.of(
                                "name", "roles",
                                "protocol", "saml",
                                "protocolMapper", "saml-user-attribute-mapper",
                                "config", Map.of("attribute.name", PREFIX + "Role", "user.attribute", "awsRole")));
        String group =
                realm.admin().create("/groups", Map.of("name", id, "attributes", Map.of("awsRole", List.of(FOREIGN))));
        realm.admin().put("/users/" + person.user().id() + "/groups/" + group, Map.of());

        JsonNode answer = realm.admin().post("/aws-mfa/setup", Map.of("clientId", id, "adopt", true));

        assertThat(answer.toString()).contains("AWS gets from it, as long as the gate only observes");
        Page page = person.signInWithCode(realm.idpInitiated(id));
        assertThat(SamlPost.of(page).attributes()).containsEntry(PREFIX + "Role", List.of(FOREIGN));
        assertThat(realm.admin().get("/aws-mfa/check").get("findings"))
                .filteredOn(finding -> finding.get("id").asText().equals("foreign-role-mapper"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.get("where").asText()).contains(id));
        realm.admin().delete("/clients/" + client + "/protocol-mappers/models/" + mapper);
        realm.admin().delete("/clients/" + client);
    }

    /** It runs on the user's session, with its evidence, but no browser is there: not even evidence makes it a sign-in. */
    @Test
    void tokenExchangeIsNoSignIn() {
        aws.accepted(person.signInWithCode(aws.console()));
        TokenExchange exchange = TokenExchange.allowed(aws.realm(), "exchanger", aws.clientUuid());
        String token = exchange.accessToken(person.browser());
        aws.realm().clearEvents();

        JsonNode answer = exchange.forSaml(token, AwsSide.CLIENT_ID);

        assertThat(TokenExchange.saml(answer))
                .as(answer.toString())
                .contains("Assertion")
                .doesNotContain(ASSURANCE);
        onlyRefusal("path");
    }

    /**
     * The gate reckons before Keycloak signs and encrypts: never less than comes out, and hardly more. The keys are files: a server of the
     * tests takes most of a minute to make one of 4,096 bits.
     */
    @ParameterizedTest
    @CsvSource({"2048, false", "4096, false", "2048, true", "4096, true"})
    void aResponseIsMeasuredBeforeItIsSigned(int bits, boolean encrypted) throws IOException {
        TestRealm realm = aws.realm();
        String key = realm.admin()
                .create(
                        "/components",
                        Map.of(
                                "name",
                                "rsa-" + bits + encrypted,
                                "providerId",
                                "rsa",
                                "providerType",
                                "org.keycloak.keys.KeyProvider",
                                "config",
                                Map.of("priority", List.of("1000"), "privateKey", List.of(privateKey(bits)))));
        String mappers = "/clients/" + aws.clientUuid() + "/protocol-mappers/models";
        String bulk = realm.admin().create(mappers, hardCoded("bulk", "bulk", "<ü> & ".repeat(9_000)));
        String certificate = StreamSupport.stream(
                        realm.admin().get("/keys").get("keys").spliterator(), false)
                .filter(known -> known.path("providerId").asText().equals(key))
                .map(known -> known.get("certificate").asText())
                .findFirst()
                .orElseThrow();
        aws.change(client -> client.withObject("/attributes")
                .put("saml.encrypt", Boolean.toString(encrypted))
                .put("saml.encryption.certificate", certificate));
        realm.clearEvents();
        try {
            String response = SamlPost.of(person.signInWithCode(aws.console())).samlResponse();

            onlyRefusal("too_large");
            int reckoned = Integer.parseInt(aws.refusals().get(0).details().get("characters"));
            assertThat(response).hasSizeGreaterThan(ResponseSize.MOST);
            assertThat(reckoned).isBetween(response.length(), (int) (response.length() * 1.1));
        } finally {
            realm.admin().delete(mappers + "/" + bulk);
            realm.admin().delete("/components/" + key);
        }
    }

    private static String privateKey(int bits) throws IOException {
        try (InputStream file = ObserveModeIT.class.getResourceAsStream("rsa-" + bits + ".pem")) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static SamlCheck awsWithItsGeneratedPolicy(Page page) {
        String policy =
                aws.realm().admin().get("/aws-mfa/trust-policy?role=Admin").toString();
        aws.accounts().trust("arn:aws:iam::" + AwsSide.ACCOUNT + ":role/Admin", TrustPolicy.parse(policy));
        return aws.check(page);
    }

    private void onlyRefusal(String reason) {
        assertThat(aws.refusals())
                .singleElement()
                .extracting(TestEvent::details)
                .satisfies(details ->
                        assertThat(details).containsEntry("reason", reason).containsEntry("mode", "observe"));
    }

    private static Map<String, Object> hardCoded(String name, String attribute, String value) {
        return Map.of(
                "name",
                name,
                "protocol",
                "saml",
                "protocolMapper",
                "saml-hardcode-attribute-mapper",
                "config",
                Map.of("attribute.name", attribute, "attribute.nameformat", "URI Reference", "attribute.value", value));
    }
}
