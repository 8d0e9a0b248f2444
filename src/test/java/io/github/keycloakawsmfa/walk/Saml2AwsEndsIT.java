package io.github.keycloakawsmfa.walk;

import static io.github.keycloakawsmfa.walk.Saml2Aws.NO_LOGIN_FORM;
import static io.github.keycloakawsmfa.walk.Saml2Aws.NO_RESPONSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages on which the plugin has no say, and the two settings with which saml2aws ends at them all the same. */
@DisplayName("saml2aws ends")
class Saml2AwsEndsIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create(json -> json.put("defaultLocale", "ja"));

    @RegisterExtension
    static final TestRealm losing = TestRealm.create();

    @RegisterExtension
    static final TestRealm organized = TestRealm.create(json -> json.put("organizationsEnabled", true));

    /** Without what asks for a code in the flow. */
    @RegisterExtension
    static final AwsSide withoutFlow = AwsSide.create();

    /** Without anything that asks for a code. */
    @RegisterExtension
    static final AwsSide gateAlone = AwsSide.create();

    private static People people;
    private static Saml2Aws.Ending recommended;

    @BeforeAll
    static void setUp() throws IOException {
        people = People.of(realm);
        withoutFlow.removeFlowOverride();
        gateAlone.leaveTheGateAlone();
        String page = Files.readString(Path.of(System.getProperty("basedir", ""), "docs/cli.md"));
        recommended =
                new Saml2Aws.Ending(setting(page, "kc_auth_error_element"), setting(page, "kc_auth_error_message"));
    }

    @Nested
    class InAnotherLanguage {

        private final Person person = people.withDevice();

        /** Keycloak says it in Japanese; a thousand times a minute, if nothing ends it. */
        @Test
        void onlyByTheSettingsAfterAWrongPassword() {
            TestUser forgetful = new TestUser(person.user().id(), person.user().username(), "wrong");

            neverEnds(Saml2Aws.at(console(), forgetful));
            endsAtThePassword(Saml2Aws.at(console(), forgetful), "無効なユーザー名またはパスワードです。");
        }

        @Test
        void byItselfWithoutADevice() {
            Saml2Aws run = Saml2Aws.at(console(), people.newcomer().user());

            assertThat(run.login("000000")).isEqualTo(NO_RESPONSE);
            assertThat(run.requests()).isEqualTo(2);
            assertThat(run.last().html().text()).contains("次の手順にはウェブブラウザーが必要です");
        }

        @Test
        void withTheSettingsAsWithoutThem() {
            Saml2Aws wrong = Saml2Aws.at(console(), person.user()).with(recommended);
            assertThat(wrong.login(person.wrongCode())).isEqualTo(NO_RESPONSE);
            assertThat(wrong.requests()).isEqualTo(3);

            assertThat(Saml2Aws.at(console(), person.user()).with(recommended).login(person.code()))
                    .isInstanceOf(Saml2Aws.Assertion.class);
        }

        private URI console() {
            return realm.idpInitiated("amazon-aws");
        }
    }

    @Test
    void onlyByTheSettingsWhenTheUserIsDisabled() {
        Person person = withoutFlow.person("disabled", "Admin");
        change(withoutFlow.realm(), person.user(), json -> json.put("enabled", false));

        neverEnds(Saml2Aws.at(withoutFlow.console(), person.user()));
        endsAtThePassword(Saml2Aws.at(withoutFlow.console(), person.user()), "Account is disabled");
    }

    /** Keycloak asks for the user first and for the password on another page: saml2aws knows no such pages. */
    @Test
    void onlyByTheSettingsWhereOrganizationsAreLookedForFirst() {
        Person person = People.of(organized).newcomer();
        organized
                .admin()
                .post("/organizations", Map.of("name", "Acme", "domains", List.of(Map.of("name", "acme.test"))));

        neverEnds(Saml2Aws.at(organized.idpInitiated("amazon-aws"), person.user()));
        endsAtThePassword(Saml2Aws.at(organized.idpInitiated("amazon-aws"), person.user()), "");
    }

    /** Where no flow asks for the code, Keycloak's own actions can come before ours. */
    @ParameterizedTest
    @ValueSource(strings = {"UPDATE_PASSWORD", "TERMS_AND_CONDITIONS"})
    void onlyByTheSettingsAtAPageOfKeycloaksBeforeTheCode(String action) {
        TestRealm realm = withoutFlow.realm();
        Person person = withoutFlow.person(action.toLowerCase(Locale.ROOT), "Admin");
        String path = "/authentication/required-actions/" + action;
        realm.admin().put(path, ((ObjectNode) realm.admin().get(path)).put("enabled", true));
        change(realm, person.user(), json -> json.putArray("requiredActions").add(action));

        neverEnds(Saml2Aws.at(withoutFlow.console(), person.user()));
        Saml2Aws run = endsAtThePassword(Saml2Aws.at(withoutFlow.console(), person.user()), "");
        assertThat(run.last().uri().toString()).contains("execution=" + action);
    }

    /** The required action asks for the code then, and says the same. */
    @Test
    void whereOnlyTheRequiredActionAsks() {
        Person person = withoutFlow.person("by-action", "Admin");
        Saml2Aws first = Saml2Aws.at(withoutFlow.console(), person.user());
        assertThat(first.login("000000")).isEqualTo(NO_RESPONSE);
        assertThat(first.requests()).isEqualTo(2);
        assertThat(first.last().html().text()).contains("the next step needs a web browser");
        person.signInWithCode(withoutFlow.console());
        Saml2Aws wrong = Saml2Aws.at(withoutFlow.console(), person.user());
        assertThat(wrong.login("000000")).isEqualTo(NO_RESPONSE);
        assertThat(wrong.requests()).isEqualTo(3);

        Saml2Aws right = Saml2Aws.at(withoutFlow.console(), person.user());
        assertThat(right.login(person::nextCode)).isInstanceOf(Saml2Aws.Assertion.class);
        assertThat(right.requests()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"virtual-mfa", "virtual-mfa-devices"})
    void atOurOwnPendingActions(String action) {
        Person person = withoutFlow.person("pending-" + action, "Admin");
        person.signInWithCode(withoutFlow.console());
        change(
                withoutFlow.realm(),
                person.user(),
                json -> json.putArray("requiredActions").add(action));
        Saml2Aws run = Saml2Aws.at(withoutFlow.console(), person.user());

        assertThat(run.login(person::nextCode)).isEqualTo(NO_RESPONSE);
        assertThat(run.requests()).isEqualTo(3);
        assertThat(run.last().html().text()).contains("the next step needs a web browser");
    }

    /** The gate's refusal is Keycloak's page; it tries again once, and the session that it has by now leads nowhere. */
    @Test
    void atTheGate() {
        Person person = gateAlone.person("refused", "Admin");
        Saml2Aws run = Saml2Aws.at(gateAlone.console(), person.user());

        assertThat(run.login("000000")).isEqualTo(NO_LOGIN_FORM);
        assertThat(run.requests()).isEqualTo(3);
        assertThat(run.logins()).isEqualTo(1);
        assertThat(gateAlone.refusals()).hasSize(2);
    }

    @Test
    void whenTheKeyIsMissing() {
        People owners = People.of(losing);
        Person owner = owners.withDevice();
        for (JsonNode key : losing.admin().get("/components?type=org.keycloak.keys.KeyProvider")) {
            if (key.get("name").asText().equals("virtual-mfa")) {
                losing.admin().delete("/components/" + key.get("id").asText());
            }
        }
        Saml2Aws run = Saml2Aws.at(losing.idpInitiated("amazon-aws"), owner.user());

        assertThat(run.login(owner.code())).isEqualTo(NO_RESPONSE);
        assertThat(run.requests()).isEqualTo(3);
        assertThat(run.last().has("#virtual-mfa-unavailable #input-error")).isTrue();
        assertThat(owner.events()).doesNotContain("LOGIN_ERROR code_refused");
        Page inABrowser = owner.code(owner.signIn(), owner.code());
        assertThat(inABrowser.has("#virtual-mfa-unavailable")).isTrue();
        assertThat(inABrowser.has("#input-error"))
                .as("a sentence for saml2aws alone")
                .isFalse();
    }

    private static void neverEnds(Saml2Aws run) {
        assertThatThrownBy(() -> run.login("000000"))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("saml2aws never ends.");
    }

    private static Saml2Aws endsAtThePassword(Saml2Aws run, String said) {
        Saml2Aws set = run.with(recommended);
        assertThat(set.login("000000")).isEqualTo(NO_RESPONSE);
        assertThat(set.requests()).isEqualTo(2);
        assertThat(set.last().html().text()).contains(said);
        return set;
    }

    private static void change(TestRealm realm, TestUser user, Consumer<ObjectNode> change) {
        ObjectNode json = (ObjectNode) realm.admin().get("/users/" + user.id());
        change.accept(json);
        realm.admin().put("/users/" + user.id(), json);
    }

    private static String setting(String readme, String name) {
        Matcher line = Pattern.compile("^" + name + "\\s*=\\s*(\\S+)$", Pattern.MULTILINE)
                .matcher(readme);
        assertThat(line.find()).as(name).isTrue();
        return line.group(1);
    }
}
