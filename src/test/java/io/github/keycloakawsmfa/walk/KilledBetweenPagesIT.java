package io.github.keycloakawsmfa.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.admin.devices.Unassigned;
import io.github.keycloakawsmfa.fixture.Cluster;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Behind a reverse proxy, node 1 shows each page to a user of its own and is then killed; what they do next, node 2 gets. No clock is
 * moved meanwhile, for a dead node cannot be told the time: what is typed was good before.
 */
@Tag("long")
@DisplayName("When the node that showed a page is killed, the other goes on with")
class KilledBetweenPagesIT {

    @RegisterExtension
    static final Cluster cluster = Cluster.ofTwo();

    @RegisterExtension
    static final TestRealm realm = TestRealm.on(cluster, KilledBetweenPagesIT::thatWaits);

    /** Where each application asks for a device, and the first one takes a ticket. */
    @RegisterExtension
    static final TestRealm strict = TestRealm.on(cluster, json -> {
        thatWaits(json);
        json.putObject("attributes").put("aws-mfa.first-device", "ticket");
    });

    /** What the node that is left says of a page that it did not go on with. */
    @RegisterExtension
    static final AfterTestExecutionCallback log = context -> context.getExecutionException()
            .ifPresent(failed -> System.out.println(cluster.node(2).log()));

    private static final String LIST = "#virtual-mfa-devices-form";
    private static final String CODE_ERROR = "#input-error-otp-code";

    private record Shown(Person person, Page page) {}

    private static Shown password;
    private static Shown code;
    private static Shown wrongCode;
    private static Shown twoCodes;
    private static Shown wizard;
    private static Shown wrongPair;
    private static Shown secondDevice;
    private static Shown unpaidDevice;
    private static Shown assigned;
    private static Shown devices;
    private static Shown renaming;
    private static Shown deactivating;
    private static Shown resync;
    private static Shown offset;
    private static Shown link;
    private static Shown signInOnce;
    private static Shown gone;
    private static Shown request;
    private static Shown atAws;
    private static Shown ticket;
    private static Shown notNow;
    private static Person called;
    private static Unassigned unassigned;
    private static String ticketText;

    /** Until the last page is gone on with, however slow the machine. */
    private static void thatWaits(ObjectNode realm) {
        realm.put("accessCodeLifespanLogin", 36_000).put("accessCodeLifespanUserAction", 36_000);
    }

    @BeforeAll
    static void showEachPageAndKill() {
        cluster.prefer(cluster.node(1));
        People people = People.of(realm);
        realm.app("app");
        Person drifted = people.withDevices(1);
        realm.clock().advance(Duration.ofMinutes(6));
        realm.clock().toNextStep();
        drifted.phone(drifted.phone().slowBy(Duration.ofMinutes(4)));
        Page form = drifted.openDevices().form(LIST).press("#virtual-mfa-resync-0");
        Phone.Pair pair = drifted.codes();
        offset = new Shown(
                drifted,
                form.form("#virtual-mfa-resync-form")
                        .set("code1", pair.code1())
                        .set("code2", pair.code2())
                        .submit());
        List<Person> owners =
                Stream.generate(() -> people.withDevices(2)).limit(2).toList();
        deactivating = new Shown(owners.get(0), null);
        renaming = new Shown(owners.get(1), null);
        showPagesOfThoseWithADevice(people);
        showWizards(people);
        showPagesOfTheStrictRealm();

        Person somebody = people.newcomer();
        cluster.node(1).kill();
        whatIsInFlightIsLost(somebody);
    }

    /** Until the other node has noticed, a request took 30 s and ended in Keycloak's error page, once (26.7.3). */
    private static void whatIsInFlightIsLost(Person somebody) {
        for (int attempt = 0; attempt < 2; attempt++) {
            Person elsewhere = somebody.elsewhere();
            Page login = elsewhere.browser().open(realm.signInAt("app"));
            Page page = login.status() == 200 ? elsewhere.password(login) : login;
            if (page.uri().toString().startsWith(TestRealm.APP.toString())) {
                return;
            }
        }
        throw new AssertionError("Nobody signs in after the other node is gone");
    }

