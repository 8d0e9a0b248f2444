package io.github.keycloakawsmfa.paths;

import static io.github.keycloakawsmfa.paths.PathToAws.Code.AFTER_SIGN_IN;
import static io.github.keycloakawsmfa.paths.PathToAws.Code.ANEW;
import static io.github.keycloakawsmfa.paths.PathToAws.Code.ASKED;
import static io.github.keycloakawsmfa.paths.PathToAws.Code.BEFORE;
import static io.github.keycloakawsmfa.paths.PathToAws.Code.FIRST_AFTER_SIGN_IN;
import static io.github.keycloakawsmfa.paths.PathToAws.Code.FIRST_NEVER;
import static io.github.keycloakawsmfa.paths.PathToAws.Code.NEVER;
import static io.github.keycloakawsmfa.paths.PathToAws.Code.NO_ROLE;
import static io.github.keycloakawsmfa.paths.PathToAws.Code.NO_ROLE_TOLD;
import static io.github.keycloakawsmfa.paths.PathToAws.Code.REFUSED;
import static io.github.keycloakawsmfa.paths.PathToAws.inAnOrganization;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.admin.devices.Unassigned;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.KeycloakServer;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.Settings;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.walk.AwsSide;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every path of Keycloak's that can end in a SAML response for AWS: tried without a code, tried with nothing but the gate in the way, and,
 * where it should work, walked with a code. docs/security.md shows the rows with their result; {@link PathExpectation} says what must be true of each.
 */
class PathMatrixIT {

