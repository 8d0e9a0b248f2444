package io.github.keycloakawsmfa.admin.devices;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.admin.Admins;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The call that forgets a user's wrong codes")
class UnlockIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    @RegisterExtension
    static final TestRealm strict =
            TestRealm.create(json -> json.putObject("attributes").put("aws-mfa.first-device", "ticket"));

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        People.of(strict);
    }

    @Test
    void endsTheWaitAndIsMailed() {
        Person person = people.withDevice();
        Page page = person.signIn();
        for (int i = 0; i < 5; i++) {
            page = person.code(page, person.wrongCode());
        }
        page = person.code(page, person.code());
        assertThat(page.text("#input-error-otp-code")).startsWith("There were too many wrong codes.");

        assertThat(unlock(realm, realm.admin(), person.user().id()).status()).isEqualTo(204);

        assertThat(person.code(page, person.code())).matches(Person::atAws);
        assertThat(person.events()).contains("UPDATE_CREDENTIAL unlocked_by_administrator");
        assertThat(realm.mailTo(person.user().username() + "@example.test"))
                .contains("An administrator cleared the wrong MFA codes");
        assertThat(realm.adminEvents().get(0).get("resourceType").asText()).isEqualTo("AWS_MFA_USER");
    }

    /** Who may clear the count as often as they like guesses as many codes: where a ticket protects users from those, it takes more. */
    @ParameterizedTest
    @CsvSource({
        "false, manage-users, 204",
        "false, view-users, 403",
        "true, manage-users, 403",
        "true, manage-realm, 403"
    })
    void needsTheRightToAssignADevice(boolean ticket, String role, int status) {
        TestRealm asked = ticket ? strict : realm;
        String id = asked.user("owner-" + role + ticket).id();

        assertThat(unlock(asked, Admins.with(asked, role), id).status()).isEqualTo(status);
    }

    private static AdminApi.Answer unlock(TestRealm realm, AdminApi caller, String userId) {
        return caller.send("POST", "/aws-mfa/users/" + userId + "/unlock", null);
    }
}
