package io.github.keycloakawsmfa.walk;

import static io.github.keycloakawsmfa.walk.AwsSide.ACCOUNT;
import static io.github.keycloakawsmfa.walk.AwsSide.PREFIX;
import static io.github.keycloakawsmfa.walk.Mistake.attribute;
import static io.github.keycloakawsmfa.walk.Mistake.harmless;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.demo.IdentityProvider;
import io.github.keycloakawsmfa.demo.SamlCheck;
import io.github.keycloakawsmfa.demo.TrustPolicy;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each common mistake is made as an administrator would make it. Either AWS takes the response all the same, because only
 * the gate writes what the mistake would spoil, or AWS says what it says; the check finds it, and set-up ends it.
 */
@DisplayName("A common mistake")
class MistakesIT {

    @RegisterExtension
    static final AwsSide aws = AwsSide.create();

    private static final TestRealm realm = aws.realm();
    private static Person ada;

    static Stream<Mistake> mistakes() {
        return Stream.of(
                harmless(1, "Keycloak's role list", MistakesIT::addRoleList, "role-list-scope"),
                harmless(
                        2,
                        "an attribute for each role",
                        mapper("saml-role-list-mapper", PREFIX + "Role", "single", "false"),
                        "foreign-role-mapper"),
                harmless(
                        3,
                        "full scope",
                        aws -> aws.change(client -> client.put("fullScopeAllowed", true)),
                        "full-scope"),
                harmless(
                        4,
                        "a role that only a mapper names right",
                        aws -> {
                            realm.clientRoles(aws.clientUuid(), "Renamed");
                            realm.grant(ada.user(), aws.clientUuid(), "Renamed");
                            mapper(
                                            "saml-role-name-mapper",
                                            "",
                                            "role",
                                            AwsSide.CLIENT_ID + ".Renamed",
                                            "new.role.name",
                                            "arn:aws:iam::123456789012:role/R,arn:aws:iam::123456789012:saml-provider/k")
                                    .accept(aws);
                        },
                        "role-name-mapper"),
                new Mistake(
                        5,
                        "no RoleSessionName",
                        aws -> removeMapper("RoleSessionName"),
                        "session_name_missing",
                        "session-name-mapper-missing"),
                new Mistake(
                        5,
                        "a RoleSessionName with a blank",
                        aws -> {
                            removeMapper("RoleSessionName");
                            constant(PREFIX + "RoleSessionName", "Ada Admin").accept(aws);
                        },
                        "session_name_refused",
                        "session-name-refused"),
                harmless(6, "Role in lower case", constant(PREFIX + "role", "x"), "foreign-role-mapper"),
                new Mistake(
                        6,
                        "RoleSessionName in lower case",
                        aws -> {
                            removeMapper("RoleSessionName");
                            constant(PREFIX + "rolesessionname", "ada").accept(aws);
                        },
                        "session_name_missing",
                        "session-name-mapper-missing"),
                harmless(
                        7,
                        "a pair the other way round, with a blank",
                        aws -> {
                            String role = "arn:aws:iam::123456789012:saml-provider/keycloak, "
                                    + "arn:aws:iam::123456789012:role/Turned";
                            realm.clientRoles(aws.clientUuid(), role);
                            realm.grant(ada.user(), aws.clientUuid(), role);
                        },
                        null),
                harmless(
                        8,
                        "a session longer than Keycloak's own",
                        aws -> changeMapper("SessionDuration", "session.duration.seconds", "43200"),
                        "session-duration-capped"),
                new Mistake(
                        9,
                        "a session that is no number of seconds for AWS",
                        constant(PREFIX + "SessionDuration", "60").andThen(aws -> removeMapper("SessionDuration")),
                        "session_duration_refused",
                        "session-duration-refused"),
                harmless(
                        10,
                        "an assertion for an hour",
                        attribute("saml.assertion.lifespan", "3600"),
                        "assertion-lifespan"),
                harmless(11, "one use only", attribute("saml.onetimeuse.condition", "true"), "client-setting"),
                harmless(13, "signed requests", attribute("saml.client.signature", "true"), "client-setting"),
                harmless(18, "a NameID of another kind", attribute("saml_name_id_format", "username"), null),
                harmless(
                        20,
                        "a default level instead of a flow",
                        attribute("acr.loa.map", "{\"gold\": 2}")
                                .andThen(attribute("default.acr.values", "gold"))
                                .andThen(AwsSide::removeFlowOverride),
                        "flow-override-missing"));
    }

