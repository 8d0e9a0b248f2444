package io.github.keycloakawsmfa.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.net.URI;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("saml2aws")
class CommandLineIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static final String USER_AGENT = "saml2aws/2.36.19 (linux amd64) Versent";
    /** Where saml2aws looks for the sentence that ends its retries. */
    private static final String PASSWORD_ERROR = "span#input-error, div#input-error-username";

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
    }

    @Test
    void withoutADeviceEndsItsRetriesAndMakesNoSecret() {
        Person person = people.newcomer();
        person.browser().userAgent(USER_AGENT);
        Page page = person.signIn();

        assertThat(page.text(PASSWORD_ERROR)).isEqualTo("Invalid username or password.");
        assertThat(page.html().text()).contains("Your password was fine, but the next step needs a web browser.");
        assertThat(page.has("#otp, #totp, #kc-totp-secret-key, #kc-totp-secret-qr-code, form"))
                .as(page.toString())
                .isFalse();
        assertThat(person.events()).endsWith("LOGIN_ERROR browser_needed");

        person.browser().userAgent("Mozilla/5.0");
        Page wizard = page.reload().click("#loginContinueLink");
        assertThat(wizard.html().text()).as("no older secret").doesNotContain("This page was open for a long time");
        person.assign(wizard);
    }

    @Test
    void withADeviceGetsTheResponseByTheCodeAlone() {
        Person person = people.withDevice();
        person.browser().userAgent(USER_AGENT);
        Page login = person.open();
        assertThat(lastForm(login).id()).isEqualTo("kc-form-login");
        Page page = person.password(login);
        assertThat(page.has("input#otp")).isTrue();
        Page wrong = post(person, page, person.wrongCode());
        assertThat(wrong.has(PASSWORD_ERROR)).isFalse();
        Page done = post(person, wrong, person.code());

        assertThat(done.element("input[name=SAMLResponse]").val()).isNotEmpty();
        assertThat(person.events()).endsWith("LOGIN_ERROR code_refused", "LOGIN code_accepted");
    }

    private static Page post(Person person, Page page, String code) {
        return person.browser().post(URI.create(lastForm(page).absUrl("action")), Map.of("otp", code));
    }

    private static Element lastForm(Page page) {
        return page.html().select("form[action]").last();
    }
}
