package io.github.keycloakawsmfa.admin.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.admin.Admins;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.AtOnce;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Who has a date and no device is reminded by mail, and nobody twice within six days")
class RemindersIT {

    private static final String AHEAD = "2999-01-01";
    private static final String PAST = "2020-01-01";
    private static final Duration SIX_DAYS = Duration.ofDays(6);

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    @RegisterExtension
    static final TestRealm unreachable = TestRealm.create(json -> json.putObject("smtpServer")
            .put("host", "localhost")
            .put("port", "1")
            .put("from", "keycloak@example.test"));

    private static People people;
    private static int count;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        People.of(unreachable);
    }

    @BeforeEach
    void now() {
        realm.clock().reset();
    }

    @Test
    void oneUserIsRemindedOnce() {
        Person person = in(group(realm, AHEAD), people.newcomer());

        assertThat(remind(person).status()).isEqualTo(204);

        assertThat(mail(person).lines())
                .startsWith(
                        organization() + ": Your account needs a virtual MFA device",
                        "",
                        "Hello First Last,",
                        "",
                        "You have no virtual MFA device yet, and you will need one to sign in. Set it up now: it takes about"
                                + " a minute. Keep your phone at hand.",
                        "")
                .anyMatch(line -> line.matches("Needed from: (January 1, 2999|December 31, 2998).* \\(UTC.*\\)"))
                .noneMatch(line -> line.matches("(Time|Browser|IP address|Device):.*"))
                .endsWith(
                        "Set up your MFA device",
                        realm.url("/aws-mfa/manage-devices").toString());
        refused(person, "reminded_lately");
        JsonNode listed = listed(person);
        assertThat(listed.get("requiredFrom").asText()).isEqualTo("2999-01-01T00:00:00Z");
        assertThat(listed.has("skips")).isFalse();
        assertThat(listed.has("remindedAt")).isTrue();
        assertThat(realm.adminEvents())
                .filteredOn(event -> event.get("resourcePath")
                        .asText()
                        .endsWith(person.user().id() + "/remind"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.get("resourceType").asText()).isEqualTo("AWS_MFA_USER");
                    assertThat(event.get("representation").asText()).isEqualTo("{\"reminded\":true}");
                });

        realm.clock().advance(SIX_DAYS);
        assertThat(remind(person).status()).isEqualTo(204);
    }

    @Test
    void whoseDateHasPassedIsTold() {
        Person person = in(group(realm, PAST), people.newcomer());

        assertThat(remind(person).status()).isEqualTo(204);

        assertThat(mail(person)).contains("and you now need one to sign in").doesNotContain("Needed from:");
    }

    @Test
    void whoNeedsNoneIsLeftAlone() {
        String group = group(realm, AHEAD);
        refused(people.newcomer(), "no_date");
        Person equipped = in(group, people.newcomer());
        equipped.assign();
        refused(equipped, "has_device");
        Person disabled = in(group, people.newcomer());
        change(disabled, Map.of("enabled", false));
        refused(disabled, "disabled");
        Person unreachableUser = in(group, people.newcomer());
        change(unreachableUser, Map.of("email", ""));
        refused(unreachableUser, "no_address");
        assertThat(Stream.of(equipped, disabled).map(RemindersIT::mail))
                .noneMatch(mail -> mail.contains("needs a virtual MFA device"));
    }

    /** Whichever node, call or schedule asks: the ledger notes the reminder under its lock. */
    @Test
    void ofManyAtOnceOneSends() throws Exception {
        String group = group(realm, AHEAD);
        Person person = in(group, people.newcomer());

        List<Integer> reminded = AtOnce.times(
                6,
                i -> i % 2 == 0
                        ? (remind(person).status() == 204 ? 1 : 0)
                        : post(realm, "/aws-mfa/remind?group=" + group)
                                .get("reminded")
                                .asInt());

        assertThat(reminded.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1);
    }

    @Test
    void manyAreRemindedInPortions() {
        String group = group(realm, AHEAD);
        List<Person> some =
                List.of(in(group, people.newcomer()), in(group, people.newcomer()), in(group, people.newcomer()));
        Person lately = in(group, people.newcomer());
        assertThat(remind(lately).status()).isEqualTo(204);
        change(in(group, people.newcomer()), Map.of("email", ""));
        change(in(group, people.newcomer()), Map.of("enabled", false));
        Person equipped = in(group, people.newcomer());
        equipped.assign();
        String call = "/aws-mfa/remind?group=" + group;

        JsonNode dry = post(realm, call + "&dryRun=true");
        assertThat(dry.toString())
                .isEqualTo("{\"dryRun\":true,\"reminded\":3,\"skipped\":{\"no_address\":1,\"reminded_lately\":1}}");
        assertThat(some.stream().map(RemindersIT::mail)).allMatch(String::isBlank);

        int reminded = 0;
        String after = "";
        for (int i = 0; i < 4; i++) {
            JsonNode answer = post(realm, call + "&max=1" + after);
            reminded += answer.get("reminded").asInt();
            after = answer.has("next") ? "&after=" + answer.get("next").asText() : null;
            if (after == null) {
                break;
            }
        }
        assertThat(reminded).isEqualTo(3);
        assertThat(some.stream().map(RemindersIT::mail))
                .allMatch(mail -> mail.contains("Your account needs a virtual MFA device"));
        JsonNode again = post(realm, call);
        assertThat(again.get("reminded").asInt()).isZero();
        assertThat(again.at("/skipped/reminded_lately").asInt()).isEqualTo(4);
    }

    @Test
    void itTakesTheRightToManageUsers() {
        Person person = in(group(realm, AHEAD), people.newcomer());
        AdminApi viewer = Admins.with(realm, "view-users", "query-groups");
        AdminApi manager = Admins.with(realm, "manage-users");

        assertThat(viewer.send("POST", path(person), null).status()).isEqualTo(403);
        assertThat(viewer.send("POST", "/aws-mfa/remind?dryRun=true", null).status())
                .isEqualTo(403);
        assertThat(manager.send("POST", "/aws-mfa/remind?dryRun=true", null).status())
                .isEqualTo(200);
        assertThat(manager.send("POST", path(person), null).status()).isEqualTo(204);
        assertThat(manager.send("POST", "/aws-mfa/remind?dryrun=true", null).status())
                .isEqualTo(400);
        assertThat(manager.send("POST", "/aws-mfa/remind?group=/none", null).status())
                .isEqualTo(400);
    }

    @Test
    void aStoppedMailServerStopsNothingAndLosesNothing() {
        String group = group(unreachable, AHEAD);
        List<String> users = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            users.add(unreachable.user("unreachable-" + i).id());
            unreachable.admin().put("/users/" + users.get(i) + "/groups/" + id(unreachable, group), Map.of());
        }
        AdminApi.Answer one = unreachable.admin().send("POST", "/aws-mfa/users/" + users.get(0) + "/remind", null);
        assertThat(one.status()).as(one.toString()).isEqualTo(502);
        assertThat(unreachable.events("CUSTOM_REQUIRED_ACTION_ERROR"))
                .filteredOn(event -> "email_send_failed".equals(event.error()))
                .singleElement()
                .satisfies(event -> assertThat(event.details())
                        .containsEntry("mail", "reminder")
                        .containsEntry("reason", "mail_not_sent"));

        JsonNode all = post(unreachable, "/aws-mfa/remind");

        assertThat(all.at("/skipped/mail_failed").asInt())
                .as("then it gives up: " + all)
                .isEqualTo(3);
        unreachable.change(json -> json.putObject("smtpServer"));
        assertThat(post(unreachable, "/aws-mfa/remind?after=" + all.get("next").asText())
                        .get("reminded")
                        .asInt())
                .as("nothing was noted")
                .isEqualTo(4);
    }

    @Test
    void byItselfItRemindsOnceAWeek() throws Exception {
        Person person = in(group(realm, AHEAD), people.newcomer());
        runTask();
        assertThat(mail(person)).as("nobody asked for it").isBlank();

        realm.admin().post("/aws-mfa/setup", Map.of("reminders", "weekly"));
        runTask();

        assertThat(mail(person).lines())
                .anyMatch(line -> line.endsWith(": Your account needs a virtual MFA device"))
                .endsWith(realm.url("/aws-mfa/manage-devices").toString());
        String first = listed(person).get("remindedAt").asText();
        realm.clock().advance(SIX_DAYS.plusHours(1));
        runTask();
        assertThat(listed(person).get("remindedAt").asText()).isEqualTo(first);
        realm.clock().advance(Duration.ofDays(1));
        runTask();
        assertThat(listed(person).get("remindedAt").asText()).isGreaterThan(first);

        realm.admin().post("/aws-mfa/setup", Map.of("reminders", "off"));
        Person late = in(group(realm, AHEAD), people.newcomer());
        runTask();
        assertThat(mail(late)).isBlank();
    }

    private static void runTask() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(realm.testUrl("task?name=aws-mfa-reminders")))
                .POST(BodyPublishers.noBody())
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(204);
    }

    private static AdminApi.Answer remind(Person person) {
        return realm.admin().send("POST", path(person), null);
    }

    private static String path(Person person) {
        return "/aws-mfa/users/" + person.user().id() + "/remind";
    }

    private static void refused(Person person, String outcome) {
        AdminApi.Answer answer = remind(person);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(409);
        assertThat(answer.json().get("outcome").asText()).isEqualTo(outcome);
    }

    private static JsonNode post(TestRealm where, String path) {
        AdminApi.Answer answer = where.admin().send("POST", path, null);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    private static JsonNode listed(Person person) {
        return realm.admin()
                .get("/aws-mfa/users?max=1&search=" + person.user().username())
                .at("/users/0");
    }

    /** The newest one, if it is of this realm: people of other tests have the same addresses. */
    private static String mail(Person person) {
        String mail = realm.mailTo(person.user().username() + "@example.test").strip();
        return mail.startsWith(organization() + ":") ? mail : "";
    }

    private static String organization() {
        return Character.toUpperCase(realm.name().charAt(0)) + realm.name().substring(1);
    }

    private static void change(Person person, Map<String, Object> change) {
        realm.admin().put("/users/" + person.user().id(), change);
    }

    private static Person in(String group, Person person) {
        realm.admin().put("/users/" + person.user().id() + "/groups/" + id(realm, group), Map.of());
        return person;
    }

    private static String id(TestRealm where, String path) {
        return where.admin().get("/group-by-path" + path).get("id").asText();
    }

    /** A new group with this date; its path. */
    private static String group(TestRealm where, String date) {
        String name = "group-" + ++count;
        where.admin()
                .create("/groups", Map.of("name", name, "attributes", Map.of("aws-mfa.required-from", List.of(date))));
        return "/" + name;
    }
}
