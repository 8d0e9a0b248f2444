package io.github.keycloakawsmfa.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.Form;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.WrongCodes;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Where the first device takes a ticket")
class FirstDeviceTicketIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create(json -> {
        json.put("bruteForceProtected", true).put("failureFactor", 30).put("quickLoginCheckMilliSeconds", 0);
        json.putObject("attributes").put("aws-mfa.first-device", "ticket");
    });

    private static final String ERROR = "#input-error-ticket";
    private static final String MISSING = "Enter your ticket. If you have none, ask your administrator for one.";
    private static final String REFUSED = "This ticket is not valid, or it has expired.";

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.app("app");
    }

    static Stream<Named<UnaryOperator<String>>> spellings() {
        return Stream.of(
                Named.of("as it was made", ticket -> ticket),
                Named.of("without hyphens", ticket -> ticket.replace("-", "")),
                Named.of(
                        "in small letters, with blanks",
                        ticket -> " " + ticket.toLowerCase(Locale.ROOT).replace("-", " ") + " "));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void aTicketAssignsIt(UnaryOperator<String> spelling) {
        Person person = people.newcomer();
        Page wizard = person.signIn();
        assertThat(wizard.html().select("input[name]").eachAttr("name"))
                .as("asked for before the app is set up")
                .containsExactly("ticket", "deviceName", "code1", "code2");
        assertThat(wizard.html().select("[autofocus]").eachAttr("id")).containsExactly("ticket");
        assertThat(wizard.text("#virtual-mfa-ticket-help"))
                .startsWith("Your first MFA device needs a ticket from your administrator.");
        Page assigned = fill(person, wizard)
                .set("ticket", spelling.apply(ticket(person)))
                .submit();

        assertThat(assigned.has("#virtual-mfa-assigned"))
                .as(assigned.toString())
                .isTrue();
        assertThat(assigned.form("#virtual-mfa-continue-form").submit()).matches(Person::atAws);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void withoutOneNothingIsLostAndNothingCounted(String none) {
        Person person = people.newcomer();
        Page wizard = person.signIn();
        Form form = fill(person, wizard).set("deviceName", "my phone").set("ticket", none);
        Page page = form.submit();

        assertThat(page.text(ERROR)).isEqualTo(MISSING);
        assertThat(person.events()).endsWith("UPDATE_CREDENTIAL_ERROR ticket_missing");
        assertThat(person.lastEvent().error()).isEqualTo("invalid_input");
        assertThat(person.devices()).isEmpty();
        assertThat(page.text(Person.KEY)).isEqualTo(wizard.text(Person.KEY));
        for (String kept : new String[] {"deviceName", "code1", "code2"}) {
            assertThat(page.form(Person.WIZARD).value(kept)).as(kept).isEqualTo(form.value(kept));
        }
        // Some time may pass until the administrator has made one.
        realm.clock().advance(Duration.ofMinutes(5));
        page = page.form(Person.WIZARD).set("ticket", ticket(person)).submit();
        assertThat(page.has("#virtual-mfa-assigned")).as(page.toString()).isTrue();
    }

    @Test
    void withoutOneTheFirstAnswerSaysSo() {
        Person person = people.newcomer();
        Page page = person.signIn().form(Person.WIZARD).submit();

        assertThat(page.text(ERROR)).isEqualTo(MISSING);
        assertThat(page.has("#input-error-code1")).isTrue();
        assertThat(page.html().select("[autofocus]").eachAttr("id")).containsExactly("ticket");
        assertThat(person.events()).endsWith("UPDATE_CREDENTIAL_ERROR form_incomplete");
    }

    @Test
    void anotherUsersIsNone() {
        Person person = people.newcomer();
        expectRefused(person, ticket(people.newcomer()));
    }

    @Test
    void anEarlierOneIsNone() {
        Person person = people.newcomer();
        String earlier = ticket(person);
        ticket(person);
        expectRefused(person, earlier);
    }

    @Test
    void anExpiredOneIsNone() {
        Person person = people.newcomer();
        String expired = ticket(person);
        realm.clock().advance(Duration.ofHours(24));
        expectRefused(person, expired);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ABCD-EFGH-IJKL-MNOP", "no ticket at all", "${vault.key}"})
    void whatNobodyMadeIsNone(String ticket) {
        expectRefused(people.newcomer(), ticket);
    }

    private static void expectRefused(Person person, String ticket) {
        Page wizard = person.signIn();
        Form form = fill(person, wizard).set("deviceName", "my phone").set("ticket", ticket);
        Page page = form.submit();

        assertThat(page.text(ERROR)).startsWith(REFUSED);
        for (String kept : List.of("ticket", "deviceName", "code1", "code2")) {
            assertThat(page.form(Person.WIZARD).value(kept)).as(kept).isEqualTo(form.value(kept));
        }
        assertThat(person.events()).endsWith("UPDATE_CREDENTIAL_ERROR ticket_refused");
        assertThat(person.lastEvent().error()).isEqualTo("invalid_user_credentials");
        assertThat(person.lastEvent().details().toString()).doesNotContain(ticket);
        assertThat(person.devices()).isEmpty();
        assertThat(WrongCodes.of(realm, person, count -> count.failures() > 0).failures())
                .as("Keycloak counts it")
                .isEqualTo(1);
    }

    @Test
    void wrongOnesMakeTheUserWaitAndTheRightOneDoesNotWait() {
        Person person = people.newcomer();
        Page page = fill(person, person.signIn()).submit();
        for (int i = 1; i <= 5; i++) {
            int counted = i;
            page = page.form(Person.WIZARD).set("ticket", "AAAA-AAAA-AAAA-AAAA").submit();
            assertThat(page.text(ERROR)).startsWith(REFUSED);
            // Keycloak counts later, and takes two that it counts in the other order for a machine's.
            WrongCodes.of(realm, person, count -> count.failures() >= counted);
        }
        assertThat(page.text(ERROR)).contains("Wait 30 seconds");
        String ticket = ticket(person);
        page = page.form(Person.WIZARD).set("ticket", "BBBB-BBBB-BBBB-BBBB").submit();
        assertThat(page.text(ERROR))
                .matches(REFUSED.replace(".", "") + ".*You can try others again in \\d+ seconds?\\.");
        assertThat(person.events()).endsWith("UPDATE_CREDENTIAL_ERROR waiting");
        assertThat(person.devices()).isEmpty();

        page = page.form(Person.WIZARD).set("ticket", ticket).submit();
        assertThat(page.has("#virtual-mfa-assigned")).as(page.toString()).isTrue();
    }

    @Test
    void itIsSpentWithTheDevice() {
        Person person = people.newcomer();
        String ticket = ticket(person);
        fill(person, person.signIn()).set("ticket", ticket).submit().element("#virtual-mfa-assigned");
        realm.admin()
                .delete("/users/" + person.user().id() + "/credentials/"
                        + person.devices().get(0).get("id").asText());
        Person again = person.elsewhere();

        assertThat(fill(again, again.signIn()).set("ticket", ticket).submit().text(ERROR))
                .startsWith(REFUSED);
    }

    @Test
    void aWrongPairSpendsNoTicket() {
        Person person = people.newcomer();
        String ticket = ticket(person);
        Page wizard = person.signIn();
        person.scan(wizard);
        Page page = fill(person, wizard)
                .set("code2", person.wrongCode())
                .set("ticket", ticket)
                .submit();
        assertThat(page.has("#input-error-codes")).isTrue();
        assertThat(page.form(Person.WIZARD).value("ticket")).isEqualTo(ticket);

        page = fill(person, page).set("ticket", ticket).submit();
        assertThat(page.has("#virtual-mfa-assigned")).as(page.toString()).isTrue();
    }

    /** Asked at every door: the application's own, and after an administrator's link. */
    @ParameterizedTest
    @ValueSource(strings = {"kc_action", "manage page", "required action", "link"})
    void itIsAskedFor(String door) {
        Person person = people.newcomer();
        Page wizard = switch (door) {
            case "kc_action" -> person.signIn(realm.actionAt("app", "virtual-mfa"));
            case "manage page" ->
                person.signIn(realm.actionAt("app", "virtual-mfa-devices"))
                        .form("#virtual-mfa-devices-form")
                        .press("#virtual-mfa-add");
            case "required action" -> {
                ObjectNode user = (ObjectNode) person.json();
                user.putArray("requiredActions").add("virtual-mfa");
                realm.admin().put("/users/" + person.user().id(), user);
                yield person.signIn(realm.signInAt("app"));
            }
            default -> {
                realm.admin()
                        .put(
                                "/users/" + person.user().id() + "/execute-actions-email",
                                List.of("virtual-mfa", "UPDATE_PASSWORD"));
                yield person.openMailedLink()
                        .click("a[href*=action-token]")
                        .form("#kc-passwd-update-form")
                        .set("password-new", "a new one")
                        .set("password-confirm", "a new one")
                        .submit();
            }
        };
        Page page = fill(person, wizard).submit();

        assertThat(page.text(ERROR)).isEqualTo(MISSING);
        assertThat(person.devices()).isEmpty();
        page = page.form(Person.WIZARD).set("ticket", ticket(person)).submit();
        assertThat(page.has("#virtual-mfa-assigned")).as(page.toString()).isTrue();
    }

    /** The setting came while the wizard was open. */
    @Test
    void itIsAskedForByWhatTheRealmSaysNow() {
        firstDevice("password");
        Person person = people.newcomer();
        Page wizard;
        try {
            wizard = person.signIn();
            assertThat(wizard.has("#ticket")).isFalse();
        } finally {
            firstDevice("ticket");
        }
        Page page = fill(person, wizard).submit();

        assertThat(page.text(ERROR)).isEqualTo(MISSING);
        assertThat(person.devices()).isEmpty();
    }

    private static void firstDevice(String value) {
        realm.change(json -> ((ObjectNode) json.get("attributes")).put("aws-mfa.first-device", value));
    }

    private static Form fill(Person person, Page wizard) {
        Phone.Pair pair = person.scan(wizard).pair(realm.clock().now());
        return wizard.form(Person.WIZARD).set("code1", pair.code1()).set("code2", pair.code2());
    }

    private static String ticket(Person person) {
        return realm.admin()
                .post("/aws-mfa/users/" + person.user().id() + "/ticket", Map.of())
                .get("ticket")
                .asText();
    }
}
