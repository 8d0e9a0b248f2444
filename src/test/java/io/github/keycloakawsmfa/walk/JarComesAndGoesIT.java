package io.github.keycloakawsmfa.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.demo.SamlCheck;
import io.github.keycloakawsmfa.fixture.Installation;
import io.github.keycloakawsmfa.fixture.Installation.Jar;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The JAR goes and comes again, or an option of the server switches a part of it off (rule S11). Whatever is left, no AWS role and no
 * evidence leave for somebody who has only a password, from a client that set-up made.
 *
 * <p>The first test begins as the server was set up; each of the others starts it anew.
 */
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JarComesAndGoesIT {

    private static final String ACTION = "/authentication/required-actions/virtual-mfa";

    @RegisterExtension
    static final Installation installation = Installation.create();

    @RegisterExtension
    static final AwsSide aws = AwsSide.of(TestRealm.on(installation));

    /** Has a device, and is signed in with evidence. */
    private static Person known;

    private static String used;
    private static Instant usedAt;
    private static Person newcomer;

    private final TestRealm realm = aws.realm();

    @BeforeAll
    static void twoUsers() {
        known = aws.person("known", "Admin");
        newcomer = aws.person("newcomer", "Admin");
        aws.accepted(known.signInWithCode(aws.console()));
        Person elsewhere = known.elsewhere();
        Page page = elsewhere.password(elsewhere.browser().open(aws.console()));
        used = elsewhere.nextCode();
        usedAt = aws.realm().clock().now();
        aws.accepted(page.form("#kc-otp-login-form").set("otp", used).submit());
        aws.realm().clearEvents();
    }

    @Test
    @Order(1)
    void itGoesAndComesBackAsANewerOne() {
        installation.startAgain(Jar.NONE);
        stops(known.browser().open(aws.console()));
        stops(newcomer.elsewhere().browser().open(aws.console()));
        assertThat(realm.server().log()).contains("virtual-mfa-form");
        withoutFlowAndAction(() -> {
            nothingOfUse(known.browser().open(aws.console()));
            nothingOfUse(newcomer.elsewhere().signInWithCode(aws.console()));
        });

        installation.startAgain(Jar.NEWER);
        aws.accepted(known.browser().open(aws.console()));
        // Back to when the code was good: only the ledger knows that it was used.
        realm.clock().goTo(usedAt);
        Person elsewhere = known.elsewhere();
        Page page = elsewhere.password(elsewhere.browser().open(aws.console()));
        page = page.form("#kc-otp-login-form").set("otp", used).submit();
        assertThat(page.has("#input-error-otp-code")).as(page.toString()).isTrue();
        aws.accepted(elsewhere.code(page));
        assertThat(realm.events("UPDATE_CREDENTIAL")).isEmpty();
        wizard(newcomer.elsewhere());
    }

    @Test
    void theGateIsSwitchedOff() {
        installation.startAgain(Jar.PLUGIN, "--spi-saml-authentication-preprocessor--aws-mfa-gate--enabled=false");

        nothingOfUse(known.browser().open(aws.console()));
        wizard(newcomer.elsewhere());
        withoutFlowAndAction(() -> nothingOfUse(newcomer.elsewhere().signInWithCode(aws.console())));
    }

    @Test
    void theCodePageAndTheMappersAreSwitchedOff() {
        installation.startAgain(
                Jar.PLUGIN,
                "--spi-authenticator--virtual-mfa-form--enabled=false",
                "--spi-protocol-mapper--aws-role-session-name-mapper--enabled=false",
                "--spi-protocol-mapper--aws-session-duration-mapper--enabled=false");

        stops(known.browser().open(aws.console()));
        stops(newcomer.elsewhere().browser().open(aws.console()));
        withoutFlow(() -> {
            // The action asks instead, and AWS misses the name of the session.
            wizard(newcomer.elsewhere());
            Person elsewhere = known.elsewhere();
            Page code = elsewhere.password(elsewhere.browser().open(aws.console()));
            assertThat(code.has("#kc-otp-login-form")).as(code.toString()).isTrue();
            assertThat(aws.check(elsewhere.code(code))).isNotInstanceOf(SamlCheck.Accepted.class);
        });
    }

    @Test
    void theActionsAndTheCredentialAreSwitchedOff() {
        installation.startAgain(
                Jar.PLUGIN,
                "--spi-required-action--virtual-mfa--enabled=false",
                "--spi-required-action--virtual-mfa-devices--enabled=false",
                "--spi-credential--virtual-mfa--enabled=false");

        aws.accepted(known.browser().open(aws.console()));
        Person elsewhere = known.elsewhere();
        aws.accepted(elsewhere.signInWithCode(aws.console()));
        Page told = newcomer.elsewhere().signInWithCode(aws.console());
        stops(told);
        assertThat(told.has("#virtual-mfa-not-set-up")).as(told.toString()).isTrue();
        withoutFlow(() -> {
            realm.clearEvents();
            stops(newcomer.elsewhere().signInWithCode(aws.console()));
            AwsSide.refusedOnce(
                    realm, AwsSide.CLIENT_ID, newcomer.user(), "/login-actions/authenticate", "evidence_missing");
        });
    }

    private void withoutFlowAndAction(Runnable walk) {
        ObjectNode action = (ObjectNode) realm.admin().get(ACTION);
        realm.admin().put(ACTION, action.put("enabled", false));
        withoutFlow(walk);
        realm.admin().put(ACTION, action.put("enabled", true));
    }

    private void withoutFlow(Runnable walk) {
        JsonNode override =
                realm.admin().get("/clients/" + aws.clientUuid()).path("authenticationFlowBindingOverrides");
        aws.removeFlowOverride();
        walk.run();
        aws.change(client -> client.set("authenticationFlowBindingOverrides", override));
    }

    private void wizard(Person person) {
        Page page = person.password(person.browser().open(aws.console()));
        assertThat(page.has("#kc-totp-settings-form")).as(page.toString()).isTrue();
    }

    private static void stops(Page page) {
        assertThat(page.status()).as(page.toString()).isGreaterThanOrEqualTo(400);
        assertThat(page.has("form")).as(page.toString()).isFalse();
    }

    /** A response may leave, but AWS finds no role in it, and nobody any evidence. */
    private static void nothingOfUse(Page page) {
        SamlPost post = SamlPost.of(page);
        assertThat(post.attributes().keySet())
                .doesNotContain(AwsSide.PREFIX + "Role", AwsSide.ASSURANCE)
                .noneMatch(name -> name.startsWith(AwsSide.PREFIX + "PrincipalTag:mfa"));
        assertThat(post.authnContext()).doesNotContain("TimeSyncToken");
        assertThat(aws.check(page)).isNotInstanceOf(SamlCheck.Accepted.class);
    }
}
