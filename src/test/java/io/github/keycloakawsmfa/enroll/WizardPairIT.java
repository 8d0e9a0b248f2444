package io.github.keycloakawsmfa.enroll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Two codes that make no device")
class WizardPairIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
    }

    /** Code 1 and code 2 of a phone, the event's reason, the sentence. */
    static Stream<Arguments> pairs() {
        return Stream.of(
                of(
                        "the same twice",
                        p -> List.of(p.code(), p.code()),
                        "pair_same_code_twice",
                        "You entered the same code twice."),
                of(
                        "swapped",
                        p -> List.of(p.code(), p.codeAgo(1)),
                        "pair_swapped",
                        "These two codes are the other way round."),
                of(
                        "with a gap",
                        p -> List.of(p.codeAgo(2), p.code()),
                        "pair_gap",
                        "Both codes are from your device, but there was another one between them."),
                of(
                        "code 2 mistyped",
                        p -> List.of(p.code(), p.wrongCode()),
                        "pair_only_one_known",
                        "Only one of these codes is from this device."),
                of(
                        "code 1 mistyped",
                        p -> List.of(p.wrongCode(), p.code()),
                        "pair_only_one_known",
                        "Only one of these codes is from this device."),
                of(
                        "of another device",
                        p -> List.of(p.wrongPair().code1(), p.wrongPair().code2()),
                        "pair_none_known",
                        "Neither code is from this device."),
                of(
                        "three hours slow",
                        p -> List.of(p.codeAgo(361), p.codeAgo(360)),
                        "pair_outside_range",
                        "Your device’s clock is 3 hours behind, or these codes are 3 hours old."),
                of(
                        "eleven minutes fast",
                        p -> List.of(p.codeAgo(-21), p.codeAgo(-22)),
                        "pair_outside_range",
                        "Your device’s clock is 11 minutes ahead."));
    }

    private static Arguments of(String name, Function<Person, List<String>> codes, String reason, String sentence) {
        return arguments(Named.of(name, codes), reason, sentence);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void eachHasItsOwnSentence(Function<Person, List<String>> codes, String reason, String sentence) {
        Person person = people.newcomer();
        Page wizard = person.signIn();
        person.scan(wizard);
        List<String> typed = codes.apply(person);
        Page page = person.pair(wizard, typed.get(0), typed.get(1));

        boolean twice = reason.equals("pair_same_code_twice");
        String error = twice ? "input-error-code2" : "input-error-codes";
        String focused = twice ? "code2" : "code1";
        assertThat(page.text("#" + error)).startsWith(sentence);
        assertThat(page.element("#" + focused).attr("aria-describedby")).contains(error);
        assertThat(page.html().select("[autofocus]").eachAttr("id")).containsExactly(focused);
        assertThat(page.element("#code1").attr("aria-invalid")).isEqualTo(Boolean.toString(!twice));
        assertThat(page.form(Person.WIZARD).value("code1")).isEqualTo(typed.get(0));
        assertThat(page.form(Person.WIZARD).value("code2")).isEqualTo(typed.get(1));
        assertThat(person.lastEvent().type()).isEqualTo("UPDATE_CREDENTIAL_ERROR");
        assertThat(person.events()).endsWith("UPDATE_CREDENTIAL_ERROR " + reason);
        assertThat(person.devices()).isEmpty();
        person.assign(page);
    }

    @Test
    void inJapaneseToo() {
        Person person = people.newcomer();
        person.browser().language("ja");
        Page wizard = person.signIn();
        person.scan(wizard);

        assertThat(person.pair(wizard, person.code(), person.codeAgo(1)).text("#input-error-codes"))
                .isEqualTo("2つのコードの順番が逆です。先に表示されたコードから順に、新しいコードを2つ入力してください。");
        Person slow = people.newcomer();
        slow.browser().language("ja");
        wizard = slow.signIn();
        slow.scan(wizard);
        assertThat(slow.pair(wizard, slow.codeAgo(421), slow.codeAgo(420)).text("#input-error-codes"))
                .startsWith("デバイスの時計が3時間30分遅れているか");
    }

    @Test
    void malformedOnesAreToldAtTheirField() {
        Person person = people.newcomer();
        Page wizard = person.signIn();
        person.scan(wizard);
        String malformed = "+" + person.code().substring(1) + "\"><b>" + "9".repeat(1000);
        Page page = person.pair(wizard, malformed, person.code());
        assertThat(page.form(Person.WIZARD).value("code1")).isEqualTo(malformed.substring(0, 128));
        assertThat(page.html().select("[autofocus]").eachAttr("id")).containsExactly("code1");
        assertThat(page.text("#input-error-code1"))
                .isEqualTo("MFA code 1 needs six digits: the code your app shows now.");
        assertThat(page.has("#input-error-code2")).isFalse();

        page = person.pair(page, person.code(), "12345");
        assertThat(page.form(Person.WIZARD).value("code2")).isEqualTo("12345");
        assertThat(page.html().select("[autofocus]").eachAttr("id")).containsExactly("code2");
        assertThat(page.text("#input-error-code2"))
                .isEqualTo("MFA code 2 needs six digits: the code your app shows right after code 1.");
        assertThat(page.has("#input-error-code1")).isFalse();
        assertThat(person.events()).endsWith("UPDATE_CREDENTIAL_ERROR form_incomplete");
        assertThat(person.lastEvent().error()).isEqualTo("invalid_input");
        person.assign(page);
    }

    @Test
    void codesAsAppsShowThemAreFine() {
        Person person = people.newcomer();
        Page wizard = person.signIn();
        var pair = person.scan(wizard).pair(realm.clock().now());

        assertThat(person.pair(wizard, spaced(pair.code1()), spaced(pair.code2()))
                        .has("#virtual-mfa-assigned"))
                .isTrue();
    }

    private static String spaced(String code) {
        return " " + code.substring(0, 3) + " " + code.substring(3);
    }

    @Test
    void guessingAtAPendingSecretMakesNobodyWait() {
        Person person = people.newcomer();
        Page wizard = person.signIn();
        person.scan(wizard);
        for (int i = 0; i < 6; i++) {
            wizard = person.pair(wizard, person.wrongPair());
        }
        person.assign(wizard);
        realm.clock().advance(Duration.ofSeconds(30));
        Person again = person.elsewhere();
        assertThat(again.code(again.signIn(), again.code())).matches(Person::atAws);
    }
}
