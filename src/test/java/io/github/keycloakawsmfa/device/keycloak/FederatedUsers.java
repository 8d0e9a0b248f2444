package io.github.keycloakawsmfa.device.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.device.ledger.Tables;
import io.github.keycloakawsmfa.fixture.AtOnce;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.keycloak.storage.StorageId;

/** Their credentials lie in FED_USER_CREDENTIAL, without Keycloak's optimistic lock, and nothing can be written into the users themselves. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class FederatedUsers {

    private static final int MANY = 12;
    private static final String ERROR = "span#input-error-otp-code";
    private static final String REFUSED =
            "This code is not valid, or it was already used. Wait for the next code and try again.";

    private TestRealm realm;
    private Tables tables;
    private People people;

    abstract TestRealm realm();

    /** The person of that number, set to the node that their requests go to. */
    abstract Person placed(Person person, int number);

    @BeforeAll
    void setUp() {
        realm = realm();
        people = People.of(realm);
        tables = Tables.of(realm);
    }

    @Test
    void assignADeviceAndSignInWithEachCodeOnce() throws Exception {
        Person person = withDevice();
        String device = person.devices().get(0).get("id").asText();
        assertThat(tables.secretData(device)).contains("\"k\":");
        assertThat(tables.ledgerUsers()).contains(person.user().id());
        assertThat(person.events()).contains("UPDATE_CREDENTIAL assigned").endsWith("LOGIN -");

        String code = person.code();
        assertThat(person.code(placed(person, 1).signIn(), code)).matches(Person::atAws);
        assertThat(person.lastEvent().details()).containsEntry("credential_id", device);
        assertThat(person.open()).as("by the cookie alone").matches(Person::atAws);

        Person again = placed(person.elsewhere(), 2);
        Page page = again.code(again.signIn(), code);
        assertThat(page.text(ERROR)).isEqualTo(REFUSED);
        page = again.code(page, person.codeAgo(1));
        assertThat(page.text(ERROR)).isEqualTo(REFUSED);
        realm.clock().toNextStep();
        assertThat(again.code(page, person.code())).matches(Person::atAws);
    }

    @Test
    void loseTheirEvidenceWithTheDeviceAndAssignAnother() {
        Person person = placed(withDevice(), 1);
        assertThat(person.code(person.signIn(), person.code())).matches(Person::atAws);

        String device = person.devices().get(0).get("id").asText();
        realm.admin().delete("/users/" + person.user().id() + "/credentials/" + device);

        assertThat(person.devices()).isEmpty();
        Page page = placed(person, 2).open();
        assertThat(page.has("#virtual-mfa-sign-in-again")).as(page.toString()).isTrue();
        person.assign(person.password(page.click("#kc-sign-in-again")));
        assertThat(person.devices()).hasSize(1);
    }

    @Test
    void whoAssignManyAtOnceHaveOne() throws Exception {
        Person person = people.ofADirectory();
        List<Person> browsers = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            browsers.add(placed(person.elsewhere(), i));
        }
        List<Page> wizards = AtOnce.times(MANY, i -> browsers.get(i).signIn());
        realm.clock().toNextStep();
        AtOnce.times(
                MANY,
                i -> browsers.get(i)
                        .pair(
                                wizards.get(i),
                                browsers.get(i)
                                        .scan(wizards.get(i))
                                        .pair(realm.clock().now())));

        assertThat(person.devices()).hasSize(1);
        assertThat(Collections.frequency(person.events(), "UPDATE_CREDENTIAL assigned"))
                .isEqualTo(1);
    }

    @Test
    void whoseCodeIsTypedManyTimesAtOnceGetInOnce() throws Exception {
        Person person = withDevice();
        List<Page> pages = AtOnce.times(MANY, i -> placed(person.elsewhere(), i).signIn());
        realm.clock().toNextStep();
        String code = person.code();

        List<Page> answers = AtOnce.times(MANY, i -> person.code(pages.get(i), code));

        assertThat(answers.stream().filter(Person::atAws)).hasSize(1);
    }

    @Test
    void waitAfterWrongCodes() {
        Person person = withDevice();
        Page page = person.signIn();
        for (int i = 0; i < 5; i++) {
            page = person.code(page, person.wrongCode());
            assertThat(page.text(ERROR)).startsWith("This code is not valid");
        }
        assertThat(person.code(page, person.code()).text(ERROR)).startsWith("There were too many wrong codes.");
    }

    /** Keycloak cannot keep a required action for them: the link says to sign in, and nothing is pending afterwards. */
    @Test
    void areToldToSignInByAnAdministratorsLink() {
        Person person = people.ofADirectory();
        realm.admin().put("/users/" + person.user().id() + "/execute-actions-email", List.of("virtual-mfa"));

        Page page = person.openMailedLink().click("a[href*=action-token]");

        assertThat(page.has("#virtual-mfa-sign-in-once")).as(page.toString()).isTrue();
        assertThat(person.events()).endsWith("CUSTOM_REQUIRED_ACTION_ERROR not_authenticated");
        Person later = person.elsewhere();
        later.assign();
        assertThat(later.devices()).hasSize(1);
    }

    @Test
    void mayBeginInAnApplication() {
        realm.app("app");
        Person person = people.ofADirectory();
        Page wizard = person.signIn(realm.actionAt("app", "virtual-mfa"));

        Page assigned = person.assign(wizard);

        assertThat(assigned.form("#virtual-mfa-continue-form").submit().query("kc_action_status"))
                .contains("success");
        assertThat(person.devices()).hasSize(1);
    }

    @Test
    void leaveNothingBehindWhenTheirProviderGoes() {
        Person leaver = withDevice();
        Person stayer = withDevice();
        String device = leaver.devices().get(0).get("id").asText();

        realm.admin().delete("/components/" + StorageId.providerId(leaver.user().id()));

        assertThat(tables.ledgerUsers())
                .doesNotContain(leaver.user().id())
                .contains(stayer.user().id());
        assertThat(tables.secretData(device)).isEmpty();
    }

    private Person withDevice() {
        Person person = people.ofADirectory();
        Page assigned = person.assign();
        assertThat(assigned.form("#virtual-mfa-continue-form").submit()).matches(Person::atAws);
        realm.clock().toNextStep();
        return person.elsewhere();
    }
}
