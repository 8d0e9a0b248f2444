package io.github.keycloakawsmfa.evidence;

import static io.github.keycloakawsmfa.walk.AwsSide.PREFIX;
import static io.github.keycloakawsmfa.walk.AwsSide.pair;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.Browser;
import io.github.keycloakawsmfa.fixture.Form;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.walk.AwsSide;
import io.github.keycloakawsmfa.walk.Impersonator;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What else an {@link Impersonator} might try than the paths of {@code PathMatrixIT} (rule S13). */
class ImpersonationIT {

    @RegisterExtension
    static final AwsSide aws = AwsSide.create();

    private static int count;

    private final TestRealm realm = aws.realm();
    private final String app = "app-" + ++count;
    private final Browser browser = Browser.create();
    private Person victim;
    private Impersonator impersonator;

    @BeforeEach
    void aVictimAndAnUnguardedApp() {
        realm.app(app);
        victim = aws.person("victim-" + count, "Admin");
        impersonator = new Impersonator(realm, browser, victim.user(), app);
    }

    private void givenADevice(boolean device) {
        if (device) {
            aws.accepted(victim.signInWithCode(aws.console()));
        }
        realm.clearEvents();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("smoke")
    void impersonatedThenAws(boolean device) {
        givenADevice(device);
        impersonator.impersonate();

        mustSignInAgain(browser.open(aws.console()), device);
    }

    /** An application may start the wizard; Keycloak asks for the password first unless the realm says that it need not. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theWizardIsNotOpenedFor(boolean laundered) {
        givenADevice(false);
        if (laundered) {
            impersonator.launder();
        } else {
            impersonator.impersonate();
        }
        realm.maxAuthAge("virtual-mfa", "2000000000");
        try {
            mustSignInAgain(browser.open(realm.actionAt(app, "virtual-mfa")), false);
        } finally {
            realm.maxAuthAge("virtual-mfa", "300");
        }
    }

    /** The laundered session's pages lend their session code, and somebody has looked over the victim's shoulder. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRightCodePostedToAPageThatIsNotShownIsNoEvidence(boolean flowOverride) {
        givenADevice(true);
        if (!flowOverride) {
            aws.removeFlowOverride();
        }
        try {
            browser.open(aws.console());
            impersonator.impersonate();
            impersonator.updateProfileNext();
            Page page = browser.open(aws.console());
            if (page.has("#kc-update-profile-form")) {
                Form form = page.form("#kc-update-profile-form");
                page = form.submit();
                String action = form.action().toString();
                browser.post(
                        URI.create(action.replaceAll("execution=[^&]+", "execution=virtual-mfa")),
                        Map.of("otp", victim.nextCode()));
            }
            assertThat(page.has("#virtual-mfa-sign-in-again"))
                    .as(page.toString())
                    .isTrue();
            String address = page.uri().toString();
            browser.post(URI.create(address), Map.of("otp", victim.nextCode()));
            browser.post(
                    URI.create(address.replace("/authenticate?", "/required-action?")
                            .replaceAll("execution=[^&]+", "execution=virtual-mfa")),
                    Map.of("otp", victim.nextCode()));

            assertThat(SamlPost.isOn(browser.open(aws.console()))).isFalse();
            assertThat(realm.events("LOGIN"))
                    .noneMatch(event -> event.clientId().equals(AwsSide.CLIENT_ID));
        } finally {
            aws.setUp();
        }
    }

    /** A colleague's own evidence, in the same browser, is no evidence for the victim. */
    @Test
    void theImpersonatorsOwnEvidenceIsOfNoUse() {
        givenADevice(true);
        Person mallory = aws.person("mallory-" + count, "ReadOnly");
        aws.accepted(mallory.signInWithCode(aws.console()));
        mallory.browser().open(URI.create(realm.signInAt(app) + "&prompt=login"));
        realm.impersonate(victim.user(), mallory.browser());

        Page page = mallory.browser().open(aws.console());

        assertThat(SamlPost.isOn(page)).as(page.toString()).isFalse();
        assertThat(page.has("#virtual-mfa-sign-in-again")).as(page.toString()).isTrue();
    }

    @Test
    void theGateRefusesByItself() {
        aws.leaveTheGateAlone();
        try {
            givenADevice(false);
            impersonator.impersonate();
            assertThat(browser.open(aws.console()).status()).isEqualTo(400);
            assertThat(aws.refusals())
                    .singleElement()
                    .satisfies(event -> assertThat(event.details()).containsEntry("reason", "impersonated"));
        } finally {
            aws.setUp();
        }
    }

    @Test
    void theGateRefusesByItselfWhatIsLaundered() {
        aws.leaveTheGateAlone();
        try {
            givenADevice(false);
            impersonator.launder();

            assertThat(browser.open(aws.console()).status()).isEqualTo(400);
            assertThat(aws.refusals())
                    .singleElement()
                    .satisfies(event -> assertThat(event.details()).containsEntry("reason", "evidence_missing"));
        } finally {
            aws.setUp();
        }
    }

    /** Standing is asked at the POST: a page that was shown in time is of no use later. */
    @Test
    void aSessionThatEndedUnderTheCodePage() {
        givenADevice(true);
        Person again = victim.elsewhere();
        again.password(again.browser().open(realm.signInAt(app)));
        Page codePage = again.browser().open(aws.console());
        realm.admin().post("/users/" + victim.user().id() + "/logout", Map.of());

        Page page = again.code(codePage);

        assertThat(SamlPost.isOn(page)).as(page.toString()).isFalse();
        assertThat(page.has("#virtual-mfa-sign-in-again") || page.has("#kc-form-login"))
                .as(page.toString())
                .isTrue();
        assertThat(aws.accepted(again.pass(again.browser().open(aws.console()))).sessionName())
                .isEqualTo(victim.user().username());
    }

    @Test
    void theIdentityCookieThatIsGoneBetweenTwoStepsChangesNothing() {
        givenADevice(true);
        Person again = victim.elsewhere();
        again.password(again.browser().open(realm.signInAt(app)));
        Page codePage = again.browser().open(aws.console());
        again.browser().forgetCookie("KEYCLOAK_IDENTITY");

        assertThat(aws.accepted(again.code(codePage)).sessionName())
                .isEqualTo(victim.user().username());
    }

    /** Nothing of the wizard or the code page is shown, nothing is written, and the way out works. */
    private void mustSignInAgain(Page page, boolean device) {
        assertThat(page.has("#virtual-mfa-sign-in-again")).as(page.toString()).isTrue();
        assertThat(page.has("#kc-otp-login-form, #kc-totp-settings-form, #kc-totp-secret-key"))
                .isFalse();
        assertThat(browser.cookie("KEYCLOAK_IDENTITY")).isEmpty();
        assertThat(realm.events())
                .filteredOn(event -> "not_authenticated".equals(event.details().get("reason")))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.userId()).isEqualTo(victim.user().id()));
        assertThat(devices()).hasSize(device ? 1 : 0);

        Page form = page.click("#kc-sign-in-again");
        assertThat(form.has("#kc-form-login")).as(form.toString()).isTrue();

        Person owner = victim.using(browser);
        Page done = owner.pass(form);
        Page atAws =
                done.uri().toString().startsWith(TestRealm.APP.toString()) ? owner.signInWithCode(aws.console()) : done;
        assertThat(aws.accepted(atAws).attributes().get(PREFIX + "Role")).isEqualTo(List.of(pair("Admin")));
        assertThat(aws.refusals()).isEmpty();
    }

    private List<JsonNode> devices() {
        List<JsonNode> found = new ArrayList<>();
        realm.admin().get("/users/" + victim.user().id() + "/credentials").forEach(found::add);
        return found.stream()
                .filter(credential -> credential.get("type").asText().equals("virtual-mfa"))
                .toList();
    }
}
