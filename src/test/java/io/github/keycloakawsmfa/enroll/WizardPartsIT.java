package io.github.keycloakawsmfa.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.QrPng;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.net.URI;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("The wizard's parts")
class WizardPartsIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create(json -> json.put("displayName", "Example: Corp."));

    private static final String ANOTHER_ACCOUNT = "#virtual-mfa-another-account";

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.app("app");
    }

    @Test
    void areThreeAndTheSecretComesInThreeForms() throws Exception {
        Page wizard = people.newcomer().signIn();

        assertThat(wizard.html().select("form ol > li > h2").eachText())
                .containsExactly("Get an app", "Add this account", "Enter two codes");
        String link = wizard.element("#virtual-mfa-open-app").attr("href");
        assertThat(link)
                .isEqualTo(QrPng.readDataUri(
                        wizard.element("#kc-totp-secret-qr-code").attr("src")));
        assertThat(link).contains("?secret=" + wizard.text(Person.KEY).replace(" ", "") + "&");
        assertThat(wizard.text("#virtual-mfa-entry"))
                .isEqualTo("In your app it will appear as "
                        + URI.create(link).getPath().substring(1).replace(":", ": "));
        assertThat(open(wizard)).isEmpty();
        assertThat(wizard.html().select("[autofocus]"))
                .as("it is read from its top")
                .isEmpty();
        assertThat(wizard.element("#virtual-mfa-copy").hasAttr("hidden"))
                .as("without a script nothing would happen")
                .isTrue();
    }

    @Test
    void tellHowLongTheNewestCodeIsGoodByTheServersClock() {
        Person person = people.newcomer();
        long before = realm.clock().now().toEpochMilli();
        Page wizard = person.signIn();
        long after = realm.clock().now().toEpochMilli();
        long left = Long.parseLong(wizard.element("#virtual-mfa-next-code").attr("data-millis"));

        assertThat(left).isBetween(1L, 30_000L);
        assertThat(Math.floorMod(30_000 - left - before, 30_000L))
                .as("milliseconds from the first request to the page")
                .isBetween(0L, after - before);
    }

    @Test
    void tellWhoseAccountItIsAndOfferAnother() {
        Person person = people.newcomer();
        Page wizard = person.signIn();
        assertThat(wizard.text("#virtual-mfa-account bdi"))
                .isEqualTo(person.user().username());
        Page signIn = wizard.click(ANOTHER_ACCOUNT);
        Person other = people.newcomer().using(person.browser());
        Page theirs = other.password(signIn);

        assertThat(theirs.text("#virtual-mfa-account bdi"))
                .isEqualTo(other.user().username());
        assertThat(theirs.text(Person.KEY)).isNotEqualTo(wizard.text(Person.KEY));
        assertThat(other.assign(theirs).form("#virtual-mfa-continue-form").submit())
                .matches(Person::atAws);
    }

    @Test
    void offerNoOtherAccountWhereTheUserMayCancel() {
        Person person = people.newcomer();
        Page asked = person.signIn(realm.actionAt("app", "virtual-mfa"));

        assertThat(asked.text("#virtual-mfa-account bdi"))
                .isEqualTo(person.user().username());
        assertThat(asked.has(ANOTHER_ACCOUNT)).isFalse();
        assertThat(asked.has("#cancelTOTPBtn")).isTrue();
    }

    @Test
    void stayOpenAsTheScriptTellsAndWithoutItOpenOnceCodesAreWrong() {
        Person person = people.newcomer();
        Page page = wrong(person.signIn(), "virtual-mfa-secret-key");
        assertThat(open(page)).containsExactly("virtual-mfa-secret-key");
        page = wrong(page, "virtual-mfa-qr-code virtual-mfa-secret-key");
        assertThat(open(page)).hasSize(2);
        page = wrong(page, "\"><script>");
        assertThat(open(page)).isEmpty();
        page = person.pair(page, "12345", "");
        assertThat(open(page)).as("nobody told").hasSize(2);
        page = person.fill(page, "").submit();
        assertThat(page.has("#input-error-device-name")).isTrue();
        assertThat(open(page)).as("the codes were right").isEmpty();
    }

    private static Page wrong(Page wizard, String open) {
        return wizard.form(Person.WIZARD)
                .set("code1", "000000")
                .set("code2", "000001")
                .forge("open", open)
                .submit();
    }

    private static Set<String> open(Page page) {
        return page.html().select("details[open]").eachAttr("id").stream().collect(Collectors.toSet());
    }
}
