package io.github.keycloakawsmfa.admin.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.admin.check.CheckCalls;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.walk.AwsSide;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value written by hand: the check has an error for it exactly when nobody signs in with it, and set-up leaves what works. */
class SettingsAgreeIT {

    @RegisterExtension
    static final AwsSide aws = AwsSide.of(TestRealm.create(TestRealm::bruteForceProtected));

    private static final String ROLE = AwsSide.ACCOUNT + "/Admin";

    private static int count;
    private static Person owner;

    private final TestRealm realm = aws.realm();

    @BeforeEach
    void aUserWithADevice() {
        if (owner == null) {
            owner = aws.person("owner", "Admin");
            aws.accepted(owner.signInWithCode(aws.console()));
        }
        realm.clearEvents();
        assertThat(errors()).isEmpty();
    }

    @AfterEach
    void asSetUpLeftIt() {
        aws.change(client -> client.withObject("/attributes")
                .put("aws-mfa.guarded", "true")
                .put("aws-mfa.max-age", "PT12H")
                .put("aws-mfa.partition", "aws")
                .put("aws-mfa.provider", "keycloak")
                .put("aws-mfa.preset", "")
                .put("saml.assertion.lifespan", "300"));
        ofRole("");
        realm.admin().post("/aws-mfa/check/fix", null);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "aws-mfa.max-age,PT0S",
                "aws-mfa.max-age,-PT1H",
                "aws-mfa.max-age,PT0.5S",
                "aws-mfa.max-age,12h",
                "aws-mfa.max-age,P1Y",
                "aws-mfa.partition,aws-moon",
                "aws-mfa.partition,AWS",
                "aws-mfa.provider,key cloak",
                "saml.signature.algorithm,rsa_sha256",
                "saml.signature.algorithm,DSA_SHA1",
                "saml_signature_canonicalization_method,exclusive"
            })
    void whatLetsNobodyInIsAnError(String attribute, String value) {
        attribute(attribute, value);

        assertThat(getsIn()).isFalse();
        assertThat(errors()).containsExactly("client " + AwsSide.CLIENT_ID + ", " + attribute);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "aws-mfa.guarded, TRUE ",
                "aws-mfa.max-age, PT12H ",
                "aws-mfa.max-age,pt12h",
                "aws-mfa.max-age,P1D",
                "aws-mfa.max-age,PT720M",
                "aws-mfa.partition, aws ",
                "aws-mfa.provider, keycloak ",
                "aws-mfa.preset, iam ",
                "saml.artifact.binding,no",
                "saml.encrypt,''",
                "saml.assertion.lifespan,+120",
                "saml_signature_canonicalization_method,http://www.w3.org/2001/10/xml-exc-c14n#WithComments"
            })
    void whatWorksIsLeftAlone(String attribute, String value) {
        attribute(attribute, value);

        assertThat(getsIn()).isTrue();
        assertThat(problems()).isEmpty();
        JsonNode again = realm.admin().post("/aws-mfa/setup?dryRun=true", Map.of("endpoints", List.of(aws.acs())));
        assertThat(again.get("changes"))
                .allSatisfy(change -> assertThat(change.get("action").asText()).isEqualTo("keep"));
    }

    /** Nothing that could be read in another way, but a longer age is kept no longer, and no text stands for the default. */
    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "aws-mfa.max-age,PT24H1S,max-age-capped",
                "aws-mfa.max-age,  ,client-setting",
                "aws-mfa.partition,  ,client-setting",
                "aws-mfa.provider, \t,client-setting",
                "aws-mfa.preset,IAM,client-setting",
                "saml.assertion.lifespan,five minutes,assertion-lifespan"
            })
    void whatWorksInAnotherWayIsAWarning(String attribute, String value, String finding) {
        attribute(attribute, value);

        assertThat(getsIn()).isTrue();
        assertThat(errors()).isEmpty();
        assertThat(problems()).containsExactly(finding);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                " PT1H ,true",
                "pt1h,true",
                "P1D,true",
                "PT0S,false",
                "-PT1H,false",
                "PT0.5S,false",
                "an hour,false"
            })
    void ofARole(String age, boolean getsIn) {
        ofRole(age);

        assertThat(getsIn()).isEqualTo(getsIn);
        assertThat(errors())
                .isEqualTo(
                        getsIn
                                ? List.of()
                                : List.of("client " + AwsSide.CLIENT_ID + ", role " + ROLE + ", aws-mfa.max-age"));
    }

    /** It is asked for a code as well, by the same rules. */
    @Test
    void ofAClientThatIsOnlyMarked() {
        String wiki = realm.samlClient(
                "wiki",
                TestRealm.APP.toString(),
                client -> client.withObject("/attributes")
                        .put("aws-mfa.guarded", " True")
                        .put("aws-mfa.max-age", "PT0S"));
        try {
            Page page = owner.elsewhere().signInWithCode(realm.idpInitiated("wiki"));
            assertThat(page.has("#virtual-mfa-not-set-up")).as(page.toString()).isTrue();
            assertThat(errors()).containsExactly("client wiki, aws-mfa.max-age");
        } finally {
            realm.admin().delete("/clients/" + wiki);
        }
    }

    @ParameterizedTest(name = "\"{0}\": the username {1}")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {" email ,owner@example.test", "mail,owner", "attribute:,owner", " ,owner"})
    void ofAName(String source, String name) {
        changeMapper("RoleSessionName", "source", source);
        try {
            Page page = owner.elsewhere().signInWithCode(aws.console());
            assertThat(aws.accepted(page).attributes())
                    .containsEntry(AwsSide.PREFIX + "RoleSessionName", List.of(name));
            assertThat(errors()).isEmpty();
            assertThat(problems())
                    .isEqualTo(
                            name.equals("owner") && !source.isBlank() ? List.of("session-name-unreadable") : List.of());
            assertThat(realm.admin()
                            .post("/aws-mfa/setup?dryRun=true", Map.of("sessionName", "email"))
                            .get("changes")
                            .toString()
                            .contains("mapper-setting"))
                    .isEqualTo(!source.equals(" email "));
        } finally {
            changeMapper("RoleSessionName", "source", "username");
        }
    }

    @ParameterizedTest(name = "\"{0}\": {1}")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {" 3600 ,3600", "60,900", "99999999999,", "٣٦٠٠,", "+3600,", "-1,"})
    void ofADuration(String seconds, String written) {
        changeMapper("SessionDuration", "session.duration.seconds", seconds);
        try {
            Page page = owner.elsewhere().signInWithCode(aws.console());
            assertThat(aws.accepted(page).attributes().get(AwsSide.PREFIX + "SessionDuration"))
                    .isEqualTo(written == null ? null : List.of(written));
            assertThat(problems())
                    .isEqualTo("3600".equals(written) ? List.of() : List.of("session-duration-unreadable"));
        } finally {
            changeMapper("SessionDuration", "session.duration.seconds", "3600");
        }
    }

    @ParameterizedTest(name = "\"{0}\": needs a ticket {1}")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {" password ,false", " ,false", " ticket ,true", "Password,true", "tickt,true"})
    void ofTheFirstDevice(String value, boolean needsTicket) {
        realm.change(json -> json.withObject("/attributes").put("aws-mfa.first-device", value));
        try {
            Person novice = aws.person("novice-" + ++count, "Admin");
            Page wizard = novice.password(novice.browser().open(aws.console()));
            assertThat(wizard.has("input[name=ticket]")).as(wizard.toString()).isEqualTo(needsTicket);
            boolean readable = !needsTicket || value.equals(" ticket ");
            assertThat(problems()).isEqualTo(readable ? List.of() : List.of("first-device-unreadable"));
            if (readable && !value.isBlank()) {
                assertThat(realm.admin()
                                .post("/aws-mfa/setup?dryRun=true", Map.of("firstDevice", value.strip()))
                                .get("changes")
                                .toString())
                        .doesNotContain("aws-mfa.first-device\",\"action\":\"update");
            }
        } finally {
            realm.change(json -> json.withObject("/attributes").put("aws-mfa.first-device", "password"));
        }
    }

    /** A call that changes nothing but the Issuer it notes is told as any other change, and by an admin event. */
    @Test
    void theIssuerIsAStepOfThePlan() {
        attribute("aws-mfa.issuer", "https://old.example.test/realms/x");
        realm.admin().delete("/admin-events");
        Map<String, Object> call = Map.of("endpoints", List.of(aws.acs()));
        String told = "https://old.example.test/realms/x -> " + realm.url("");

        for (String query : List.of("?dryRun=true", "", "")) {
            boolean again = realm.adminEvents().size() > 0;
            JsonNode changes =
                    realm.admin().post("/aws-mfa/setup" + query, call).get("changes");
            assertThat(StreamSupport.stream(changes.spliterator(), false)
                            .filter(change -> !change.get("action").asText().equals("keep"))
                            .map(change -> change.get("what").asText() + " "
                                    + change.get("name").asText() + " "
                                    + change.get("detail").asText()))
                    .isEqualTo(again ? List.of() : List.of("client-setting aws-mfa.issuer " + told));
        }
        assertThat(realm.adminEvents())
                .singleElement()
                .satisfies(event -> assertThat(event.toString()).contains("AWS_MFA_SETUP"));
    }

    private boolean getsIn() {
        Page page = owner.elsewhere().signInWithCode(aws.console());
        if (SamlPost.isOn(page)) {
            aws.accepted(page);
            return true;
        }
        return false;
    }

    /** Where the errors are. */
    private List<String> errors() {
        return findings("error").stream()
                .map(finding -> finding.get("where").asText())
                .toList();
    }

    private List<String> problems() {
        return CheckCalls.problems(realm.admin().get("/aws-mfa/check").get("findings")).stream()
                .filter(id -> !id.startsWith("clock-"))
                .toList();
    }

    /** Without those of the clock, which these tests move. */
    private List<JsonNode> findings(String severity) {
        return StreamSupport.stream(
                        realm.admin().get("/aws-mfa/check").get("findings").spliterator(), false)
                .filter(finding -> finding.get("severity").asText().equals(severity))
                .filter(finding -> !finding.get("id").asText().startsWith("clock-"))
                .toList();
    }

    private static void attribute(String name, String value) {
        aws.change(client -> client.withObject("/attributes").put(name, value));
    }

    private void ofRole(String age) {
        String path = "/clients/" + aws.clientUuid() + "/roles/" + ROLE.replace("/", "%2F");
        ObjectNode role = (ObjectNode) realm.admin().get(path);
        ObjectNode attributes = role.putObject("attributes");
        if (!age.isEmpty()) {
            attributes.putArray("aws-mfa.max-age").add(age);
        }
        realm.admin().put(path, role);
    }

    private void changeMapper(String name, String key, String value) {
        CheckCalls.of(realm).changeMapper(name, key, value);
    }
}