    private static void showPagesOfThoseWithADevice(People people) {
        List<Person> persons = Stream.generate(people::withDevice).limit(10).toList();
        Person deleted = persons.get(0);
        deleted.code(deleted.signIn());
        Person there = persons.get(1);
        Page response = there.code(there.signIn());
        assertThat(response).matches(Person::atAws);
        // All phones show two codes that were never used.
        realm.clock().advance(Duration.ofMinutes(2));
        realm.clock().toNextStep();
        atAws = new Shown(there, response);
        realm.admin()
                .delete("/users/" + deleted.user().id() + "/credentials/"
                        + deleted.devices().get(0).get("id").asText());
        gone = new Shown(deleted, deleted.open());
        password = new Shown(persons.get(2), persons.get(2).open());
        code = new Shown(persons.get(3), persons.get(3).signIn());
        wrongCode = new Shown(
                persons.get(4),
                persons.get(4).code(persons.get(4).signIn(), persons.get(4).wrongCode()));
        Page refused =
                persons.get(5).code(persons.get(5).signIn(), persons.get(5).wrongCode());
        twoCodes = new Shown(persons.get(5), persons.get(5).choosePair(refused));
        request = new Shown(
                persons.get(6),
                persons.get(6)
                        .password(new AuthnRequest(realm, "urn:amazon:webservices", null, "")
                                .post(persons.get(6).browser())));
        devices = new Shown(persons.get(7), persons.get(7).openDevices());
        resync = new Shown(
                persons.get(8), persons.get(8).openDevices().form(LIST).press("#virtual-mfa-resync-0"));
        secondDevice = new Shown(persons.get(9), persons.get(9).openWizard());
        Person unpaid = renaming.person();
        Page paying = unpaid.openWizard();
        unpaid.phone(Phone.of(paying.text(Person.KEY)));
        unpaidDevice = new Shown(
                unpaid,
                unpaid.fill(paying, "tablet", unpaid.phone())
                        .set("currentCode", "000000".equals(unpaid.codeOf(unpaid.phone(2))) ? "000001" : "000000")
                        .submit());
        renaming = new Shown(unpaid, unpaid.openDevices().form(LIST).press("#virtual-mfa-rename-0"));
        deactivating = new Shown(
                deactivating.person(),
                deactivating.person().openDevices().form(LIST).press("#virtual-mfa-deactivate-1"));
    }

    private static void showWizards(People people) {
        Person begins = people.newcomer();
        wizard = new Shown(begins, begins.signIn());
        Person mistypes = people.newcomer();
        wrongPair = new Shown(
                mistypes,
                mistypes.signIn()
                        .form(Person.WIZARD)
                        .set("deviceName", "my tablet")
                        .set("code1", "000000")
                        .set("code2", "111111")
                        .submit());
        Person done = people.newcomer();
        assigned = new Shown(done, done.assign());
        Person invited = people.newcomer();
        mailLink(invited);
        link = new Shown(invited, invited.openMailedLink());
        Person confirmed = people.newcomer();
        mailLink(confirmed);
        signInOnce = new Shown(confirmed, confirmed.openMailedLink().click("a[href*=action-token]"));
        called = people.newcomer();
        unassigned = Unassigned.create(realm.admin(), Unassigned.devices(called.user()), "phone");
    }

