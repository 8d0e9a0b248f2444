package io.github.keycloakawsmfa.paths;

import static io.github.keycloakawsmfa.paths.PathToAws.Code.AFTER_SIGN_IN;
import static io.github.keycloakawsmfa.paths.PathToAws.Code.ANEW;
import static io.github.keycloakawsmfa.paths.PathToAws.Code.ASKED;
import static io.github.keycloakawsmfa.paths.PathToAws.Code.BEFORE;
import static io.github.keycloakawsmfa.paths.PathToAws.Code.NEVER;
import static io.github.keycloakawsmfa.paths.PathToAws.inAnOrganization;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.KeycloakServer;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import io.github.keycloakawsmfa.fixture.Traveller;
import io.github.keycloakawsmfa.walk.AwsSide;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every path of Keycloak's that can end in a SAML response for AWS: tried without a code, tried with nothing but the gate in the way, and,
 * where it should work, walked with a code. README shows the rows with their result.
 */
class PathMatrixIT {

    /** The rows. What a path does stands in the class that its walk names. */
    static final List<PathToAws> ROWS = List.of(
            new PathToAws("IdP-initiated sign-in", ASKED, DirectPaths::idpInitiated),
            new PathToAws("SP-initiated sign-in, HTTP-POST", ASKED, DirectPaths::spInitiatedByPost),
            new PathToAws("SP-initiated sign-in, HTTP-Redirect", ASKED, DirectPaths::spInitiatedByRedirect),
            new PathToAws("SSO cookie of another client", ASKED, DirectPaths::ssoCookie),
            new PathToAws("IsPassive", BEFORE, DirectPaths::passive),
            new PathToAws("Remember-me, after the browser was closed", ASKED, DirectPaths::rememberMe),
            new PathToAws("ForceAuthn", ANEW, DirectPaths::forceAuthn),
            new PathToAws(
                    "ForceAuthn, identity cookie deleted", ANEW, DirectPaths::forceAuthnWithTheIdentityCookieDeleted),
            new PathToAws("ForceAuthn, then login-actions/restart", ANEW, DirectPaths::forceAuthnRestartedByTheLink),
            new PathToAws(
                    "ForceAuthn, then login-actions/restart without sign-out", ANEW, DirectPaths::forceAuthnRestarted),
            new PathToAws("ForceAuthn by a broker", ANEW, BrokeredPaths::forceAuthn),
            new PathToAws("OpenID Connect broker, first sign-in", ASKED, BrokeredPaths::oidcFirst),
            new PathToAws(
                    "OpenID Connect broker, first sign-in, linked to an account by its password",
                    ASKED,
                    BrokeredPaths::firstWithAnAccount),
            new PathToAws("OpenID Connect broker, later sign-in", ASKED, BrokeredPaths::oidcLater),
            new PathToAws("SAML broker, first sign-in", ASKED, BrokeredPaths::samlFirst),
            new PathToAws("SAML broker, later sign-in", ASKED, BrokeredPaths::samlLater),
            new PathToAws("IdP-initiated SAML broker, first sign-in", ASKED, BrokeredPaths::idpInitiatedFirst),
            new PathToAws("IdP-initiated SAML broker, later sign-in", ASKED, BrokeredPaths::idpInitiatedLater),
            new PathToAws("Brokered at another client, then SSO cookie", ASKED, BrokeredPaths::thenByCookie),
            new PathToAws("Impersonation", AFTER_SIGN_IN, ImpersonatedPaths::atOnce),
            new PathToAws(
                    "Impersonation, a page of AWS was open before",
                    AFTER_SIGN_IN,
                    ImpersonatedPaths::pageOfAwsOpenBefore),
            new PathToAws("Impersonation, laundered at another client", AFTER_SIGN_IN, ImpersonatedPaths::laundered),
            new PathToAws(
                    "Impersonation, laundered with a page of AWS open",
                    AFTER_SIGN_IN,
                    ImpersonatedPaths::launderedWithAPageOfAwsOpen),
            new PathToAws(
                    "Impersonation, laundered, identity cookie deleted on the way",
                    AFTER_SIGN_IN,
                    ImpersonatedPaths::launderedWithTheIdentityCookieDeleted),
            new PathToAws(
                    "Impersonation, laundered, then step-up at another client",
                    AFTER_SIGN_IN,
                    ImpersonatedPaths::launderedThenStepUp),
            new PathToAws(
                    "Impersonation, laundered, then an account of the intruder's linked",
                    AFTER_SIGN_IN,
                    ImpersonatedPaths::launderedThenLinked),
            new PathToAws("Impersonation, then ForceAuthn", AFTER_SIGN_IN, ImpersonatedPaths::forceAuthn),
            new PathToAws(
                    "Impersonation, laundered, then ForceAuthn and login-actions/restart",
                    AFTER_SIGN_IN,
                    ImpersonatedPaths::launderedThenForceAuthnRestarted),
            inAnOrganization("Organization, its member's password", ASKED, OrganizationPaths::memberWithPassword),
            inAnOrganization(
                    "Organization, its identity provider", ASKED, OrganizationPaths::memberOfTheIdentityProvider),
            inAnOrganization(
                    "Organization, its identity provider, first sign-in",
                    ASKED,
                    OrganizationPaths::newMemberOfTheIdentityProvider),
            inAnOrganization("Organization, SSO cookie", ASKED, DirectPaths::ssoCookie),
            new PathToAws("A level is requested that AWS's flow has not", ASKED, LevelPaths::requested),
            new PathToAws("A least level of AWS's client", ASKED, LevelPaths::leastOfTheClient),
            new PathToAws("A flow with levels in place of AWS's", ASKED, LevelPaths::flowWithLevels),
            new PathToAws("A flow with levels, the highest reached without a code", ASKED, LevelPaths::reachedBefore));

