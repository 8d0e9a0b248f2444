package io.github.keycloakawsmfa.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SinceKeycloak;
import io.github.keycloakawsmfa.fixture.TestRealm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Ways to AWS that leave the browser flow out")
class WithoutTheFlowIT {

    @RegisterExtension
    static final TestRealm realm =
            TestRealm.create(json -> json.put("registrationAllowed", true).put("resetPasswordAllowed", true));

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
    }

    @Test
    @SinceKeycloak(value = "26.7.0", because = "who has registered signs in once more before the wizard")
    void whoRegistersGoesStraightToTheWizard() {
        Page form = people.newcomer().open().click("a[href*=registration]");
        Page wizard = form.form("#kc-register-form")
                .set("username", "registered")
                .set("email", "registered@example.test")
                .set("firstName", "First")
                .set("lastName", "Last")
                .set("password", "a password")
                .set("password-confirm", "a password")
                .submit();
        Person person = people.registered("registered", "a password");
        Page assigned = person.assign(wizard);

        assertThat(assigned.form("#virtual-mfa-continue-form").submit()).matches(Person::atAws);
        assertThat(person.events()).contains("UPDATE_CREDENTIAL assigned");
        assertThat(person.devices()).hasSize(1);
    }

    @Test
    void aForgottenPasswordReplacesNoCode() {
        Person person = people.withDevice();
        Page page = resetPassword(person);
        assertThat(page.has("#kc-otp-login-form")).as(page.toString()).isTrue();
        page = person.code(page, person.wrongCode());
        assertThat(page.text("#input-error-otp-code")).startsWith("This code is not valid");

        assertThat(person.code(page, person.code())).matches(Person::atAws);
        assertThat(person.events()).contains("LOGIN_ERROR code_refused", "CUSTOM_REQUIRED_ACTION code_accepted");
    }

    /** Up to what follows the new password. */
    private static Page resetPassword(Person person) {
        person.open()
                .click("a[href*=reset-credentials]")
                .form("#kc-reset-password-form")
                .set("username", person.user().username())
                .submit();
        return person.openMailedLink()
                .form("#kc-passwd-update-form")
                .set("password-new", "a new one")
                .set("password-confirm", "a new one")
                .submit();
    }
}
