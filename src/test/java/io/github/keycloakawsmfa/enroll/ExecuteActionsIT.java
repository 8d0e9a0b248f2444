package io.github.keycloakawsmfa.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An administrator's link")
class ExecuteActionsIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static final String KEY = "#kc-totp-secret-key";

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.app("app");
    }

    @Test
    void aloneAssignsNothingButTheNextSignInDoes() {
        Person person = people.newcomer();
        Page page = follow(person, "virtual-mfa");

        assertThat(page.has("#virtual-mfa-sign-in-once")).as(page.toString()).isTrue();
        assertThat(page.html().text()).contains("Sign in to set up your device");
        assertThat(page.has(KEY + ", form")).isFalse();
        assertThat(person.events()).endsWith("CUSTOM_REQUIRED_ACTION_ERROR not_authenticated");
        assertThat(person.lastEvent().error()).isEqualTo("invalid_authentication_session");
        assertThat(required(person)).containsExactly("virtual-mfa");
        assertThat(page.reload().has(KEY)).isFalse();

        Person later = person.elsewhere();
        Page assigned = later.assign(later.signIn(realm.signInAt("app")));
        Page app = assigned.form("#virtual-mfa-continue-form").submit();
        assertThat(app.uri().toString()).startsWith(TestRealm.APP.toString());
        assertThat(required(person)).isEmpty();
    }

    /** The account console has no address for an action: the link is the request that it would send itself. */
    @Test
    void leadsToTheAccountConsolesSignInWhereNoApplicationIsNamed() {
        for (String action : List.of("virtual-mfa", "virtual-mfa-devices")) {
            Person person = people.newcomer();
            Page signIn = follow(person, action).click("#virtual-mfa-sign-in");
            Page asked = person.password(signIn);
            if (action.equals("virtual-mfa-devices")) {
                asked = asked.form("#virtual-mfa-devices-form").press("#virtual-mfa-add");
            }
            Page end = person.assign(asked).form("#virtual-mfa-continue-form").submit();
            if (action.equals("virtual-mfa-devices")) {
                end = end.form("#virtual-mfa-devices-form").press("#virtual-mfa-done");
            }

            assertThat(end.uri().toString()).startsWith(realm.url("/account/").toString());
            assertThat(end.query("code")).as(end.toString()).isPresent();
            assertThat(required(person)).isEmpty();
        }
    }

    /** Only what the realm's clients say counts, and only where a browser may be sent. */
    @Test
    void leadsToTheStartOfItsApplication() {
        realm.client(client -> client.put("clientId", "started")
                .put("rootUrl", "https://start.example.test")
                .put("baseUrl", "/here?a=1&b=2"));
        realm.client(client -> client.put("clientId", "native").put("baseUrl", "ftp://example.test/"));
        Person person = people.newcomer();
        assertThat(signIn(followFor("?client_id=started", person, "virtual-mfa")))
                .isEqualTo("https://start.example.test/here?a=1&b=2");
        Page page = followFor("?client_id=native", people.newcomer(), "virtual-mfa-devices");
        assertThat(signIn(page))
                .startsWith(realm.url("/protocol/openid-connect/auth?client_id=account-console")
                        .toString())
                .endsWith("&kc_action=virtual-mfa-devices");

        realm.change(json -> json.withObject("attributes").put("frontendUrl", "https://sso.example.test/auth"));
        try {
            assertThat(signIn(page.reload()))
                    .startsWith(
                            "https://sso.example.test/auth/realms/" + realm.name() + "/protocol/openid-connect/auth?")
                    .contains("redirect_uri=https%3A%2F%2Fsso.example.test%2Fauth%2Frealms%2F");
        } finally {
            realm.change(json -> json.withObject("attributes").put("frontendUrl", ""));
        }
        enableAccount(false);
        try {
            Page without = page.reload();
            assertThat(without.has("#virtual-mfa-sign-in-once-to-manage")).isTrue();
            assertThat(without.has("#virtual-mfa-sign-in")).isFalse();
        } finally {
            enableAccount(true);
        }
    }

    private static String signIn(Page page) {
        return page.element("#virtual-mfa-sign-in").attr("href");
    }

    private static void enableAccount(boolean enabled) {
        String path = "/clients/" + realm.clientUuid("account");
        realm.admin().put(path, ((ObjectNode) realm.admin().get(path)).put("enabled", enabled));
    }

    @Test
    void inWhichThePasswordWasSetShowsTheWizard() {
        Person person = people.newcomer();
        Page password = follow(person, "virtual-mfa", "UPDATE_PASSWORD");
        assertThat(password.has(KEY)).isFalse();
        Page wizard = password.form("#kc-passwd-update-form")
                .set("password-new", "a new one")
                .set("password-confirm", "a new one")
                .submit();
        person.assign(wizard);

        assertThat(person.devices()).hasSize(1);
        assertThat(required(person)).isEmpty();
    }

    @Test
    void toSomebodyWithADeviceAssignsNoSecondOneWithoutACode() {
        Person person = people.withDevice();
        Page page = follow(person, "virtual-mfa");

        assertThat(page.has("#virtual-mfa-sign-in-once")).as(page.toString()).isTrue();
        Person later = person.elsewhere();
        Page signedIn = later.signIn(realm.signInAt("app"));
        assertThat(later.pair(signedIn, later.scan(signedIn).pair(realm.clock().now()))
                        .has("#input-error-current-code"))
                .as("the wizard wants a code of the present device: " + signedIn)
                .isTrue();
        assertThat(person.devices()).hasSize(1);
    }

    /** Not even if it was sent for AWS's client: it signs nobody in there, so no code is owed, and no device. */
    @ParameterizedTest
    @ValueSource(strings = {"UPDATE_PASSWORD", "UPDATE_PROFILE"})
    void thatDoesNotAskForADeviceShowsNothingOfOurs(String action) {
        Person person = people.withDevice();
        realm.clearEvents();
        Page page = followFor("?client_id=urn:amazon:webservices", person, action);
        Page end = page.has("#kc-passwd-update-form")
                ? page.form("#kc-passwd-update-form")
                        .set("password-new", "a new one")
                        .set("password-confirm", "a new one")
                        .submit()
                : page.form("#kc-update-profile-form").submit();

        assertThat(end.html().text()).contains("Your account has been updated.");
        assertThat(required(person)).isEmpty();
        assertThat(person.events())
                .isNotEmpty()
                .noneMatch(event -> event.startsWith("CUSTOM_REQUIRED_ACTION") || event.startsWith("LOGIN"));
    }

    private static Page follow(Person person, String... actions) {
        return followFor("", person, actions);
    }

    /** Sends the mail, opens its link where no cookie is, and confirms what Keycloak asks. */
    private static Page followFor(String query, Person person, String... actions) {
        realm.admin().put("/users/" + person.user().id() + "/execute-actions-email" + query, List.of(actions));
        return person.openMailedLink().click("a[href*=action-token]");
    }

    private static List<String> required(Person person) {
        List<String> names = new ArrayList<>();
        person.json().path("requiredActions").forEach(action -> names.add(action.asText()));
        return names;
    }
}
