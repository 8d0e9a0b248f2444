package io.github.keycloakawsmfa.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.device.ledger.Tables;
import io.github.keycloakawsmfa.fixture.Browser;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.SessionRows;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.walk.AwsSide;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Evidence is of one sign-in: neither a session of the same id without its mark has it, nor the mark alone. */
@DisplayName("S7: evidence is witnessed by the ledger and bound to the session")
class EvidenceBindingIT {

    private static final String NOTE = "virtual-mfa.evidence";

    @RegisterExtension
    static final AwsSide aws = AwsSide.create();

    private static int count;

    private final TestRealm realm = aws.realm();
    private final String app = "app-" + ++count;
    private Person person;

    @BeforeEach
    void aUserWithADevice() {
        realm.change(json -> json.put("accessCodeLifespanLogin", 100_000).put("accessCodeLifespanUserAction", 100_000));
        realm.app(app);
        person = aws.person("user-" + count, "Admin");
        aws.accepted(person.signInWithCode(aws.console()));
        realm.clearEvents();
    }

    @AfterEach
    void asSetUpLeftIt() {
        aws.setUp();
    }

    /** The code was typed and one more page is open, which nobody fills in; the same browser signs in elsewhere. */
    @Test
    void aCodeInASignInThatWasAbandonedIsNone() {
        person = person.elsewhere();
        updateProfileNext();
        Page code = person.password(person.browser().open(aws.console()));
        Page profile = person.code(code);
        assertThat(profile.has("#kc-update-profile-form"))
                .as(profile.toString())
                .isTrue();
        noActions();

        Page arrived = person.password(person.browser().open(realm.signInAt(app)));
        assertThat(arrived.query("code")).as(arrived.toString()).isPresent();

        asksAndTheGateRefuses();
    }

    /** Keycloak makes the user session anew under the id of the old one, which a tab has kept in use. */
    @Test
    void thatOfASessionThatIdledIsNoneOfTheNextUnderItsId() {
        URI signInAgain = URI.create(realm.signInAt(app) + "&prompt=login");
        Page tab = person.browser().open(signInAgain);
        String session = SessionRows.of(realm).only(person.user()).id();
        realm.clock().advance(Duration.ofHours(2));

        Page arrived = person.password(tab);
        assertThat(arrived.query("code")).as(arrived.toString()).isPresent();

        assertThat(SessionRows.of(realm).of(person.user()))
                .filteredOn(row -> row.id().equals(session))
                .as("the same id")
                .isNotEmpty();
        asksAndTheGateRefuses();
    }

    /** A session goes on, and its evidence with it; what asks for more gets more. */
    @Test
    void aSignInAnewInASessionKeepsItsEvidenceAndAddsItsOwn() {
        String before = SessionRows.of(realm).only(person.user()).note(NOTE);
        Page tab = person.browser().open(URI.create(realm.signInAt(app) + "&prompt=login"));
        assertThat(person.password(tab).query("code")).isPresent();
        aws.leaveTheGateAlone();
        aws.accepted(person.browser().open(aws.console()));
        assertThat(SessionRows.of(realm).only(person.user()).note(NOTE)).isEqualTo(before);

        aws.setUp();
        aws.change(client -> client.withObject("/attributes").put("aws-mfa.max-age", "PT1M"));
        realm.clock().advance(Duration.ofMinutes(2));
        Page code = person.browser().open(aws.console());
        assertThat(code.has("#kc-otp-login-form")).as(code.toString()).isTrue();
        aws.accepted(person.code(code));
        assertThat(SessionRows.of(realm).only(person.user()).note(NOTE)).isNotEqualTo(before);
        aws.change(client -> client.withObject("/attributes").put("aws-mfa.max-age", "PT12H"));
    }