    @BeforeAll
    static void aUserWithADevice() {
        ada = aws.person("ada", "Admin");
        ada.signInWithCode(aws.console());
    }

    @BeforeEach
    void asSetUpLeavesIt() {
        realm.admin().delete("/clients/" + aws.clientUuid());
        aws.setUp();
        aws.accounts().reset();
        realm.grant(ada.user(), aws.clientUuid(), ACCOUNT + "/Admin");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void isHarmlessOrTold(Mistake mistake) {
        mistake.make().accept(aws);

        Page page = ada.signInWithCode(aws.console());

        if (mistake.told() == null) {
            assertThat(aws.check(page))
                    .isInstanceOfSatisfying(
                            SamlCheck.Accepted.class,
                            accepted -> assertThat(accepted.attributes().get(PREFIX + "Role"))
                                    .contains(pair("Admin"))
                                    .allMatch(role -> role.matches("arn:aws:iam::[0-9]{12}:role/[^, ]+,arn:[^, ]+")));
        } else {
            assertThat(SamlPost.isOn(page)).as(page.toString()).isFalse();
            assertThat(page.html().text()).contains(mistake.told());
        }
    }

    static Stream<Mistake> found() {
        return mistakes().filter(mistake -> Objects.nonNull(mistake.finding()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("found")
    void isFound(Mistake mistake) {
        assertThat(findings()).doesNotContain(mistake.finding());

        mistake.make().accept(aws);

        assertThat(findings()).contains(mistake.finding());
    }

    /** What somebody else wrote and set-up does not take away is told by the check, with what to do. */
    static Stream<Mistake> mended() {
        return mistakes()
                .filter(mistake -> mistake.finding() == null
                        || !List.of("session-name-refused", "session-duration-refused", "role-name-mapper")
                                .contains(mistake.finding()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mended")
    void endsWithSetUp(Mistake mistake) {
        mistake.make().accept(aws);

        aws.setUp();

        Page page = ada.signInWithCode(aws.console());
        assertThat(aws.accepted(page).roles()).isNotEmpty();
    }

    @Test
    @DisplayName("9 a session longer than the role allows")
    void aSessionLongerThanTheRoleAllowsIsRefusedAndTheTemplateGivesTheRoleEnough() {
        String admin = pair("Admin").split(",")[0];
        aws.accounts().maxSessionDuration(admin, Duration.ofHours(1));
        changeMapper("SessionDuration", "session.duration.seconds", "7200");
        assertRejected("Requested DurationSeconds exceeds MaxSessionDuration set for this role");

        int generated = realm.admin()
                .get("/aws-mfa/cloudformation")
                .at("/Resources/RoleAdmin/Properties/MaxSessionDuration")
                .asInt();
        aws.accounts().maxSessionDuration(admin, Duration.ofSeconds(generated));

        assertThat(aws.accepted(ada.signInWithCode(aws.console())).roles()).isNotEmpty();
    }

    @Test
    @DisplayName("21 session tags, and a trust policy from before")
    void tagsThatTheTrustPolicyDoesNotAllowAreRefusedAndTheGeneratedOneAllowsThem() {
        trustAsGenerated();
        assertThat(aws.accepted(ada.signInWithCode(aws.console())).roles()).isNotEmpty();
        realm.admin().post("/aws-mfa/setup", Map.of("tags", List.of("mfa")));
        assertRejected("Not authorized to perform sts:AssumeRoleWithSAML");

        trustAsGenerated();

        assertThat(aws.accepted(ada.signInWithCode(aws.console())).roles()).isNotEmpty();
    }

    private static void trustAsGenerated() {
        String policy = realm.admin().get("/aws-mfa/trust-policy?role=Admin").toString();
        aws.accounts().trust(pair("Admin").split(",")[0], TrustPolicy.parse(policy));
    }

    private static void assertRejected(String awsText) {
        assertThat(aws.check(ada.signInWithCode(aws.console())))
                .isInstanceOfSatisfying(
                        SamlCheck.Rejected.class,
                        rejected -> assertThat(rejected.awsText()).isEqualTo(awsText));
    }

    @Test
    @DisplayName("12 encryption without a key at AWS")
    void encryptionWithoutAKeyStopsTheSignInUntilSetUp() {
        attribute("saml.encrypt", "true").accept(aws);

        assertThat(SamlPost.isOn(ada.signInWithCode(aws.console()))).isFalse();
        assertThat(findings()).contains("sign-in-stopped");

        aws.setUp();
        assertThat(aws.accepted(ada.signInWithCode(aws.console())).roles()).isNotEmpty();
    }

    @Test
    @DisplayName("14 AWS's metadata imported and nothing else done")
    void anImportOfAwssMetadataIsNotEnoughUntilSetUp() {
        realm.admin().delete("/clients/" + aws.clientUuid());
        ObjectNode imported =
                (ObjectNode) realm.admin().post("/client-description-converter", AwsMetadata.of(aws.acs()));
        // Else Keycloak makes one of 4,096 bits: nothing in the metadata says that AWS does not sign its requests.
        imported.withObject("/attributes").put("saml.signing.certificate", "a certificate");
        realm.admin().post("/clients", imported);
        assertThat(findings()).contains("aws-client-not-set-up");
        assertThat(SamlPost.isOn(ada.signInWithCode(aws.console())))
                .as("no URL name")
                .isFalse();

        aws.setUp();

        realm.grant(ada.user(), aws.clientUuid(), ACCOUNT + "/Admin");
        assertThat(aws.accepted(ada.signInWithCode(aws.console())).roles()).hasSize(1);
        assertThat(findings()).doesNotContain("session-name-foreign");
    }

    @Test
    @DisplayName("15 no name for the IdP-initiated URL")
    void aMissingUrlNameStopsTheSignInUntilSetUp() {
        attribute("saml_idp_initiated_sso_url_name", "").accept(aws);

        assertThat(SamlPost.isOn(ada.signInWithCode(aws.console()))).isFalse();
        assertThat(findings()).contains("sign-in-stopped");

        aws.setUp();
        assertThat(aws.accepted(ada.signInWithCode(aws.console())).roles()).isNotEmpty();
    }

    /** The signature that AWS does not know is in CheckSigningKeysIT, with the order in which nobody notices. */
    @Test
    @DisplayName("16 the server's address changed, and AWS has the old metadata")
    void anIssuerThatAwsDoesNotKnowIsRefused() {
        String metadata = realm.admin().send("GET", "/aws-mfa/metadata", null).body();
        IdentityProvider old = IdentityProvider.ofDescriptor(metadata.replace(
                "entityID=\"" + realm.url("") + "\"", "entityID=\"https://old.example.test/realms/r\""));

        SamlCheck seen = aws.checkKnowing(old, SamlPost.of(ada.signInWithCode(aws.console())));

        assertThat(seen)
                .isInstanceOfSatisfying(
                        SamlCheck.Rejected.class,
                        rejected -> assertThat(rejected.awsText())
                                .isEqualTo("Failed to assume role: Issuer not present in specified provider"));
    }

    @Test
    @DisplayName("16 the server's address changed since set-up")
    void anotherAddressIsFoundUntilSetUpIsRunAgain() {
        assertThat(findings()).doesNotContain("issuer-changed");

        realm.change(json -> json.withObject("/attributes").put("frontendUrl", "https://sso.example.test"));
        try {
            assertThat(findings()).contains("issuer-changed");
            aws.setUp();
            assertThat(findings()).doesNotContain("issuer-changed");
        } finally {
            realm.change(json -> json.withObject("/attributes").put("frontendUrl", ""));
        }
        assertThat(findings()).as("and back again").contains("issuer-changed");
    }

    @Test
    @DisplayName("17 keys of other kinds")
    void keysThatAwsCannotTakeAreNeitherUsedNorInTheMetadata() {
        String before = realm.admin().send("GET", "/aws-mfa/metadata", null).body();
        String key = realm.admin()
                .create(
                        "/components",
                        Map.of(
                                "name", "elliptic",
                                "providerId", "ecdsa-generated",
                                "providerType", "org.keycloak.keys.KeyProvider",
                                "config", Map.of("priority", List.of("1000"))));
        try {
            assertThat(realm.admin().send("GET", "/aws-mfa/metadata", null).body())
                    .isEqualTo(before);
            assertThat(aws.accepted(ada.signInWithCode(aws.console())).roles()).isNotEmpty();
        } finally {
            realm.admin().delete("/components/" + key);
        }
    }

    @Test
    @DisplayName("19 an authentication context that says nothing")
    void theContextAndTheAttributeTellOfTheCode() {
        SamlCheck.Accepted seen = aws.accepted(ada.signInWithCode(aws.console()));

        assertThat(seen.authnContextClassRef()).isEqualTo("urn:oasis:names:tc:SAML:2.0:ac:classes:TimeSyncToken");
        assertThat(seen.attributes().get(AwsSide.ASSURANCE)).containsExactly("https://refeds.org/profile/mfa");
    }

    @Test
    @DisplayName("22 no single logout at AWS")
    void signingOutOfKeycloakEndsItsSessionWithoutAnError() {
        Person bob = aws.person("bob", "Admin");
        bob.signInWithCode(aws.console());

        Page confirm = bob.browser().open(realm.url("/protocol/openid-connect/logout"));
        Page done = confirm.form("form").submit();

        assertThat(done.status()).isEqualTo(200);
        assertThat(bob.browser().open(aws.console()).has("#kc-form-login")).isTrue();
    }

    private static List<String> findings() {
        return realm.admin().get("/aws-mfa/check").get("findings").findValuesAsText("id");
    }

    private static String pair(String role) {
        return "arn:aws:iam::" + ACCOUNT + ":role/" + role + ",arn:aws:iam::" + ACCOUNT + ":saml-provider/keycloak";
    }

    private static void addRoleList(AwsSide aws) {
        for (JsonNode scope : realm.admin().get("/client-scopes")) {
            if (scope.get("name").asText().equals("role_list")) {
                realm.admin()
                        .put(
                                "/clients/" + aws.clientUuid() + "/default-client-scopes/"
                                        + scope.get("id").asText(),
                                Map.of());
            }
        }
    }

    private static Consumer<AwsSide> constant(String attribute, String value) {
        return mapper("saml-hardcode-attribute-mapper", attribute, "attribute.value", value);
    }

    private static Consumer<AwsSide> mapper(String type, String attribute, String... config) {
        return aws -> {
            Map<String, String> settings = new TreeMap<>();
            settings.put("attribute.name", attribute);
            settings.put("attribute.nameformat", "Basic");
            for (int i = 0; i < config.length; i += 2) {
                settings.put(config[i], config[i + 1]);
            }
            realm.admin()
                    .post(
                            "/clients/" + aws.clientUuid() + "/protocol-mappers/models",
                            Map.of("name", "theirs", "protocol", "saml", "protocolMapper", type, "config", settings));
        };
    }

    private static String mapperPath(String name) {
        String models = "/clients/" + aws.clientUuid() + "/protocol-mappers/models";
        for (JsonNode mapper : realm.admin().get(models)) {
            if (mapper.get("name").asText().equals(name)) {
                return models + "/" + mapper.get("id").asText();
            }
        }
        throw new AssertionError("No mapper " + name);
    }

    private static void removeMapper(String name) {
        realm.admin().delete(mapperPath(name));
    }

    private static void changeMapper(String name, String key, String value) {
        ObjectNode mapper = (ObjectNode) realm.admin().get(mapperPath(name));
        mapper.withObject("/config").put(key, value);
        realm.admin().put(mapperPath(name), mapper);
    }
}