    /** With the token exchange that makes SAML assertions, which is off by default. */
    @RegisterExtension
    static final KeycloakServer server = KeycloakServer.with("--features=token-exchange,admin-fine-grained-authz:v1")
            .build();

    @RegisterExtension
    static final AwsSide plain = AwsSide.of(TestRealm.on(server, PathMatrixIT::doorsOpen));

    @RegisterExtension
    static final AwsSide organized = AwsSide.of(TestRealm.on(server, PathMatrixIT::doorsOpenToOrganizations));

    @RegisterExtension
    static final TestRealm home = TestRealm.on(server, realm -> {});

    private static int count;

    private AwsSide aws;
    private Scene scene;

    /** Of the evidence that was there before; null where there was none. */
    private Instant typed;

    private static void doorsOpen(ObjectNode realm) {
        realm.put("registrationAllowed", true).put("resetPasswordAllowed", true).put("rememberMe", true);
    }

    private static void doorsOpenToOrganizations(ObjectNode realm) {
        doorsOpen(realm);
        realm.put("organizationsEnabled", true);
    }

    static Stream<Arguments> rowsWithAndWithoutDevice() {
        return ROWS.stream().flatMap(row -> Stream.of(true, false).map(device -> Arguments.of(row, device)));
    }

    static Stream<PathToAws> rows() {
        return ROWS.stream();
    }

    @AfterEach
    void asSetUpLeftIt() {
        aws.setUp();
    }

    @ParameterizedTest(name = "{0}, user with a device: {1}")
    @MethodSource("rowsWithAndWithoutDevice")
    void withoutACodeNothingReachesAws(PathToAws row, boolean device) throws Exception {
        begin(row, device);

        Arrival arrival = row.walk().go(scene);

        stopsBeforeAws(row, arrival, device);
    }

