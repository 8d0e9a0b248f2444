package io.github.keycloakawsmfa.admin.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.SinceKeycloak;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each test breaks one thing in a realm that set-up has made, sees that found and nothing else, and sees it go. */
@DisplayName("The check")
class CheckIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create(TestRealm::bruteForceProtected);

    private static final CheckCalls check = CheckCalls.of(realm);
    private static final String ACTIONS = "/authentication/required-actions/";

    @BeforeEach
    void aHealthyRealm() {
        realm.clock().reset();
        check.setUp();
        check.fix("");
        assertThat(check.problems()).isEmpty();
    }

    @Test
    void aHealthyRealmHasNotesOnly() {
        JsonNode answer = check.check();

        assertThat(answer.at("/counts/error").asInt()).isZero();
        assertThat(answer.get("summary").asText()).startsWith("0 error, ");
        JsonNode key = check.finding("key-in-database");
        assertThat(key.get("severity").asText()).isEqualTo("info");
        assertThat(key.get("automatic").asBoolean()).isFalse();
        assertThat(key.get("sentence").asText()).isNotBlank();
        assertThat(key.get("fix").asText()).isNotBlank();
    }

    @Test
    void theKnownHolesAreThoseOfThisKeycloakAndOfWhatTheRealmUses() {
        String version = realm.admin().serverInfo().at("/systemInfo/version").asText();
        JsonNode plain = check.finding("keycloak-vulnerable");
        assertThat(plain.get("where").asText()).isEqualTo("Keycloak " + version);
        assertThat(plain.get("sentence").asText()).contains("CVE-2026-133221").doesNotContain("CVE-2026-117691");

        samlProvider("corp", Map.of("validateSignature", "true", "signingCertificate", "MII="));
        assertThat(check.finding("keycloak-vulnerable").get("sentence").asText())
                .contains("CVE-2026-133221", "CVE-2026-117691", "CVE-2026-82968")
                .doesNotContain("CVE-2026-94001");
        realm.admin().delete("/identity-provider/instances/corp");

        realm.change(it -> it.put("adminPermissionsEnabled", true));
        assertThat(check.finding("keycloak-vulnerable").get("sentence").asText())
                .contains("CVE-2026-133221", "CVE-2026-94001")
                .doesNotContain("CVE-2026-82968");
        realm.change(it -> it.put("adminPermissionsEnabled", false));
        assertThat(check.finding("keycloak-vulnerable")).isEqualTo(plain);
    }

    @Test
    void keycloaksOwnCodesBesideOursAreANoteAndLeftToTheAdministrator() {
        JsonNode note = check.finding("built-in-otp-offered");
        assertThat(note.get("severity").asText()).isEqualTo("info");
        assertThat(note.get("where").asText()).endsWith(", CONFIGURE_TOTP");
        assertThat(note.get("fix").asText()).contains("\"disableBuiltInOtp\": true");
        assertThat(note.get("automatic").asBoolean()).isFalse();

        realm.admin().post("/aws-mfa/setup", Map.of("disableBuiltInOtp", true));
        assertThat(CheckCalls.ids(check.check().get("findings"))).doesNotContain("built-in-otp-offered");
        check.fix("");
        realm.admin().post("/aws-mfa/setup", Map.of("disableBuiltInOtp", false));
        assertThat(check.finding("built-in-otp-offered")).isEqualTo(note);
    }

    /** Of the members with those of subgroups, and of who has the role by a composite: enabled, and without a device. */
    @Test
    void whoIsLateIsCounted() {
        String group = dated("late", "2020-01-01");
        String child = realm.admin().create("/groups/" + group + "/children", Map.of("name", "child"));
        for (int i = 0; i < 4; i++) {
            int number = i;
            String user =
                    realm.user("late-" + i, it -> it.put("enabled", number > 0)).id();
            realm.admin().put("/users/" + user + "/groups/" + (i == 1 ? child : group), Map.of());
        }
        JsonNode late = check.finding("rollout-overdue");
        assertThat(late.get("where").asText()).isEqualTo("group /late, aws-mfa.required-from");
        assertThat(late.get("sentence").asText())
                .isEqualTo("A device is needed since 2020-01-01T00:00:00Z, and 3 enabled users have none.");
        realm.admin().put("/groups/" + group, Map.of("name", "late", "attributes", Map.of()));
        assertThat(check.problems()).isEmpty();

        realm.admin()
                .post("/aws-mfa/setup", Map.of("rollout", Map.of("roles", Map.of("123456789012/Admin", "2020-01-01"))));
        assertThat(check.problems()).as("nobody has the role").isEmpty();
        realm.admin().post("/roles", Map.of("name", "bundle"));
        JsonNode role = realm.admin().get(check.client() + "/roles/123456789012%2FAdmin");
        realm.admin().post("/roles/bundle/composites", List.of(role));
        realm.admin()
                .post(
                        "/groups/" + group + "/role-mappings/realm",
                        List.of(realm.admin().get("/roles/bundle")));
        assertThat(check.finding("rollout-overdue").get("sentence").asText()).contains("3 enabled users");
        realm.admin().delete("/groups/" + group);
        realm.admin().post("/aws-mfa/setup", Map.of("rollout", Map.of("roles", Map.of("123456789012/Admin", ""))));
    }

    private static String dated(String group, String date) {
        return realm.admin()
                .create("/groups", Map.of("name", group, "attributes", Map.of("aws-mfa.required-from", List.of(date))));
    }

    private static void samlProvider(String alias, Map<String, String> config) {
        Map<String, String> all = new HashMap<>(config);
        all.put("singleSignOnServiceUrl", "https://idp.example.test/saml");
        realm.admin()
                .post(
                        "/identity-provider/instances",
                        Map.of("alias", alias, "providerId", "saml", "enabled", true, "config", all));
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                breaks("full-scope", () -> check.client(client -> client.put("fullScopeAllowed", true))),
                breaks(
                        "redirect-wildcard",
                        () -> check.client(client ->
                                ((ArrayNode) client.get("redirectUris")).add("https://signin.aws.amazon.com/*"))),
                breaks("signing-off", () -> check.attribute("saml.assertion.signature", "false")),
                breaks("signing-weak", () -> check.attribute("saml.signature.algorithm", "RSA_SHA1")),
                breaks("ecp-on", () -> check.attribute("saml.allow.ecp.flow", "true")),
                breaks("assertion-lifespan", () -> check.attribute("saml.assertion.lifespan", "3600")),
                breaks("sign-in-stopped", () -> check.attribute("saml.authnstatement", "false")),
                breaks("client-setting", () -> check.attribute("saml.onetimeuse.condition", "true")),
                breaks(
                        "flow-override-missing",
                        () -> check.client(client -> client.putObject("authenticationFlowBindingOverrides")
                                .put("browser", ""))),
                breaks("role-list-scope", CheckIT::addRoleList),
                breaks(
                        "foreign-role-mapper",
                        () -> check.mapper(
                                "theirs",
                                "saml-hardcode-attribute-mapper",
                                Map.of(
                                        "attribute.name",
                                        "https://aws.amazon.com/SAML/Attributes/Role",
                                        "attribute.value",
                                        "x"))),
                breaks("session-name-mapper-missing", () -> check.removeMapper("RoleSessionName")),
                breaks("name-id-mapper-missing", () -> check.removeMapper("NameID")),
                breaks("user-action-lifespan", () -> realm.change(it -> it.put("accessCodeLifespanUserAction", 300))),
                breaks("required-action-missing", () -> realm.admin().delete(ACTIONS + "virtual-mfa")),
                breaks("required-action-disabled", () -> {
                    ObjectNode action = (ObjectNode) realm.admin().get(ACTIONS + "virtual-mfa");
                    realm.admin().put(ACTIONS + "virtual-mfa", action.put("enabled", false));
                }),
                breaks("devices-action-off", () -> realm.admin().delete(ACTIONS + "virtual-mfa-devices")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void whatSetUpEnsuresIsFoundAndFixed(String id, Runnable breaking) {
        JsonNode before = comparable();
        breaking.run();
        assertThat(check.problems()).containsExactly(id);
        assertThat(check.finding(id).get("automatic").asBoolean()).isTrue();

        JsonNode dry = check.fix("?dryRun=true&id=" + id);
        assertThat(CheckCalls.ids(dry.get("done"))).containsExactly(id);
        assertThat(CheckCalls.problems(dry.get("left"))).isEmpty();
        assertThat(check.problems()).as("after a dry run").containsExactly(id);

        check.fix("?id=gate-missing");
        assertThat(check.problems()).as("after another was fixed").containsExactly(id);

        JsonNode done = check.fix("?id=" + id);
        assertThat(CheckCalls.ids(done.get("done"))).containsExactly(id);
        assertThat(CheckCalls.problems(done.get("left"))).isEmpty();
        assertThat(check.problems()).isEmpty();
        assertThat(comparable()).isEqualTo(before);
    }

    /** {@code mending} is what an administrator does by hand: the fix leaves it alone. */
    static Stream<Arguments> brokenByHand() {
        return Stream.of(
                byHand(
                        "brute-force-off",
                        () -> realm.change(it -> it.put("bruteForceProtected", false)),
                        () -> realm.change(it -> it.put("bruteForceProtected", true))),
                byHand(
                        "permanent-lockout",
                        () -> realm.change(it -> it.put("permanentLockout", true)),
                        () -> realm.change(it -> it.put("permanentLockout", false))),
                byHand(
                        "identity-provider-unsigned",
                        () -> samlProvider("open", Map.of("wantAssertionsSigned", "true")),
                        () -> realm.admin().delete("/identity-provider/instances/open")),
                byHand(
                        "client-value-unreadable",
                        () -> check.attribute("aws-mfa.max-age", "for ever"),
                        () -> check.attribute("aws-mfa.max-age", "PT1H")),
                byHand(
                        "client-value-unreadable",
                        () -> check.attribute("aws-mfa.partition", "aws-moon"),
                        () -> check.attribute("aws-mfa.partition", "aws")),
                byHand("client-value-unreadable", () -> maxAgeOfARole("an hour"), () -> maxAgeOfARole("PT1H")),
                byHand(
                        "session-duration-unreadable",
                        () -> check.changeMapper("SessionDuration", "session.duration.seconds", "43201"),
                        () -> check.changeMapper("SessionDuration", "session.duration.seconds", "3600")),
                byHand(
                        "session-duration-capped",
                        () -> check.changeMapper("SessionDuration", "session.duration.seconds", "43200"),
                        () -> realm.change(it -> it.put("ssoSessionMaxLifespan", 43_200))),
                byHand(
                        "session-duration-refused",
                        () -> check.mapper(
                                "short",
                                "saml-hardcode-attribute-mapper",
                                Map.of(
                                        "attribute.name",
                                        "https://aws.amazon.com/SAML/Attributes/SessionDuration",
                                        "attribute.value",
                                        "60")),
                        () -> check.removeMapper("short")),
                byHand(
                        "role-name-mapper",
                        () -> check.mapper(
                                "renamed", "saml-role-name-mapper", Map.of("role", "a", "new.role.name", "b")),
                        () -> check.removeMapper("renamed")),
                byHand(
                        "url-name-taken",
                        () -> realm.samlClient(
                                "rival",
                                TestRealm.APP.toString(),
                                client -> ((ObjectNode) client.get("attributes"))
                                        .put("saml_idp_initiated_sso_url_name", "amazon-aws")),
                        () -> realm.admin().delete("/clients/" + realm.clientUuid("rival"))),
                byHand(
                        "aws-client-not-set-up",
                        () -> realm.samlClient("theirs", "https://signin.aws.amazon.com/saml", client -> {}),
                        () -> realm.admin().post("/aws-mfa/setup", Map.of("clientId", "theirs", "adopt", true))),
                byHand(
                        "aws-client-not-set-up",
                        () -> realm.samlClient(
                                "sovereign",
                                "https://eusc-de-east-1.sso.signin.amazonaws-eusc.eu/platform/saml/acs/0a1b",
                                client -> {}),
                        () -> realm.admin().delete("/clients/" + realm.clientUuid("sovereign"))),
                byHand(
                        "rollout-date-unreadable",
                        () -> dated("dated", "soon"),
                        () -> realm.admin()
                                .delete("/groups/"
                                        + realm.admin()
                                                .get("/group-by-path/dated")
                                                .get("id")
                                                .asText())),
                byHand(
                        "aws-client-by-path",
                        () -> realm.samlClient(
                                "like-identity-center",
                                "https://app.example.test/platform/saml/acs/0a1b",
                                client -> {}),
                        () -> realm.admin().delete("/clients/" + realm.clientUuid("like-identity-center"))),
                byHand(
                        "aws-client-by-path",
                        () -> realm.samlClient(
                                "in-two-parts",
                                TestRealm.APP.toString(),
                                client -> client.put("rootUrl", "https://app.example.test/platform")
                                        .putArray("redirectUris")
                                        .add("/saml/acs/*")),
                        () -> realm.admin().delete("/clients/" + realm.clientUuid("in-two-parts"))),
                byHand(
                        "clock-apart",
                        () -> realm.clock().set(Duration.ofSeconds(20)),
                        () -> realm.clock().reset()),
                byHand(
                        "clock-far-apart",
                        () -> realm.clock().set(Duration.ofSeconds(-60)),
                        () -> realm.clock().reset()));
    }

    @Test
    @SinceKeycloak(value = "26.7.0", because = "wrong codes have no count of their own in Keycloak")
    void wrongCodesThatLockAreFoundAndLeft() {
        whatIsTheAdministratorsIsFoundAndLeft(
                "second-factor-locks",
                () -> realm.change(it -> it.put("maxSecondaryAuthFailures", 3)),
                () -> realm.change(it -> it.put("maxSecondaryAuthFailures", 0)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenByHand")
    void whatIsTheAdministratorsIsFoundAndLeft(String id, Runnable breaking, Runnable mending) {
        breaking.run();
        assertThat(check.problems()).containsExactly(id);
        assertThat(check.finding(id).get("automatic").asBoolean()).isFalse();

        JsonNode nothing = check.fix("");
        assertThat(nothing.get("done")).isEmpty();
        assertThat(CheckCalls.problems(nothing.get("left"))).containsExactly(id);

        mending.run();
        assertThat(check.problems()).isEmpty();
    }

    @Test
    void aMissingSessionDurationIsANoteAndFixedAllTheSame() {
        check.removeMapper("SessionDuration");
        assertThat(check.finding("session-duration-mapper-missing")
                        .get("automatic")
                        .asBoolean())
                .isTrue();

        assertThat(CheckCalls.ids(check.fix("").get("done"))).containsExactly("session-duration-mapper-missing");
        assertThat(check.mapper("SessionDuration").isObject()).isTrue();
    }

    @Test
    void oneCallFixesAllAndLeavesAClientItsOwnValues() {
        check.attribute("aws-mfa.max-age", "PT1H");
        check.attribute("aws-mfa.provider", "kc.prod");
        check.attribute("saml_assertion_consumer_url_post", "https://us-east-1.signin.aws.amazon.com/saml");
        check.client(client -> ((ArrayNode) client.get("redirectUris"))
                .add("https://us-east-1.signin.aws.amazon.com/saml")
                .add("https://signin.aws.amazon.com/*"));
        check.attribute("saml.server.signature", "false");
        realm.admin().delete(ACTIONS + "virtual-mfa");

        JsonNode done = check.fix("");

        assertThat(CheckCalls.ids(done.get("done")))
                .containsExactly("required-action-missing", "redirect-wildcard", "signing-off");
        assertThat(done.get("summary").asText()).startsWith("3 fixed; left: 0 error, ");
        JsonNode client = realm.admin().get(check.client());
        assertThat(client.get("redirectUris"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder(
                        "https://signin.aws.amazon.com/saml", "https://us-east-1.signin.aws.amazon.com/saml");
        assertThat(client.at("/attributes/saml_assertion_consumer_url_post").asText())
                .startsWith("https://us-east-1");
        assertThat(client.at("/attributes/aws-mfa.max-age").asText()).isEqualTo("PT1H");
        assertThat(client.at("/attributes/aws-mfa.provider").asText()).isEqualTo("kc.prod");
    }

    /** Keycloak lets a client have no two mappers of one name. */
    @Test
    void aMapperInTheWayIsLeftToTheAdministrator() {
        check.removeMapper("SessionDuration");
        check.mapper("SessionDuration", "saml-audience-mapper", Map.of("included.custom.audience", "x"));
        check.attribute("saml.allow.ecp.flow", "true");
        realm.admin().delete(ACTIONS + "virtual-mfa");
        try {
            JsonNode answer = check.fix("");

            assertThat(CheckCalls.ids(answer.get("done"))).containsExactly("required-action-missing", "ecp-on");
            assertThat(answer.get("left"))
                    .filteredOn(left -> left.get("id").asText().equals("session-duration-mapper-missing"))
                    .singleElement()
                    .satisfies(left -> {
                        assertThat(left.get("automatic").asBoolean()).isFalse();
                        assertThat(left.get("sentence").asText()).contains("rename it");
                    });
        } finally {
            check.removeMapper("SessionDuration");
        }
    }

    @Test
    void anAdminEventTellsWhatWasFixedAndNothingElseDoes() {
        check.attribute("saml.allow.ecp.flow", "true");
        realm.admin().delete("/admin-events");
        check.check();
        check.fix("?dryRun=true");
        assertThat(realm.adminEvents()).isEmpty();

        check.fix("");
        JsonNode event = realm.adminEvents().get(0);
        assertThat(event.get("operationType").asText()).isEqualTo("ACTION");
        assertThat(event.get("resourceType").asText()).isEqualTo("AWS_MFA_CHECK");
        assertThat(event.get("representation").asText()).contains("ecp-on");

        realm.admin().delete("/admin-events");
        check.fix("");
        assertThat(realm.adminEvents()).as("nothing was to be done").isEmpty();
    }

    /** An administrator marks a client of his own, so that its users are asked for a code: it is not AWS's. */
    @ParameterizedTest
    @CsvSource({
        "https://app.example.test/callback, ''",
        "*, aws-client-not-set-up",
        "https://signin.aws.amazon.com/saml, aws-client-not-set-up"
    })
    void aClientThatIsOnlyMarkedIsNotMadeAwss(String redirects, String finding) {
        realm.samlClient("wiki", TestRealm.APP.toString(), client -> {
            client.putArray("redirectUris").add(redirects);
            ((ObjectNode) client.get("attributes")).put("aws-mfa.guarded", "true");
        });
        JsonNode before = realm.admin().get("/clients/" + realm.clientUuid("wiki"));

        assertThat(String.join(" ", check.problems())).isEqualTo(finding);
        assertThat(check.fix("").get("done")).isEmpty();
        assertThat(realm.admin().get("/clients/" + realm.clientUuid("wiki"))).isEqualTo(before);
        realm.admin().delete("/clients/" + before.get("id").asText());
    }

    private static Arguments breaks(String id, Runnable breaking) {
        return arguments(id, breaking);
    }

    private static Arguments byHand(String id, Runnable breaking, Runnable mending) {
        return arguments(id, breaking, mending);
    }

    /** The client as it is, but for the ids of mappers that were made anew. */
    private static JsonNode comparable() {
        ObjectNode client = (ObjectNode) realm.admin().get(check.client());
        List<JsonNode> mappers = new ArrayList<>();
        client.get("protocolMappers").forEach(mappers::add);
        mappers.forEach(mapper -> ((ObjectNode) mapper).remove("id"));
        // Keycloak lists them in no order.
        mappers.sort(Comparator.comparing(mapper -> mapper.get("name").asText()));
        client.putArray("protocolMappers").addAll(mappers);
        return client;
    }

    private static void addRoleList() {
        for (JsonNode scope : realm.admin().get("/client-scopes")) {
            if (scope.get("name").asText().equals("role_list")) {
                realm.admin()
                        .put(
                                check.client() + "/default-client-scopes/"
                                        + scope.get("id").asText(),
                                Map.of());
            }
        }
    }

    private static void maxAgeOfARole(String age) {
        String path = check.client() + "/roles/123456789012%2FAdmin";
        ObjectNode role = (ObjectNode) realm.admin().get(path);
        role.putObject("attributes").putArray("aws-mfa.max-age").add(age);
        realm.admin().put(path, role);
    }
}
