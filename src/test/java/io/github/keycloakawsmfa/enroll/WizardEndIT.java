package io.github.keycloakawsmfa.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.AtOnce;
import io.github.keycloakawsmfa.fixture.Form;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("How the wizard ends")
class WizardEndIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static final String FORM = "#kc-totp-settings-form";
    private static final String KEY = "#kc-totp-secret-key";
    private static final String MEANWHILE = "A device was assigned to you while this page was open.";

    private static People people;
    private static URI asked;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.app("app");
        asked = realm.actionAt("app", "virtual-mfa");
    }

    @Test
    void cancelledItLeavesNothing() {
        Person person = people.newcomer();
        Page wizard = person.signIn(asked);
        person.scan(wizard);
        Page wrong = person.pair(wizard, person.code(), person.code());
        Page app = wrong.form(FORM).press("#cancelTOTPBtn");

        assertThat(app.uri().toString()).startsWith(TestRealm.APP.toString());
        assertThat(app.query("kc_action_status")).contains("cancelled");
        assertThat(person.devices()).isEmpty();
        assertThat(person.json().path("requiredActions")).isEmpty();
        assertThat(person.events()).doesNotContain("UPDATE_CREDENTIAL assigned");
        assertThat(person.elsewhere().signIn(asked).text(KEY)).isNotEqualTo(wizard.text(KEY));
    }

    @Test
    void finishedItTellsTheApplicationThatAsked() {
        Person person = people.newcomer();
        Page assigned = person.assign(person.signIn(asked));
        Page app = assigned.form("#virtual-mfa-continue-form").submit();

        assertThat(app.uri().toString()).startsWith(TestRealm.APP.toString());
        assertThat(app.query("kc_action_status")).contains("success");
    }

    @Test
    void onlyWhoAskedForItMayCancel() {
        assertThat(people.newcomer().signIn().has("#cancelTOTPBtn")).isFalse();
    }

    /** The page that is closed then was another one: nothing was typed into the wizard. */
    @Test
    void removedMeanwhileItBeginsAgainWithoutAWord() {
        Person person = people.newcomer();
        Page assigned = person.assign();
        realm.admin()
                .delete("/users/" + person.user().id() + "/credentials/"
                        + person.devices().get(0).get("id").asText());
        Page wizard = assigned.form("#virtual-mfa-continue-form").submit();

        assertThat(wizard.form(FORM).value("deviceName")).isEqualTo("Authenticator app");
        assertThat(wizard.html().select("[role=alert], .kc-feedback-text, [aria-invalid=true]"))
                .isEmpty();
        String key = wizard.text(KEY);
        Page again = assigned.form("#virtual-mfa-continue-form").submit();
        assertThat(again.html().select("[role=alert], .kc-feedback-text, [aria-invalid=true]"))
                .as("with the back button")
                .isEmpty();
        assertThat(again.text(KEY)).isEqualTo(key);
        person.assign(again);
    }

    @Test
    void inTwoTabsTheSecondSaysThatADeviceExists() {
        Person person = people.newcomer();
        Page first = person.signIn();
        Page second = person.signIn();
        Phone other = Phone.of(second.text(KEY));
        person.assign(first);
        Page page = person.pair(second, other.pair(realm.clock().now()));

        assertThat(page.html().text()).contains(MEANWHILE);
        assertThat(page.has(KEY)).isFalse();
        assertThat(person.events()).endsWith("UPDATE_CREDENTIAL assigned", "UPDATE_CREDENTIAL_ERROR device_exists");
        assertThat(person.devices()).hasSize(1);
        realm.clock().toNextStep();
        assertThat(person.code(page, person.code())).matches(Person::atAws);
    }

    @Test
    void inASecondTabAfterTheSignInItSaysSoAndGoesOn() {
        Person person = people.newcomer();
        Page first = person.signIn();
        Page second = person.signIn();
        Phone other = Phone.of(second.text(KEY));
        assertThat(person.assign(first).form("#virtual-mfa-continue-form").submit())
                .matches(Person::atAws);
        Page page = person.pair(second, other.pair(realm.clock().now()));

        assertThat(person.devices()).hasSize(1);
        assertThat(page.html().text()).contains(MEANWHILE);
        assertThat(page.form("#virtual-mfa-continue-form").submit()).matches(Person::atAws);
    }

    @Test
    void openedBeforeTheOwnerEnrolledElsewhereItAssignsNothing() {
        Person thief = people.newcomer();
        Page wizard = thief.signIn();
        Phone stolen = thief.scan(wizard);
        Person owner = thief.elsewhere();
        owner.assign();
        String device = owner.devices().get(0).get("id").asText();
        Page page = thief.pair(wizard, stolen.pair(realm.clock().now()));

        assertThat(page.has("#kc-otp-login-form")).isTrue();
        assertThat(page.html().text()).contains(MEANWHILE);
        assertThat(owner.devices())
                .singleElement()
                .satisfies(left -> assertThat(left.get("id").asText()).isEqualTo(device));
        realm.clock().toNextStep();
        page = thief.code(page, stolen.codeAt(realm.clock().now()));
        assertThat(page.text("#input-error-otp-code")).startsWith("This code is not valid");
        assertThat(thief.code(page, owner.code())).matches(Person::atAws);
    }

    @Test
    void reloadedAfterTheOwnerEnrolledElsewhereItAsksForACode() {
        Person person = people.newcomer();
        Page wizard = person.signIn();
        Person elsewhere = person.elsewhere();
        elsewhere.assign();
        realm.clock().toNextStep();
        Page page = wizard.reload();

        assertThat(page.html().text()).contains(MEANWHILE);
        assertThat(person.code(page, elsewhere.code())).matches(Person::atAws);
    }

    @Test
    void finishedInManyBrowsersAtOnceItAssignsOneDevice() throws Exception {
        Person person = people.newcomer();
        List<Callable<Page>> posts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Person one = person.elsewhere();
            Page wizard = one.signIn();
            // Names of their own: Keycloak would not store two devices of one name.
            Form form = wizard.form(FORM).set("deviceName", "phone " + i);
            Phone.Pair pair = one.scan(wizard).pair(realm.clock().now());
            posts.add(() ->
                    form.set("code1", pair.code1()).set("code2", pair.code2()).submit());
        }
        AtOnce.all(posts);

        assertThat(person.devices()).hasSize(1);
        assertThat(Collections.frequency(person.events(), "UPDATE_CREDENTIAL assigned"))
                .isEqualTo(1);
    }
}