    /** AWS's client is signed in to by the realm's flow, as if an administrator had thought nothing of the override. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void theActionAloneDoesTheSame(PathToAws row) throws Exception {
        begin(row, true);
        aws.removeFlowOverride();

        Arrival arrival = row.walk().go(scene);

        stopsBeforeAws(row, arrival, true);
        if (row.code() != BEFORE) {
            leadsThereOrNowhere(row, arrival);
        }
    }

    /** Neither flow nor required action is there, as if an administrator had removed both. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void theGateAloneHoldsIt(PathToAws row) throws Exception {
        begin(row, true);
        aws.leaveTheGateAlone();

        Arrival arrival = row.walk().go(scene);

        assertThat(arrival.hasAssertion()).as(arrival.toString()).isFalse();
        assertThat(arrival.asksForCode()).as(arrival.toString()).isFalse();
        if (row.code() != NEVER) {
            assertThat(aws.refusals())
                    .as("it was the gate: " + arrival)
                    .isNotEmpty()
                    .allSatisfy(event -> {
                        assertThat(event.userId()).isEqualTo(user());
                        assertThat(event.clientId()).isNotEmpty();
                        assertThat(event.details()).containsKeys("reason", "path");
                    });
        }
        if (row.code() != ANEW) {
            assertThat(aws.realm().clientSessions(new TestUser(user(), "", "")).stream()
                            .flatMap(List::stream))
                    .doesNotContain(AwsSide.CLIENT_ID);
        }
    }

    @ParameterizedTest(name = "{0}, user with a device: {1}")
    @MethodSource("rowsWithAndWithoutDevice")
    void withACodeItLeadsThereOrNowhere(PathToAws row, boolean device) throws Exception {
        begin(row, device);
        if (row.code() == BEFORE) {
            aws.accepted(scene.traveller().signIn(aws.console()));
        }

        Arrival arrival = row.walk().go(scene);

        leadsThereOrNowhere(row, arrival);
    }

    /** A user of nobody else's, with a role at AWS, at a browser without a cookie or, where the row wants it, in a session with evidence. */
    private void begin(PathToAws row, boolean device) {
        aws = row.organized() ? organized : plain;
        String id = Integer.toString(++count);
        Traveller traveller = aws.traveller("user-" + id, "Admin");
        if (device) {
            aws.accepted(traveller.signIn(aws.console()));
            traveller = traveller.elsewhere();
            aws.realm().admin().post("/users/" + traveller.user().id() + "/logout", Map.of());
        }
        typed = row.code() == ANEW
                ? aws.accepted(traveller.signIn(aws.console())).authnInstant()
                : null;
        aws.realm().clearEvents();
        scene = new Scene(aws, home, traveller, id);
    }

    /** The user's id, for on some paths the account is made anew. */
    private String user() {
        String name = scene.traveller().user().username();
        return aws.realm()
                .admin()
                .get("/users?exact=true&username=" + name)
                .path(0)
                .path("id")
                .asText();
    }

    private void stopsBeforeAws(PathToAws row, Arrival arrival, boolean device) {
        assertThat(arrival.hasAssertion()).as(arrival.toString()).isFalse();
        switch (row.code()) {
            case ASKED, ANEW -> {
                assertThat(arrival.asksForCode()).as(arrival.toString()).isTrue();
                assertThat(aws.refusals()).isEmpty();
            }
            case AFTER_SIGN_IN -> nothingIsShownOrWritten(arrival, device);
            default -> assertThat(arrival.asksForCode()).as(arrival.toString()).isFalse();
        }
    }

    /** The phone is at hand from here on. */
    private void leadsThereOrNowhere(PathToAws row, Arrival arrival) {
        switch (row.code()) {
            case ASKED -> aws.accepted(scene.traveller().pass(arrival.page()));
            case ANEW ->
                assertThat(aws.accepted(scene.traveller().pass(arrival.page())).authnInstant())
                        .isAfter(typed);
            case AFTER_SIGN_IN ->
                aws.accepted(scene.traveller().pass(arrival.page().click("#kc-sign-in-again")));
            case BEFORE -> aws.accepted(arrival.page());
            case NEVER ->
                assertThat(arrival.hasAssertion()).as(arrival.toString()).isFalse();
        }
        if (row.code() != NEVER) {
            assertThat(aws.refusals()).isEmpty();
        }
    }

    /** Rule S13: only <em>please sign in again</em>, without a cookie that would lead back here. */
    private void nothingIsShownOrWritten(Arrival arrival, boolean device) {
        assertThat(arrival.asksToSignInAgain()).as(arrival.toString()).isTrue();
        assertThat(arrival.asksForCode()).as(arrival.toString()).isFalse();
        assertThat(arrival.page().has("#kc-totp-secret-key")).isFalse();
        Page anotherTab = scene.browser().copy().open(aws.console());
        assertThat(anotherTab.has("#kc-form-login")).as(anotherTab.toString()).isTrue();
        assertThat(aws.realm().events())
                .filteredOn(event -> "no_standing".equals(event.details().get("reason")))
                .singleElement()
                .satisfies(event -> assertThat(event.userId()).isEqualTo(user()));
        assertThat(aws.realm().admin().get("/users/" + user() + "/credentials"))
                .filteredOn(credential -> credential.get("type").asText().equals("virtual-mfa"))
                .hasSize(device ? 1 : 0);
    }
}
