package io.github.keycloakawsmfa.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import io.github.keycloakawsmfa.fixture.ChromiumBrowser;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("From Keycloak's account console")
class AccountConsoleIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static final String CREATE = "[data-testid='virtual-mfa/create']";
    private static final String LIST = "[data-testid='virtual-mfa/credential-list']";
    private static final String UPDATE = LIST + " [data-testrole=update]";

    private static AwsRealm aws;

    @BeforeAll
    static void setUpForAws() {
        aws = AwsRealm.of(realm);
    }

    @AfterAll
    static void closeTheStandIn() {
        aws.close();
    }

    @Test
    void aUserFindsTheWizardAndThenTheDevices() {
        TestUser user = aws.user("owner");
        try (BrowserContext context = ChromiumBrowser.context()) {
            Visitor visitor = Visitor.at(aws, context)
                    .open(realm.url("/account/account-security/signing-in"))
                    .password(user);
            assertThat(visitor.text(CREATE)).isEqualTo("Set up Virtual MFA device");
            assertThat(visitor.find(UPDATE).count()).isZero();
            visitor.page().click(CREATE);
            // The session alone assigns no first device.
            visitor.page().click("#kc-sign-in-again");
            visitor.password(user);
            Phone phone = visitor.copyTheKey();
            visitor.pair(phone).page().click("#kc-continue");

            visitor.page().click(UPDATE);
            assertThat(visitor.text("#virtual-mfa-name-0")).isEqualTo("Authenticator app");
            visitor.page().click("#virtual-mfa-done");
            visitor.find(UPDATE).waitFor();
            assertThat(visitor.find(CREATE).count())
                    .as("Keycloak has one of the two; the other is behind the button")
                    .isZero();
            assertThat(visitor.find(LIST + " [data-testrole=remove]").count())
                    .as("Keycloak deletes with the password alone")
                    .isZero();
        }
    }
}