    private static void showPagesOfTheStrictRealm() {
        People people = People.of(strict);
        strict.admin().post("/aws-mfa/setup", Map.of("scope", "realm", "adopt", true));
        strict.app("app");
        Person withTicket = people.newcomer();
        ticketText = strict.admin()
                .post("/aws-mfa/users/" + withTicket.user().id() + "/ticket", Map.of())
                .get("ticket")
                .asText();
        Page without = withTicket.fill(withTicket.signIn(), "phone").submit();
        ticket = new Shown(withTicket, without);
        Person later = people.newcomer();
        String group = strict.admin()
                .create(
                        "/groups",
                        Map.of("name", "later", "attributes", Map.of("aws-mfa.required-from", List.of("2999-01-01"))));
        strict.admin().put("/users/" + later.user().id() + "/groups/" + group, Map.of());
        notNow = new Shown(later, later.signIn(strict.signInAt("app")));
    }

    private static void mailLink(Person person) {
        realm.admin().put("/users/" + person.user().id() + "/execute-actions-email", List.of("virtual-mfa"));
    }

    @AfterAll
    static void startAgain() {
        cluster.node(1).start();
        cluster.prefer(cluster.node(1));
        realm.clock().reset();
    }

    @Test
    void theLoginPage() {
        Person person = password.person();
        assertThat(person.code(person.password(password.page()), person.code())).matches(Person::atAws);
    }

    @Test
    void theCodePageAndTheCodeIsGoodOnce() {
        Person person = code.person();
        String used = person.code();
        assertThat(person.code(code.page(), used)).matches(Person::atAws);
        assertThat(person.open()).as("by the cookie").matches(Person::atAws);
        Person thief = person.elsewhere();
        assertThat(thief.code(thief.signIn(), used).has(CODE_ERROR)).isTrue();
    }

    @Test
    void theCodePageAfterAWrongCode() {
        Person person = wrongCode.person();
        assertThat(person.code(wrongCode.page(), person.code())).matches(Person::atAws);
    }

    @Test
    void thePageForTwoCodes() {
        Person person = twoCodes.person();
        assertThat(person.codes(twoCodes.page(), person.codes())).matches(Person::atAws);
    }

    @Test
    void theSignInThatAwsAskedFor() {
        Person person = request.person();
        Page response = person.code(request.page(), person.code());
        assertThat(SamlPost.of(response).xml()).contains("InResponseTo=\"_");
    }

    /** The response was with the browser when the node died; evidence is in the database. */
    @Test
    void theWayToAwsOfASessionWithEvidence() {
        Page again = atAws.person().open();
        assertThat(again).matches(Person::atAws);
        assertThat(SamlPost.of(again).attributes())
                .isEqualTo(SamlPost.of(atAws.page()).attributes());
    }

    @Test
    void theWizardWithTheSameSecret() {
        Page page = wizard.page();
        assertThat(page.reload().text(Person.KEY)).isEqualTo(page.text(Person.KEY));
        Page done = wizard.person().fill(page, "phone").submit();
        assertThat(done.form("#virtual-mfa-continue-form").submit()).matches(Person::atAws);
        assertThat(wizard.person().deviceNames()).containsExactly("phone");
    }

    @Test
    void theWizardAfterAWrongPair() {
        Page page = wrongPair.page();
        assertThat(page.form(Person.WIZARD).value("deviceName")).isEqualTo("my tablet");
        wrongPair.person().fill(page, "my tablet").submit().element("#virtual-mfa-assigned");
        assertThat(wrongPair.person().deviceNames()).containsExactly("my tablet");
    }

    @Test
    void theWizardForOneMoreDevice() {
        Person person = secondDevice.person();
        person.fill(secondDevice.page(), "tablet")
                .set("currentCode", person.code())
                .submit()
                .element("#virtual-mfa-assigned");
        assertThat(person.deviceNames()).containsExactly("Authenticator app", "tablet");
    }

    /** The pair of codes was right, and stays so, though the code of the other device was wrong. */
    @Test
    void theWizardThatOnlyLacksPay() {
        Person person = unpaidDevice.person();
        unpaidDevice
                .page()
                .form(Person.WIZARD)
                .set("currentCode", person.codeOf(person.phone(2)))
                .submit()
                .element("#virtual-mfa-assigned");
        assertThat(person.devices()).hasSize(3);
    }

