package io.github.keycloakawsmfa.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import io.github.keycloakawsmfa.fixture.ChromiumBrowser;
import io.github.keycloakawsmfa.fixture.ChromiumPerson;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("From Keycloak's account console")
class AccountConsoleIT {

    @RegisterExtension
    static final AwsSide aws = AwsSide.of(TestRealm.create());

    private static final TestRealm realm = aws.realm();

    private static final String CREATE = "[data-testid='virtual-mfa/create']";
    private static final String LIST = "[data-testid='virtual-mfa/credential-list']";
    private static final String UPDATE = LIST + " [data-testrole=update]";

    @Test
    void aUserFindsTheWizardAndThenTheDevices() {
        Person user = aws.person("owner");
        try (BrowserContext context = ChromiumBrowser.context()) {
            ChromiumPerson person = new ChromiumPerson(user, context)
                    .open(realm.url("/account/account-security/signing-in"))
                    .password();
            assertThat(person.text(CREATE)).isEqualTo("Set up Virtual MFA device");
            assertThat(person.find(UPDATE).count()).isZero();
            person.page().click(CREATE);
            // The session alone assigns no first device.
            person.page().click("#kc-sign-in-again");
            person.password();
            person.scan();
            person.pair(person.codes()).page().click("#kc-continue");

            person.page().click(UPDATE);
            assertThat(person.text("#virtual-mfa-name-0")).isEqualTo("Authenticator app");
            person.page().click("#virtual-mfa-done");
            person.find(UPDATE).waitFor();
            assertThat(person.find(CREATE).count())
                    .as("Keycloak has one of the two; the other is behind the button")
                    .isZero();
            assertThat(person.find(LIST + " [data-testrole=remove]").count())
                    .as("Keycloak deletes with the password alone")
                    .isZero();
        }
    }
}