    /** The rows. What a path does stands in the class that its walk names. */
    static final List<PathToAws> ROWS = List.of(
            new PathToAws("IdP-initiated sign-in", ASKED, DirectPaths::idpInitiated),
            new PathToAws("SP-initiated sign-in, HTTP-POST", ASKED, DirectPaths::spInitiatedByPost),
            new PathToAws("SP-initiated sign-in, HTTP-Redirect", ASKED, DirectPaths::spInitiatedByRedirect),
            new PathToAws("SSO cookie of another client", FIRST_AFTER_SIGN_IN, DirectPaths::ssoCookie),
            new PathToAws("IsPassive", BEFORE, DirectPaths::passive),
            new PathToAws("Remember-me, after the browser was closed", FIRST_AFTER_SIGN_IN, DirectPaths::rememberMe),
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
            new PathToAws(
                    "OpenID Connect broker, first sign-in, linked to an account by mail",
                    ASKED,
                    BrokeredPaths::firstLinkedByMail),
            new PathToAws(
                    "OpenID Connect broker, the link by mail opened elsewhere and passed over",
                    NEVER,
                    BrokeredPaths::linkedByMailPassedOver),
            new PathToAws("OpenID Connect broker, later sign-in", ASKED, BrokeredPaths::oidcLater),
            new PathToAws("SAML broker, first sign-in", ASKED, BrokeredPaths::samlFirst),
            new PathToAws("SAML broker, later sign-in", ASKED, BrokeredPaths::samlLater),
            new PathToAws("IdP-initiated SAML broker, first sign-in", ASKED, BrokeredPaths::idpInitiatedFirst),
            new PathToAws("IdP-initiated SAML broker, later sign-in", ASKED, BrokeredPaths::idpInitiatedLater),
            new PathToAws(
                    "Brokered at another client, then SSO cookie", FIRST_AFTER_SIGN_IN, BrokeredPaths::thenByCookie),
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
            new PathToAws(
                    "Impersonation, the page in between passed over", AFTER_SIGN_IN, ImpersonatedPaths::pagePassedOver),
            new PathToAws(
                    "Impersonation, laundered, the page that links an account passed over",
                    AFTER_SIGN_IN,
                    ImpersonatedPaths::linkPagePassedOver),
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
            inAnOrganization("Organization, SSO cookie", FIRST_AFTER_SIGN_IN, DirectPaths::ssoCookie),
            new PathToAws("A level is requested that AWS's flow has not", ASKED, LevelPaths::requested)
                    // Before, Keycloak did not read what a SAML request asks for, or what its client does.
                    .since("26.7.0"),
            new PathToAws("A least level of AWS's client", ASKED, LevelPaths::leastOfTheClient).since("26.7.0"),
            new PathToAws("A flow with levels in place of AWS's", ASKED, LevelPaths::flowWithLevels),
            new PathToAws(
                    "A flow with levels, the highest reached without a code",
                    FIRST_AFTER_SIGN_IN,
                    LevelPaths::reachedBefore),
            new PathToAws("Passkey", ASKED, PasskeyPath::signIn),
            new PathToAws("Password reset", ASKED, LinkPaths::passwordReset),
            new PathToAws("Password reset, link opened in another browser", NEVER, LinkPaths::passwordResetElsewhere),
            // Before, Keycloak left no note of it that a later step could see.
            new PathToAws("Registration", Settings.isSince("26.7.0") ? ASKED : AFTER_SIGN_IN, LinkPaths::registration),
            new PathToAws("E-mail verification link", ASKED, LinkPaths::verifiedAddress),
            new PathToAws(
                    "E-mail verification link, opened in another browser", NEVER, LinkPaths::verifiedAddressElsewhere),
            new PathToAws("Execute-actions link", NEVER, LinkPaths::executeActions),
            new PathToAws("Execute-actions link that sets a password", NEVER, LinkPaths::executeActionsWithPassword),
            new PathToAws("Execute-actions link that assigns a device", NEVER, LinkPaths::executeActionsWithDevice),
            new PathToAws("Execute-actions link, then AWS's address", NEVER, LinkPaths::executeActionsThenConsole),
            new PathToAws(
                    "Execute-actions link, its profile page passed over",
                    FIRST_AFTER_SIGN_IN,
                    LinkPaths.executeActionsPassedOver("UPDATE_PROFILE")),
            new PathToAws(
                    "Execute-actions link, its assigning of a device passed over",
                    FIRST_AFTER_SIGN_IN,
                    LinkPaths.executeActionsPassedOver("virtual-mfa", "UPDATE_PROFILE")),
            new PathToAws(
                    "Execute-actions link, address verified, its profile page passed over",
                    FIRST_AFTER_SIGN_IN,
                    LinkPaths.executeActionsPassedOver("VERIFY_EMAIL", "UPDATE_PROFILE")),
            new PathToAws(
                    "Execute-actions link, its OTP page passed over",
                    FIRST_AFTER_SIGN_IN,
                    LinkPaths.executeActionsPassedOver("CONFIGURE_TOTP")),
            new PathToAws(
                    "Execute-actions link, its new password passed over",
                    FIRST_AFTER_SIGN_IN,
                    LinkPaths.executeActionsPassedOver("UPDATE_PASSWORD")),
            new PathToAws(
                    "Execute-actions link of AWS's client, its page passed over",
                    FIRST_AFTER_SIGN_IN,
                    LinkPaths::executeActionsOfAwsPassedOver),
            new PathToAws(
                            "E-mail verification link in another browser, the next page passed over",
                            FIRST_AFTER_SIGN_IN,
                            LinkPaths::verifiedAddressElsewherePassedOver)
                    // Before, the other browser got no session that could be passed over to.
                    .since("26.7.0"),
            new PathToAws(
                    "Password reset, the new password passed over",
                    FIRST_AFTER_SIGN_IN,
                    LinkPaths::passwordResetPassedOver),
            new PathToAws("SAML ECP", REFUSED, MachinePaths::ecp),
            new PathToAws("Artifact binding", ASKED, MachinePaths::artifact),
            new PathToAws("Token exchange to SAML", REFUSED, MachinePaths::tokenExchange),
            new PathToAws("Admin console's example response", REFUSED, MachinePaths::example).since("26.7.0"),
            new PathToAws("Password grant, its tokens as cookies", NEVER, MachinePaths::passwordGrant),
            new PathToAws("No flow for AWS's client", ASKED, ChangedPaths::withoutOverride),
            new PathToAws("Copy of Keycloak's flow for AWS's client", ASKED, ChangedPaths::copyOfKeycloaksFlow),
            new PathToAws("Flow that takes a cookie only", FIRST_NEVER, ChangedPaths::cookieOnly),
            new PathToAws("Code disabled in the flow", ASKED, ChangedPaths.codeMade("DISABLED")),
            new PathToAws("Code alternative in the flow", ASKED, ChangedPaths.codeMade("ALTERNATIVE")),
            new PathToAws("Another client with AWS's address", NO_ROLE, OtherClients::awsAddress),
            new PathToAws(
                    "Another client, AWS's address in the request", NO_ROLE, OtherClients::awsAddressInTheRequest),
            new PathToAws(
                    "Another client with an address of Identity Center's in another partition",
                    NO_ROLE,
                    OtherClients::identityCenterInAnotherPartition),
            new PathToAws(
                    "Another client with Identity Center's path at an unknown host",
                    NO_ROLE,
                    OtherClients::identityCenterAtAnUnknownHost),
            new PathToAws("Another client that maps an AWS role", NO_ROLE, OtherClients::roleMapper),
            new PathToAws("Another client that maps AWS's audience", NO_ROLE, OtherClients::audienceMapper),
            new PathToAws("Another client that resolves audiences", NO_ROLE, OtherClients::audienceResolver),
            new PathToAws("Another client with an id of AWS's", NO_ROLE, OtherClients::awsClientIdOfAnotherPartition),
            new PathToAws("Copy of AWS's client", NO_ROLE_TOLD, OtherClients::copy),
            new PathToAws("Copy of AWS's client with roles", ASKED, OtherClients::copyWithRoles),
            new PathToAws("Copy of AWS's client without flow and marks", NO_ROLE, OtherClients::copyWithoutMarks),
            new PathToAws("Consent page after the code", ASKED, PagesInBetween::consent),
            new PathToAws("Consent page, code asked by the action", ASKED, PagesInBetween::consentWithoutFlow),
            new PathToAws("Terms before the code", ASKED, PagesInBetween.before("TERMS_AND_CONDITIONS")),
            new PathToAws("Terms after the code", ASKED, PagesInBetween.after("TERMS_AND_CONDITIONS")),
            new PathToAws("Profile page before the code", ASKED, PagesInBetween.before("UPDATE_PROFILE")),
            new PathToAws("Profile page after the code", ASKED, PagesInBetween.after("UPDATE_PROFILE")),
            new PathToAws("New password before the code", ASKED, PagesInBetween.before("UPDATE_PASSWORD")),
            new PathToAws("New password after the code", ASKED, PagesInBetween.after("UPDATE_PASSWORD")));