    @Test
    void thePageThatSaysAssigned() {
        assertThat(assigned.page().form("#virtual-mfa-continue-form").submit()).matches(Person::atAws);
    }

    @Test
    void theDevicesPage() {
        Page page = devices.page().form(LIST).press("#virtual-mfa-add");
        assertThat(page.has(Person.WIZARD)).as(page.toString()).isTrue();
    }

    @Test
    void renaming() {
        Page list = renaming.page()
                .form("#virtual-mfa-rename-form")
                .set("deviceName", "renamed")
                .submit();
        assertThat(list.text("#virtual-mfa-name-0")).isEqualTo("renamed");
        Page app = list.form(LIST).press("#virtual-mfa-done");
        assertThat(app.uri().toString()).startsWith(TestRealm.APP.toString());
    }

    @Test
    void deactivating() {
        Person person = deactivating.person();
        String paid = person.code();
        Page list = deactivating
                .page()
                .form("#virtual-mfa-deactivate-form")
                .set("currentCode", paid)
                .submit();
        assertThat(list.html().select(".virtual-mfa-list > li")).hasSize(1);
        Person thief = person.elsewhere();
        assertThat(thief.code(thief.signIn(), paid).has(CODE_ERROR))
                .as("that code is spent")
                .isTrue();
    }

    @Test
    void resyncing() {
        Phone.Pair pair = resync.person().codes();
        Page list = resync.page()
                .form("#virtual-mfa-resync-form")
                .set("code1", pair.code1())
                .set("code2", pair.code2())
                .submit();
        assertThat(list.html().text()).contains("This device is in sync.");
    }

    @Test
    void aResyncThatHadFoundTheOffset() {
        Page list = offset.page()
                .form("#virtual-mfa-resync-form")
                .set("code1", offset.person().code())
                .submit();
        assertThat(list.html().text()).contains("Resynced: codes from this device work again.");
    }

    @Test
    void anAdministratorsLink() {
        Page page = link.page().click("a[href*=action-token]");
        assertThat(page.has("#virtual-mfa-sign-in-once")).as(page.toString()).isTrue();
    }

    @Test
    void theNoticeThatAsksToSignIn() {
        Person person = signInOnce.person();
        Page page = person.password(signInOnce.page().click("#virtual-mfa-sign-in"));
        person.fill(page, "phone").submit().element("#virtual-mfa-assigned");
    }

    @Test
    void theNoticeThatAsksToSignInAgain() {
        Person person = gone.person();
        Page page = person.password(gone.page().click("#kc-sign-in-again"));
        Page done = person.fill(page, "phone").submit();
        assertThat(done.form("#virtual-mfa-continue-form").submit()).matches(Person::atAws);
    }

    @Test
    void theWizardThatTakesATicket() {
        Page done = ticket.person()
                .fill(ticket.page(), "phone")
                .set("ticket", ticketText)
                .submit();
        assertThat(done.form("#virtual-mfa-continue-form").submit()).matches(Person::atAws);
    }

    @Test
    void theWizardThatMayBePutOff() {
        Page app = notNow.page().form(Person.WIZARD).press("#virtual-mfa-not-now");
        assertThat(app.uri().toString()).startsWith(TestRealm.APP.toString());
    }

    @Test
    void aDeviceThatACallCreated() {
        String path = Unassigned.devices(called.user());
        assertThat(realm.admin().get(path + "/pending").get(0).get("id").asText())
                .isEqualTo(unassigned.id());
        Phone.Pair pair = unassigned.phone().pair(realm.clock().now());
        realm.admin().post(path + "/" + unassigned.id() + "/enable", Unassigned.body(pair));
        assertThat(called.deviceNames()).containsExactly("phone");
    }
}
