package io.github.keycloakawsmfa.device.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("When an administrator has deleted a user's device by REST")
class DeletedDeviceIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
    }

    @Test
    void theNextSignInAssignsAnotherAndTheOldOneIsWorthNothing() {
        Person person = people.withDevice();
        Phone old = person.phone();
        delete(person);

        Page wizard = person.signIn();
        assertThat(wizard.has("#kc-totp-settings-form")).as(wizard.toString()).isTrue();
        person.assign(wizard);
        assertThat(person.phone()).isNotEqualTo(old);
        assertThat(person.devices()).hasSize(1);

        realm.clock().toNextStep();
        Person elsewhere = person.elsewhere();
        Page refused =
                elsewhere.code(elsewhere.signIn(), old.codeAt(realm.clock().now()));
        assertThat(refused.has("#input-error-otp-code")).as(refused.toString()).isTrue();
        assertThat(elsewhere.lastEvent().details()).containsEntry("reason", "code_refused");
    }

    @Test
    void theSessionsEvidenceIsDead() {
        Person person = people.withDevice();
        Page aws = person.code(person.signIn(), person.code());
        assertThat(Person.atAws(aws)).isTrue();
        assertThat(Person.atAws(person.open())).as("by the cookie alone").isTrue();

        delete(person);

        Page page = person.open();
        assertThat(Person.atAws(page)).as(page.toString()).isFalse();
        assertThat(page.has("#virtual-mfa-sign-in-again")).as(page.toString()).isTrue();
    }

    private static void delete(Person person) {
        String device = person.devices().get(0).get("id").asText();
        realm.admin().delete("/users/" + person.user().id() + "/credentials/" + device);
    }
}
