package io.github.keycloakawsmfa.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.Form;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.SessionRows;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.walk.AwsSide;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * <em>Sign out all</em> and a user's sign-out by an administrator set a time before which nothing counts. Keycloak asks for the password
 * then, but goes on with a session, or with a sign-in, that was there before and still holds evidence (rule S7).
 */
class NotBeforeIT {

    private static final String NOTE = "virtual-mfa.evidence";

    @RegisterExtension
    static final AwsSide aws = AwsSide.create();

    private static int count;

    private final TestRealm realm = aws.realm();
    private final String app = "app-" + ++count;
    private Person person;

    @BeforeEach
    void aUserWithADevice() {
        realm.app(app);
        person = aws.person("user-" + count, "Admin");
        aws.accepted(person.signInWithCode(aws.console()));
        realm.clearEvents();
    }

    @AfterEach
    void asSetUpLeftIt() {
        realm.change(json -> json.put("notBefore", 0));
        aws.setUp();
    }

    /** Another tab keeps the session's id in use, so the sign-in that follows is one in that session. */
    @ParameterizedTest(name = "the gate alone: {0}")
    @ValueSource(booleans = {true, false})
    void ofTheRealmInASessionThatLives(boolean gateAlone) {
        Page otherTab = person.browser().open(URI.create(realm.signInAt(app) + "&prompt=login"));
        assertThat(otherTab.has("#kc-form-login")).as(otherTab.toString()).isTrue();
        String session = SessionRows.of(realm).only(person.user()).id();
        realm.clock().advance(Duration.ofSeconds(5));
        realm.change(json -> json.put("notBefore", realm.clock().now().getEpochSecond()));
        if (gateAlone) {
            aws.leaveTheGateAlone();
        }

        Page page = person.password(person.browser().open(aws.console()));

        asksAgainOrRefuses(page, gateAlone);
        SessionRows.Row row = SessionRows.of(realm).only(person.user());
        assertThat(row.id()).as("the same session").isEqualTo(session);
        if (gateAlone) {
            assertThat(row.note(NOTE)).as("which holds the evidence still").isNotNull();
        } else {
            aws.accepted(person.code(page));
        }
    }

    /** The code was typed, and one more page is open. */
    @ParameterizedTest(name = "the gate alone: {0}")
    @ValueSource(booleans = {true, false})
    void ofTheUserInASignInThatGoesOn(boolean gateAlone) {
        person = person.elsewhere();
        updateProfileNext();
        Page code = person.password(person.browser().open(aws.console()));
        Form profile = person.code(code).form("#kc-update-profile-form");
        realm.clock().advance(Duration.ofSeconds(5));
        realm.admin().post("/users/" + person.user().id() + "/logout", Map.of());
        if (gateAlone) {
            aws.leaveTheGateAlone();
        }

        Page page = profile.submit();

        asksAgainOrRefuses(page, gateAlone);
        if (!gateAlone) {
            aws.accepted(person.code(page));
        }
    }

    /** The same walk without a not-before: so the tests above can fail. */
    @Test
    void withoutOneBothGoOn() {
        person.browser().open(URI.create(realm.signInAt(app) + "&prompt=login"));
        aws.leaveTheGateAlone();
        aws.accepted(person.browser().open(aws.console()));

        aws.setUp();
        person = person.elsewhere();
        updateProfileNext();
        Page code = person.password(person.browser().open(aws.console()));
        Form profile = person.code(code).form("#kc-update-profile-form");
        aws.leaveTheGateAlone();
        aws.accepted(profile.submit());
    }

    /** The user signs out in one tab while the sign-in of another, with its code typed, waits. */
    @Test
    void aSignOutEndsSignInsThatWait() {
        updateProfileNext();
        aws.change(client -> client.withObject("/attributes").put("aws-mfa.max-age", "PT15M"));
        realm.clock().advance(Duration.ofMinutes(10));
        Page page = person.browser().open(aws.console());
        Form profile = person.code(page).form("#kc-update-profile-form");
        person.browser()
                .open(realm.url("/protocol/openid-connect/logout"))
                .form("form")
                .submit();

        page = profile.submit();
        assertThat(SamlPost.isOn(page)).as(page.toString()).isFalse();
        page = person.browser().open(aws.console());
        assertThat(page.has("#kc-form-login")).as(page.toString()).isTrue();
        page = person.password(page);
        assertThat(page.has("#kc-otp-login-form")).as(page.toString()).isTrue();
    }

    private void asksAgainOrRefuses(Page page, boolean gateAlone) {
        if (gateAlone) {
            assertThat(page.status()).as(page.toString()).isEqualTo(400);
            assertThat(aws.refusals())
                    .singleElement()
                    .satisfies(event -> assertThat(event.details()).containsEntry("reason", "evidence_missing"));
        } else {
            assertThat(page.has("#kc-otp-login-form")).as(page.toString()).isTrue();
            assertThat(aws.refusals()).isEmpty();
        }
    }

    private void updateProfileNext() {
        ObjectNode user =
                (ObjectNode) realm.admin().get("/users/" + person.user().id());
        user.putArray("requiredActions").add("UPDATE_PROFILE");
        realm.admin().put("/users/" + person.user().id(), user);
    }
}