    /** With the token exchange that makes SAML assertions, which is off by default. */
    @RegisterExtension
    static final KeycloakServer server = KeycloakServer.equipped().shared();

    @RegisterExtension
    static final AwsSide plain = AwsSide.of(TestRealm.on(server, PathMatrixIT::doorsOpen));

    @RegisterExtension
    static final AwsSide organized = AwsSide.of(TestRealm.on(server, PathMatrixIT::doorsOpenToOrganizations));

    @RegisterExtension
    static final TestRealm home = TestRealm.on(server, realm -> {});

    private static int count;

    private AwsSide aws;
    private PathContext given;

    /** What asked for a code when the walk began. */
    private String asked;

    /** When the code of the evidence was typed that was there before; null where there was none. */
    private Instant typed;

    /** Everybody has a date ahead: until then a device may be put off elsewhere, and never here. */
    private static void doorsOpen(ObjectNode realm) {
        ObjectNode everybody = realm.putArray("groups").addObject().put("name", "everybody");
        everybody.putObject("attributes").putArray("aws-mfa.required-from").add("2999-01-01");
        realm.putArray("defaultGroups").add("/everybody");
        realm.put("registrationAllowed", true).put("resetPasswordAllowed", true).put("rememberMe", true);
    }

    private static void doorsOpenToOrganizations(ObjectNode realm) {
        doorsOpen(realm);
        realm.put("organizationsEnabled", true);
    }

