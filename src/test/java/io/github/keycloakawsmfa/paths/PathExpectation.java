package io.github.keycloakawsmfa.paths;

import static io.github.keycloakawsmfa.paths.PathToAws.Code.ANEW;
import static io.github.keycloakawsmfa.paths.PathToAws.Code.FIRST_NEVER;
import static io.github.keycloakawsmfa.paths.PathToAws.Code.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.demo.SamlCheck;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.TestEvent;
import io.github.keycloakawsmfa.fixture.TestUser;
import io.github.keycloakawsmfa.walk.AwsSide;
import java.time.Instant;
import java.util.List;

/**
 * Where a path has ended without a code, and what must be true there.
 *
 * @param typed when the code of earlier evidence was typed; null where there is none
 */
record PathExpectation(PathToAws row, PathContext given, PathResult result, Instant typed) {

    /** Nothing has left, and the user is where the row says. */
    void isBeforeAws(boolean device) {
        assertThat(result.hasAssertion()).as(result.toString()).isFalse();
        switch (row.code()) {
            case ASKED, ANEW, NO_ROLE, NO_ROLE_TOLD -> {
                assertThat(result.asksForCode()).as(result.toString()).isTrue();
                assertThat(aws().refusals()).isEmpty();
            }
            case AFTER_SIGN_IN -> nothingIsShownOrWritten(device);
            case FIRST_AFTER_SIGN_IN, FIRST_NEVER -> {
                if (device) {
                    assertThat(result.asksForCode()).as(result.toString()).isTrue();
                } else {
                    nothingIsShownOrWritten(false);
                }
            }
            case BEFORE, REFUSED ->
                assertThat(result.asksForCode()).as(result.toString()).isFalse();
            case NEVER -> {
                // A code page may come, and leads nowhere.
            }
        }
    }

    /** Somebody has forged the button that puts a device off: nothing changes. */
    PathExpectation afterNotNow(boolean device) {
        if (result.page() == null || !result.page().has(Person.WIZARD)) {
            return this;
        }
        assertThat(result.page().has("#virtual-mfa-not-now"))
                .as(result.toString())
                .isFalse();
        Page forged = result.page().form(Person.WIZARD).forge("go", "not-now").submit();
        PathExpectation after =
                new PathExpectation(row, given, PathResult.at(forged).of(result.person()), typed);
        after.isBeforeAws(device);
        return after;
    }

    /** The phone is at hand from here on. */
    void leadsToAwsOrNowhere() throws Exception {
        switch (row.code()) {
            case ASKED -> accepted(passed());
            case ANEW -> assertThat(accepted(passed()).authnInstant()).isAfter(typed);
            case NO_ROLE ->
                assertThat(SamlPost.of(passed()).attributes())
                        .containsKey(AwsSide.ASSURANCE)
                        .doesNotContainKey(AwsSide.PREFIX + "Role");
            case NO_ROLE_TOLD -> {
                Page end = passed();
                assertThat(end.has("#virtual-mfa-no-role")).as(end.toString()).isTrue();
            }
            case AFTER_SIGN_IN -> accepted(signedInAgain());
            case FIRST_AFTER_SIGN_IN -> accepted(result.asksToSignInAgain() ? signedInAgain() : passed());
            case FIRST_NEVER -> {
                if (result.asksToSignInAgain()) {
                    PathResult end = PathResult.at(signedInAgain());
                    assertThat(end.hasAssertion() || end.asksForCode())
                            .as(end.toString())
                            .isFalse();
                } else {
                    accepted(passed());
                }
            }
            case BEFORE -> accepted(result.page());
            case REFUSED, NEVER -> {
                assertThat(result.hasAssertion()).as(result.toString()).isFalse();
                if (result.asksForCode()) {
                    PathResult end = PathResult.at(passed());
                    assertThat(end.hasAssertion()).as(end.toString()).isFalse();
                }
            }
        }
        if (row.code().leadsToAws()) {
            assertThat(aws().refusals()).isEmpty();
        }
    }

    /** Nothing else was in the way: the gate refused, told of it, and left no session of the client behind. */
    void isAtTheGate() {
        assertThat(result.hasAssertion()).as(result.toString()).isFalse();
        assertThat(result.asksForCode()).as(result.toString()).isFalse();
        List<TestEvent> refusals = aws().refusals();
        if (row.code() != NEVER) {
            assertThat(refusals).as("it was the gate: " + result).isNotEmpty().allSatisfy(event -> {
                assertThat(event.userId()).isEqualTo(userId());
                assertThat(event.clientId()).isNotEmpty();
                assertThat(event.details()).containsKeys("reason", "path");
            });
        }
        // A session for which a response left before stays.
        if (row.code() != ANEW) {
            assertThat(aws().realm().clientSessions(new TestUser(userId(), "", "")).stream()
                            .flatMap(List::stream))
                    .doesNotContain(AwsSide.CLIENT_ID)
                    .noneMatch(
                            client -> refusals.stream().map(TestEvent::clientId).anyMatch(client::equals));
        }
    }

    /** Rule S13: only <em>please sign in again</em>, without a cookie that would lead back here. */
    private void nothingIsShownOrWritten(boolean device) {
        assertThat(result.asksToSignInAgain()).as(result.toString()).isTrue();
        assertThat(result.asksForCode()).as(result.toString()).isFalse();
        assertThat(result.page().has("#kc-totp-secret-key")).isFalse();
        Page anotherTab = result.page().browser().copy().open(aws().console());
        assertThat(anotherTab.has("#kc-form-login")).as(anotherTab.toString()).isEqualTo(row.code() != FIRST_NEVER);
        assertThat(anotherTab.has("#virtual-mfa-sign-in-again"))
                .as(anotherTab.toString())
                .isFalse();
        assertThat(aws().realm().events())
                .filteredOn(event -> "not_authenticated".equals(event.details().get("reason")))
                .singleElement()
                .satisfies(event -> assertThat(event.userId()).isEqualTo(userId()));
        assertThat(aws().realm().admin().get("/users/" + userId() + "/credentials"))
                .filteredOn(credential -> credential.get("type").asText().equals("virtual-mfa"))
                // Who has just registered is somebody else, without one.
                .hasSize(device && userId().equals(given.person().user().id()) ? 1 : 0);
    }

    /** Types the code and passes what Keycloak shows between it and AWS. */
    private Page passed() {
        return PagesInBetween.passAll(person().pass(result.page()));
    }

    private Page signedInAgain() {
        return person().pass(result.page().click("#kc-sign-in-again"));
    }

    private SamlCheck.Accepted accepted(Page page) throws Exception {
        return Artifact.isOn(page)
                ? aws().accepted(Artifact.of(page).resolve(aws().realm(), AwsSide.CLIENT_ID))
                : aws().accepted(page);
    }

    private Person person() {
        return result.person() == null ? given.person() : result.person();
    }

    /** Looked up by name, for on some paths the account is made anew. */
    private String userId() {
        return aws().realm()
                .admin()
                .get("/users?exact=true&username=" + person().user().username())
                .path(0)
                .path("id")
                .asText();
    }

    private AwsSide aws() {
        return given.aws();
    }
}
