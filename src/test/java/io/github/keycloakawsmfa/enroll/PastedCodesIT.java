package io.github.keycloakawsmfa.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.Form;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.PastedCode;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Codes are taken as people paste them")
class PastedCodesIT {

    private static final String LIST = "#virtual-mfa-devices-form";

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.app("app");
    }

    @AfterEach
    void withoutTickets() {
        firstDevice("password");
    }

    @ParameterizedTest
    @EnumSource
    void atTheWizard(PastedCode as) {
        Person person = people.newcomer();
        Page wizard = person.signIn();
        Phone.Pair pair = person.scan(wizard).pair(realm.clock().now());
        Form form = wizard.form(Person.WIZARD).set("code1", as.of(pair.code1())).set("code2", as.of(pair.code2()));
        Page nameless = form.set("deviceName", "").submit();
        assertThat(nameless.element("#code1").attr("value"))
                .as("what was typed comes back as it was typed")
                .isEqualTo(as.of(pair.code1()));

        Page assigned =
                nameless.form(Person.WIZARD).set("deviceName", "my phone").submit();

        assertThat(assigned.has("#virtual-mfa-assigned"))
                .as(assigned.toString())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void atTheCodePage(PastedCode as) {
        Person person = people.withDevice();

        assertThat(person.code(person.signIn(), as.of(person.code()))).matches(Person::atAws);
    }

    @ParameterizedTest
    @EnumSource
    void twoOrThreeInItsOneField(PastedCode as) {
        Person person = people.withDevice();
        realm.clock().advance(Duration.ofMinutes(2));
        Page page = person.code(person.signIn(), as.of(person.codeAgo(1)) + as.of(person.code()));
        assertThat(page).matches(Person::atAws);
        realm.clock().advance(Duration.ofMinutes(2));
        Person again = person.elsewhere();
        page = again.code(
                again.signIn(), as.of(again.codeAgo(2)) + "\n" + as.of(again.codeAgo(1)) + "\n" + as.of(again.code()));
        assertThat(page).matches(Person::atAws);
    }

    @ParameterizedTest
    @EnumSource
    void twoOrThreeInAFieldEach(PastedCode as) {
        Person person = people.withDevice();
        realm.clock().advance(Duration.ofMinutes(2));
        Page page = person.choosePair(person.code(person.signIn(), person.wrongCode()));
        assertThat(person.codes(page, as.of(person.codeAgo(1)), as.of(person.code())))
                .matches(Person::atAws);
        realm.clock().advance(Duration.ofMinutes(2));
        Person again = person.elsewhere();
        page = again.choosePair(again.code(again.signIn(), again.wrongCode()));
        page = again.browser()
                .post(
                        page.form("#virtual-mfa-pair-form").action(),
                        Map.of(
                                "code1", as.of(again.codeAgo(2)),
                                "code2", as.of(again.codeAgo(1)),
                                "code3", as.of(again.code())));
        assertThat(page).matches(Person::atAws);
    }

    @ParameterizedTest
    @EnumSource
    void asPaymentForOneMoreDevice(PastedCode as) {
        Person owner = people.withDevices(1);
        Page assigned = owner.fill(owner.openWizard(), "next")
                .set("currentCode", as.of(owner.code()))
                .submit();

        assertThat(assigned.has("#virtual-mfa-assigned"))
                .as(assigned.toString())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void asPaymentForADeviceLess(PastedCode as) {
        Person owner = people.withDevices(2);
        Page list = owner.openDevices()
                .form(LIST)
                .press("#virtual-mfa-deactivate-1")
                .form("#virtual-mfa-deactivate-form")
                .set("currentCode", as.of(owner.code()))
                .submit();

        assertThat(list.has(LIST)).as(list.toString()).isTrue();
        assertThat(owner.deviceNames()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void forAResyncAndItsConfirmation(PastedCode as) {
        Person owner = people.withDevices(1);
        realm.clock().advance(Duration.ofMinutes(11));
        Phone slow = owner.phone().slowBy(Duration.ofMinutes(4));
        Phone.Pair pair = slow.pair(realm.clock().now());
        Page confirm = owner.openDevices()
                .form(LIST)
                .press("#virtual-mfa-resync-0")
                .form("#virtual-mfa-resync-form")
                .set("code1", as.of(pair.code1()))
                .set("code2", as.of(pair.code2()))
                .submit();
        realm.clock().advance(Duration.ofSeconds(30));

        Page list = confirm.form("#virtual-mfa-resync-form")
                .set("code1", as.of(owner.codeOf(slow)))
                .submit();

        assertThat(list.text("body")).contains("Resynced");
    }

    @ParameterizedTest
    @EnumSource
    void withATicket(PastedCode as) {
        firstDevice("ticket");
        Person person = people.newcomer();
        String ticket = realm.admin()
                .post("/aws-mfa/users/" + person.user().id() + "/ticket", Map.of())
                .get("ticket")
                .asText();
        Page wizard = person.signIn();
        Phone.Pair pair = person.scan(wizard).pair(realm.clock().now());
        Page assigned = wizard.form(Person.WIZARD)
                .set("code1", as.of(pair.code1()))
                .set("code2", as.of(pair.code2()))
                .set("ticket", as == PastedCode.FULL_WIDTH ? fullWidth(ticket) : as.of(ticket))
                .submit();

        assertThat(assigned.has("#virtual-mfa-assigned"))
                .as(assigned.toString())
                .isTrue();
    }

    private static String fullWidth(String ticket) {
        return ticket.chars()
                .map(letter -> letter - '!' + '\uff01')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static void firstDevice(String value) {
        realm.change(json -> json.withObject("attributes").put("aws-mfa.first-device", value));
    }
}
