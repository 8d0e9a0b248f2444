package io.github.keycloakawsmfa.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Browser;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.ServerOption;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.foreign.Recognition;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may assign a first device, and how somebody gets there who may not yet (rule S13). */
@DisplayName("A first device")
class PrimaryAuthenticationIT {

    private static final String APP = "app";

    @RegisterExtension
    static final TestRealm realm = TestRealm.create(json -> json.put("ssoSessionIdleTimeout", 86400));

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.app(APP);
        realm.guardedApp("guarded");
    }

    @AfterEach
    void asWithoutTickets() {
        realm.admin().post("/aws-mfa/setup", Map.of("firstDevice", "password"));
    }

    @Test
    void takesThePasswordAnewAnHourAfterTheSignIn() {
        Person person = people.newcomer();
        signInElsewhere(person);
        realm.clock().advance(Duration.ofHours(1));

        Page again = person.open();
        isAskedToSignInAgain(person, again);

        Page assigned = person.assign(person.password(again.click("#kc-sign-in-again")));
        assertThat(Person.atAws(assigned.form("#virtual-mfa-continue-form").submit()))
                .isTrue();
    }

    /** The application gets what it asked for, with the status that it waits for. */
    @Test
    void thatAnApplicationAsksForIsAssignedAfterTheNewSignIn() {
        Person person = people.newcomer();
        signInElsewhere(person);

        Page again = person.browser().open(realm.signInAt(APP) + "&kc_action=virtual-mfa");
        isAskedToSignInAgain(person, again);

        Page assigned = person.assign(person.password(again.click("#kc-sign-in-again")));
        Page back = assigned.form("#virtual-mfa-continue-form").submit();
        assertThat(back.query("code")).as(back.toString()).isPresent();
        assertThat(back.query("kc_action_status")).hasValue("success");
    }

    /** Where the action asks, because the client's flow does not. */
    @Test
    void takesThePasswordAnewWhereTheActionAsks() {
        Person person = people.newcomer();
        signInElsewhere(person);

        Page again = person.browser().open(realm.signInAt("guarded"));
        isAskedToSignInAgain(person, again);

        Page assigned = person.assign(person.password(again.click("#kc-sign-in-again")));
        assertThat(assigned.form("#virtual-mfa-continue-form").submit().query("code"))
                .isPresent();
    }

    @Test
    void isAssignedWithATicketInASessionOfEarlier() {
        realm.admin().post("/aws-mfa/setup", Map.of("firstDevice", "ticket"));
        Person person = people.newcomer();
        signInElsewhere(person);

        Page assigned = assignWithTicket(person, person.open(), ticketFor(person));

        assertThat(assigned.has("#virtual-mfa-assigned"))
                .as(assigned.toString())
                .isTrue();
    }

    /** No realm asks for it; an administrator has made it all the same. */
    @Test
    void isAssignedWithATicketThatWaits() {
        Person person = people.newcomer();
        signInElsewhere(person);
        String ticket = ticketFor(person);

        Page wizard = person.open();
        Page missing = assignWithTicket(person, wizard, "");
        assertThat(missing.text("#input-error-ticket")).isNotEmpty();
        assertThat(person.devices()).isEmpty();

        assertThat(assignWithTicket(person, missing, ticket).has("#virtual-mfa-assigned"))
                .isTrue();
    }

    /** What the page showed is no promise: the ticket is over by the time of the POST, and nothing else would do. */
    @Test
    void isRefusedWhenTheTicketIsOverMeanwhile() {
        Person person = people.newcomer();
        signInElsewhere(person);
        ticketFor(person);
        realm.clock().advance(Duration.ofMinutes(55));
        Page wizard = person.open();
        realm.clock().advance(Duration.ofMinutes(11));

        Page after = assignWithTicket(person, wizard, "");

        isAskedToSignInAgain(person, after);
        assertThat(person.devices()).isEmpty();
    }

    @Test
    void takesNoTicketAfterAPasswordThoughOneWaits() {
        Person person = people.newcomer();
        ticketFor(person);

        Page wizard = person.signIn();

        assertThat(wizard.has("input[name=ticket]")).isFalse();
        person.assign(wizard);
    }

    /** Keycloak signs the reader of the mail in, though the page says that the user has to sign in once (CVE-2026-133221). */
    @Test
    void isNotAssignedByALinkThatIsPassedOver() {
        Person person = people.newcomer();
        mail(person, "virtual-mfa");
        Page once = person.openMailedLink().click("a[href*=action-token]");
        String tab = once.uri().getRawQuery().replaceFirst("execution=[^&]*&", "");
        person.browser().post(realm.url("/login-actions/consent?" + tab), Map.of());
        realm.clearEvents();

        Page again = person.open();

        isAskedToSignInAgain(person, again);
        assertThat(person.devices()).isEmpty();
    }

    /**
     * Keycloak makes the authentication session of a mailed link its user's when the link is confirmed, and leaves there what somebody else
     * has proved in it (26.7.3, LoginActionsServiceChecks.checkIsUserValid).
     */
    @Test
    void isNotAssignedToTheUserOfALinkByAnothersPassword() {
        Person victim = people.newcomer();
        Person reader = people.newcomer();
        asks(reader, "UPDATE_PROFILE");
        mail(victim, "virtual-mfa");
        Browser browser = reader.browser();
        String link = browser.open(realm.linkMailedTo(victim.user()))
                .element("a[href*=action-token]")
                .absUrl("href");

        Page signIn = browser.open(realm.url("/login-actions/restart?" + link.replaceFirst(".*?&", "")));
        reader.password(signIn).element("#kc-update-profile-form");
        Page confirmed = browser.open(link);

        assertThat(confirmed.has("#kc-totp-secret-key"))
                .as(confirmed.toString())
                .isFalse();
        assertThat(victim.devices()).isEmpty();
        assertThat(victim.events()).endsWith("CUSTOM_REQUIRED_ACTION_ERROR not_authenticated");
    }

    /** The address of our action shows the page whose turn it is. */
    @Test
    void isNotAssignedByTheAddressOfTheAction() {
        Person person = people.newcomer();
        mail(person, "UPDATE_PROFILE", "virtual-mfa");
        Page action = person.openMailedLink().click("a[href*=action-token]");
        URI ours = URI.create(action.uri().toString().replaceFirst("execution=[^&]*", "execution=virtual-mfa"));

        for (Page page : List.of(person.browser().open(ours), person.browser().post(ours, Map.of()))) {
            assertThat(page.has("#kc-totp-secret-key")).as(page.toString()).isFalse();
        }
        assertThat(person.devices()).isEmpty();
    }

    /** Signed in with the password, then an address was verified by a link in the same browser: that link takes nothing away. */
    @Test
    void isAssignedAfterTheUsersOwnPasswordAndALink() {
        Person person = people.newcomer();
        realm.admin()
                .put(
                        "/users/" + person.user().id(),
                        Map.of("emailVerified", false, "requiredActions", List.of("VERIFY_EMAIL")));
        person.signIn(realm.signInAt("guarded"));

        Page assigned = person.assign(person.openMailedLink());

        assertThat(assigned.form("#virtual-mfa-continue-form").submit().query("code"))
                .isPresent();
    }

    /** What an unknown authenticator has looked at cannot be known; the server's own option may say so. */
    @Test
    void takesACredentialTypeThatIsKnown() {
        String option = "spi-credential--virtual-mfa--first-factors";
        Person person = people.newcomer();
        URI address = URI.create(realm.signInAt(recognizingApp()) + "&login_hint="
                + person.user().username());

        isAskedToSignInAgain(person, person.browser().open(address));

        ServerOption.set(realm.server(), option, "smart-card," + Recognition.TYPE);
        try {
            person.assign(person.elsewhere().browser().open(address));
        } finally {
            ServerOption.set(realm.server(), option, null);
        }
    }

    /** A guarded application whose users are who it says they are. */
    private static String recognizingApp() {
        String flows = "/authentication/flows";
        AdminApi admin = realm.admin();
        admin.post(
                flows, Map.of("alias", "recognizing", "providerId", "basic-flow", "topLevel", true, "builtIn", false));
        for (String step : List.of(Recognition.ID, "virtual-mfa-form")) {
            admin.post(flows + "/recognizing/executions/execution", Map.of("provider", step));
        }
        admin.get(flows + "/recognizing/executions")
                .forEach(execution -> admin.put(
                        flows + "/recognizing/executions", ((ObjectNode) execution).put("requirement", "REQUIRED")));
        for (JsonNode flow : admin.get(flows)) {
            if (flow.get("alias").asText().equals("recognizing")) {
                realm.client(client -> {
                    client.put("clientId", "recognizing").put("publicClient", true);
                    client.putArray("redirectUris").add(TestRealm.APP.toString());
                    client.putObject("attributes").put("aws-mfa.guarded", "true");
                    client.putObject("authenticationFlowBindingOverrides")
                            .put("browser", flow.get("id").asText());
                });
            }
        }
        return "recognizing";
    }

    private static void signInElsewhere(Person person) {
        assertThat(person.signIn(realm.signInAt(APP)).query("code")).isPresent();
    }

    private static void isAskedToSignInAgain(Person person, Page page) {
        assertThat(page.has("#virtual-mfa-sign-in-again")).as(page.toString()).isTrue();
        assertThat(page.has("#kc-totp-secret-key")).isFalse();
        assertThat(person.events().stream().filter(event -> event.endsWith(" not_authenticated")))
                .hasSize(1);
    }

    private static Page assignWithTicket(Person person, Page wizard, String ticket) {
        var pair = person.scan(wizard).pair(realm.clock().now());
        return wizard.form("#kc-totp-settings-form")
                .set("code1", pair.code1())
                .set("code2", pair.code2())
                .set("ticket", ticket)
                .submit();
    }

    private static String ticketFor(Person person) {
        AdminApi.Answer answer =
                realm.admin().send("POST", "/aws-mfa/users/" + person.user().id() + "/ticket", Map.of("hours", 1));
        return answer.json().get("ticket").asText();
    }

    private static void asks(Person person, String action) {
        realm.admin().put("/users/" + person.user().id(), Map.of("requiredActions", List.of(action)));
    }

    private static void mail(Person person, String... actions) {
        realm.admin()
                .put(
                        "/users/" + person.user().id() + "/execute-actions-email?client_id=" + APP + "&redirect_uri="
                                + TestRealm.APP,
                        List.of(actions));
    }
}