    static Stream<Arguments> rowsWithAndWithoutDevice() {
        return rows().flatMap(row -> Stream.of(true, false).map(device -> Arguments.of(row, device)));
    }

    static Stream<Arguments> rowsWithoutPage() {
        return rowsWithAndWithoutDevice()
                .filter(row -> ((PathToAws) row.get()[0]).code().isWithoutPage());
    }

    static Stream<PathToAws> rows() {
        return ROWS.stream().filter(PathToAws::exists);
    }

    /** Most walks change nothing that set-up made. */
    @AfterEach
    void asSetUpLeftIt() {
        if (!aws.whatAsks().equals(asked)) {
            aws.setUp();
        }
    }

    @ParameterizedTest(name = "{0}, user with a device: {1}")
    @MethodSource("rowsWithAndWithoutDevice")
    void withoutACodeNothingReachesAwsAndWithOneItLeadsThereOrNowhere(PathToAws row, boolean device) throws Exception {
        begin(row, device);

        stopsBeforeTheCode(row, device);
    }

    @ParameterizedTest(name = "{0}, user with a device: {1}")
    @MethodSource("rowsWithoutPage")
    void afterACodeItLeadsThereOrNowhere(PathToAws row, boolean device) throws Exception {
        begin(row, device);
        aws.accepted(given.person().signInWithCode(aws.console()));

        walk(row).leadsToAwsOrNowhere();
    }

    /** AWS's client is signed in to by the realm's flow, as if an administrator had thought nothing of the override. */
    @Tag("long")
    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void theActionAloneDoesTheSame(PathToAws row) throws Exception {
        begin(row, true);
        aws.removeFlowOverride();

        stopsBeforeTheCode(row, true);
    }

    /** Neither flow nor required action is there, as if an administrator had removed both. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void theGateAloneHoldsIt(PathToAws row) throws Exception {
        begin(row, true);
        aws.leaveTheGateAlone();

        walk(row).isAtTheGate();
    }

    /** A user of nobody else's, with a role at AWS, at a browser without a cookie or, where the row wants it, in a session with evidence. */
    private void begin(PathToAws row, boolean device) {
        aws = row.organized() ? organized : plain;
        asked = aws.whatAsks();
        String id = Integer.toString(++count);
        Person person = aws.person("user-" + id, "Admin");
        if (device) {
            assign(person);
        }
        typed = row.code() == ANEW
                ? aws.accepted(person.signInWithCode(aws.console())).authnInstant()
                : null;
        aws.realm().clearEvents();
        given = new PathContext(aws, home, person, id);
    }

    /** By an administrator's two calls, which leave no session behind. */
    private void assign(Person person) {
        AdminApi admin = aws.realm().admin();
        String devices = Unassigned.devices(person.user());
        Unassigned created = Unassigned.create(admin, devices, "phone");
        aws.realm().clock().roomInStep();
        Phone.Pair pair = created.phone().pair(aws.realm().clock().now());
        admin.post(devices + "/" + created.id() + "/enable", Unassigned.body(pair));
        person.phone(created.phone());
    }

    /** Where the walk ends, nothing has left; from there, the phone leads on. */
    private void stopsBeforeTheCode(PathToAws row, boolean device) throws Exception {
        PathExpectation expectation = walk(row);
        expectation.isBeforeAws(device);
        expectation = expectation.afterNotNow(device);
        if (!row.code().isWithoutPage()) {
            expectation.leadsToAwsOrNowhere();
        }
    }

    private PathExpectation walk(PathToAws row) throws Exception {
        return new PathExpectation(row, given, row.walk().go(given), typed);
    }
}
