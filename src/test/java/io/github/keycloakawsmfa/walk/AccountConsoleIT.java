package io.github.keycloakawsmfa.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import io.github.keycloakawsmfa.fixture.ChromiumBrowser;
import io.github.keycloakawsmfa.fixture.ChromiumPerson;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("From Keycloak's account console")
class AccountConsoleIT {

    @RegisterExtension
    static final AwsSide aws = AwsSide.of(TestRealm.create());

    private static final TestRealm realm = aws.realm();

    private static final String CREATE = "[data-testid='virtual-mfa/create']";
    private static final String BUILT_IN = "[data-testid='otp/create']";
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
            assertThat(person.text("main")).contains("where your organization asks for MFA, such as AWS");
            assertThat(person.find(BUILT_IN).count()).isEqualTo(1);
            realm.admin().post("/aws-mfa/setup", Map.of("disableBuiltInOtp", true));
            person.page().reload();
            person.find(CREATE).waitFor();
            assertThat(person.find(BUILT_IN).count()).as("as set-up was asked").isZero();
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

            String mail = realm.mailTo(user.user().username() + "@example.test");
            person.open(URI.create(mail.lines().reduce((one, next) -> next).orElseThrow()));
            assertThat(person.text("#virtual-mfa-name-0")).isEqualTo("Authenticator app");
            person.page().click("#virtual-mfa-done");
            person.find(UPDATE).waitFor();
        }
    }
}