    @Test
    void itIsOverAfterADayWhateverTheClientAllows() {
        realm.change(json -> json.put("ssoSessionIdleTimeout", 864_000).put("ssoSessionMaxLifespan", 864_000));
        aws.change(client -> client.withObject("/attributes").put("aws-mfa.max-age", "PT240H"));
        person = person.elsewhere();
        aws.accepted(person.signInWithCode(aws.console()));
        realm.clock().advance(Duration.ofHours(23));
        aws.accepted(person.browser().open(aws.console()));

        realm.clock().advance(Duration.ofMinutes(61));
        assertThat(person.browser().open(aws.console()).has("#kc-otp-login-form"))
                .isTrue();
        aws.leaveTheGateAlone();
        assertThat(SamlPost.isOn(person.browser().open(aws.console()))).isFalse();
        aws.change(client -> client.withObject("/attributes").put("aws-mfa.max-age", "PT12H"));
    }

    @Nested
    @DisplayName("It ends when its user is seen disabled:")
    class Disabled {

        /** Keycloak locks for good and writes no admin event; an administrator enables the user again. */
        @Test
        void byAPermanentLockout() {
            realm.change(json -> json.put("bruteForceProtected", true)
                    .put("permanentLockout", true)
                    .put("failureFactor", 2)
                    .put("quickLoginCheckMilliSeconds", 0));
            try {
                lockOut();
                enable();
            } finally {
                realm.change(json -> json.put("bruteForceProtected", false).put("permanentLockout", false));
            }
            asksAndTheGateRefuses();
        }

        /** As a directory does: the change itself nobody tells, but a refused sign-in does. */
        @Test
        void atASignInThatIsRefused() {
            Tables.of(realm).setEnabled(person.user().id(), false);
            Page refused = Browser.create()
                    .open(realm.signInAt(app))
                    .form("#kc-form-login")
                    .set("username", person.user().username())
                    .set("password", person.user().password())
                    .submit();
            assertThat(refused.html().text()).contains("disabled");
            enable();

            asksAndTheGateRefuses();
        }

        /** The session of the disabled user comes to the gate itself. */
        @Test
        void atTheGate() {
            Tables.of(realm).setEnabled(person.user().id(), false);
            aws.leaveTheGateAlone();
            Page refused = person.browser().open(aws.console());
            assertThat(SamlPost.isOn(refused)).as(refused.toString()).isFalse();
            aws.setUp();
            enable();

            Page page = person.pass(person.browser().open(aws.console()));
            aws.accepted(page);
            assertThat(realm.events("LOGIN"))
                    .extracting(event -> event.details().get("reason"))
                    .as("a code was asked for")
                    .contains("code_accepted");
        }

        private void lockOut() {
            for (int i = 0; i < 3; i++) {
                Browser.create()
                        .open(realm.signInAt(app))
                        .form("#kc-form-login")
                        .set("username", person.user().username())
                        .set("password", "wrong")
                        .submit();
            }
            String path = "/users/" + person.user().id();
            // Keycloak counts in a thread of its own.
            Instant end = Instant.now().plus(Duration.ofMinutes(2));
            while (realm.admin().get(path).get("enabled").asBoolean()
                    && Instant.now().isBefore(end)) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            assertThat(realm.admin().get(path).get("enabled").asBoolean()).isFalse();
        }

        private void enable() {
            ObjectNode user =
                    (ObjectNode) realm.admin().get("/users/" + person.user().id());
            realm.admin().put("/users/" + person.user().id(), user.put("enabled", true));
        }
    }

    private void asksAndTheGateRefuses() {
        Page page = person.browser().open(aws.console());
        assertThat(page.has("#kc-otp-login-form")).as(page.toString()).isTrue();
        aws.leaveTheGateAlone();
        realm.clearEvents();
        Page refused = person.browser().open(aws.console());
        assertThat(SamlPost.isOn(refused)).as(refused.toString()).isFalse();
        assertThat(aws.refusals())
                .extracting(event -> event.details().get("reason"))
                .containsExactly("evidence_missing");
        aws.setUp();
    }

    private void updateProfileNext() {
        requiredActions(List.of("UPDATE_PROFILE"));
    }

    private void noActions() {
        requiredActions(List.of());
    }

    private void requiredActions(List<String> actions) {
        ObjectNode user =
                (ObjectNode) realm.admin().get("/users/" + person.user().id());
        actions.forEach(user.putArray("requiredActions")::add);
        realm.admin().put("/users/" + person.user().id(), user);
    }
}
