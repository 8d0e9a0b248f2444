package io.github.keycloakawsmfa.walk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import io.github.keycloakawsmfa.walk.Look.Screen;
import io.github.keycloakawsmfa.walk.Look.Scripts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page for administrators, in a real browser. */
class AdminPageWalkIT {

    private static final Look ENGLISH =
            new Look("en", Screen.DESKTOP, ColorScheme.LIGHT, Scripts.NOT_INLINE, Look.NEW_THEME);

    private static final List<String> PARTS =
            List.of("overview", "users", "tokens", "migration", "check", "aws", "refusals", "report");

    /** In a browser's console: what calls may have. */
    private static final Pattern CALLS = Pattern.compile("Failed to load resource: .*");

    @RegisterExtension
    static final AwsSide aws = AwsSide.create();

    private static final TestRealm realm = aws.realm();

    private static TestUser administrator;
    private static TestUser viewer;
    private static TestUser nobody;

    private final List<String> complaints = new ArrayList<>();
    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void switchThePageOn() {
        realm.admin().post("/aws-mfa/setup", Map.of("adminPage", true));
        administrator = administrator("boss", "realm-admin");
        viewer = administrator("viewer", "view-users");
        nobody = realm.user("nobody");
        realm.admin().post("/groups", Map.of("name", "staff"));
        realm.user("carol", user -> user.putArray("groups").add("/staff"));
        aws.person("dave", "Admin").assign();
        // A refusal: no code in this session.
        aws.leaveTheGateAlone();
        aws.person("erin", "Admin").signIn();
        aws.setUp();
    }

    private static TestUser administrator(String name, String role) {
        TestUser user = realm.user(name);
        realm.grant(user, realm.clientUuid("realm-management"), role);
        return user;
    }

    @AfterEach
    void closeTheBrowser() {
        if (context != null) {
            context.close();
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void signsInWithPkceAndKeepsNoToken() {
        List<String> requests = new ArrayList<>();
        realm.admin().post("/users/" + administrator.id() + "/logout", Map.of());
        browser(ENGLISH);
        page.onRequest(request -> requests.add(request.url() + " " + request.postData()));
        open(realm, "#users?device=all", administrator);

        assertThat(button("Manage carol")).isVisible();
        assertThat(requests)
                .anyMatch(one -> one.contains("/protocol/openid-connect/auth?")
                        && one.contains("code_challenge_method=S256")
                        && one.contains("response_type=code"));
        assertThat(requests)
                .anyMatch(one -> one.contains("/protocol/openid-connect/token ")
                        && one.contains("grant_type=authorization_code")
                        && one.contains("code_verifier="));
        assertThat(page.evaluate("JSON.stringify([Object.values(localStorage), Object.values(sessionStorage)])"))
                .isEqualTo("[[],[]]");
        assertThat(page.url()).isEqualTo(realm.url("/aws-mfa/admin") + "#users?device=all");

        page.click("#sign-out");
        assertThat(page.locator("#kc-form-login")).isVisible();
        assertThat(realm.admin().get("/users/" + administrator.id() + "/sessions"))
                .isEmpty();
    }

    @Test
    void handsOutATicketOnceAndDeactivatesADeviceAfterAQuestion() {
        browser(ENGLISH);
        open(realm, "#users?device=all", administrator);

        button("Manage carol").click();
        button("Issue ticket").click();
        String ticket = page.locator("#ticket").innerText();
        assertThat(ticket).matches("[A-Z0-9]{4}(-[A-Z0-9]{4}){3}");
        assertThat(realm.admin().get("/aws-mfa/users?ticket=true").findValuesAsText("username"))
                .containsExactly("carol");
        button("Unlock").click();
        assertThat(dialog()).containsText("Unlocked");
        assertThat(realm.events("UPDATE_CREDENTIAL"))
                .extracting(event -> event.details().get("reason"))
                .contains("unlocked_by_administrator");
        page.keyboard().press("Escape");
        assertThat(dialog()).not().isAttached();
        assertThat(page.content()).doesNotContain(ticket);
        assertThat(button("Manage carol")).isFocused();

        button("Manage dave").click();
        button("Deactivate").first().click();
        Locator question = page.getByRole(AriaRole.ALERTDIALOG);
        assertThat(question).containsText("It is the only device");
        question.getByText("Cancel").click();
        assertThat(realm.events("REMOVE_CREDENTIAL")).isEmpty();
        button("Deactivate").first().click();
        question.getByText("Deactivate", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(dialog()).containsText("This user has no device.");
        assertThat(realm.events("REMOVE_CREDENTIAL"))
                .extracting(event -> event.details().get("reason"))
                .containsExactly("deactivated_by_administrator");
        page.keyboard().press("Escape");
        assertThat(page.locator("tr", new Page.LocatorOptions().setHasText("dave")))
                .containsText("No device");
    }

    @Test
    void fixesAfterADryRunOnly() {
        aws.change(client -> client.withObject("attributes").put("saml.allow.ecp.flow", "true"));
        browser(ENGLISH);
        open(realm, "#check", administrator);

        Locator finding = page.locator("[data-finding=ecp-on]");
        finding.getByRole(AriaRole.BUTTON).click();
        assertThat(dialog()).containsText("nothing is changed yet");
        assertThat(dialog()).containsText("ecp-on");
        assertThat(ecp()).isEqualTo("true");
        button("Fix it now").click();
        assertThat(dialog()).containsText("Fixed");
        assertThat(ecp()).isNotEqualTo("true");
        button("Close").click();
        assertThat(finding).not().isAttached();
    }

    private static String ecp() {
        return realm.admin()
                .get("/clients/" + aws.clientUuid())
                .at("/attributes/saml.allow.ecp.flow")
                .asText();
    }

    @Test
    void theReportBecomesAFile() throws Exception {
        browser(ENGLISH);
        // A headless browser has nobody who chooses a file: one time the page gets none to write, one time a private
        // one.
        context.addInitScript("delete globalThis.showSaveFilePicker");
        open(realm, "#report", administrator);

        Download csv = page.waitForDownload(() -> button("Download CSV").click());
        assertThat(csv.suggestedFilename()).matches("aws-mfa-test-.*\\.csv");
        List<String> lines = Files.readAllLines(csv.path());
        assertThat(lines.get(0)).startsWith("user,arn,user_creation_time,");
        assertThat(lines).anyMatch(line -> line.startsWith("carol,"));
        assertThat(page.locator("main")).containsText("The report is saved");

        show("overview");
        show("report");
        page.evaluate("globalThis.showSaveFilePicker = async () =>"
                + " (await navigator.storage.getDirectory()).getFileHandle('report', {create: true})");
        button("Download JSON lines").click();
        assertThat(page.locator("main")).containsText("The report is saved");
        String written =
                (String) page.evaluate("navigator.storage.getDirectory().then(at => at.getFileHandle('report'))"
                        + ".then(handle => handle.getFile()).then(file => file.text())");
        List<String> users = new ArrayList<>();
        for (String line : written.lines().toList()) {
            users.add(AdminApi.JSON.readTree(line).path("user").asText());
        }
        assertThat(users).contains("boss", "carol", "dave");
    }

    @Test
    void takesAVendorsFileAndLooksAfterItsTokens() {
        browser(ENGLISH);
        open(realm, "#tokens", administrator);

        file("serial,secret (hex)\nPAGE-1,nonsense\n");
        button("Read it…").click();
        assertThat(page.locator("main")).containsText("Line 2");
        file("serial,secret (hex)\nPAGE-1," + "31".repeat(20) + "\nPAGE-2," + "32".repeat(20) + "\n");
        button("Read it…").click();
        Locator question = page.getByRole(AriaRole.ALERTDIALOG);
        assertThat(question).containsText("Import 2 tokens?");
        assertThat(realm.admin().send("GET", "/aws-mfa/tokens/PAGE-1", null).status())
                .isEqualTo(404);
        question.getByText("Import", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.locator("main")).containsText("delete it");
        assertThat(page.locator("[data-part] tbody tr")).hasCount(2);

        show("users");
        page.selectOption("#filter-device", "all");
        button("Manage carol").click();
        page.fill("#token-serial", "page-1");
        button("Assign token").click();
        assertThat(dialog()).containsText("the one after them does");
        assertThat(dialog()).containsText("token PAGE-1");
        page.keyboard().press("Escape");

        show("tokens");
        page.fill("#token-serial", "page-1");
        page.getByRole(AriaRole.SEARCH).getByRole(AriaRole.BUTTON).click();
        Locator row = page.locator("[data-part] tbody tr");
        assertThat(row).hasCount(1);
        assertThat(row).containsText("Assigned");
        row.getByRole(AriaRole.LINK).click();
        assertThat(button("Manage carol")).isVisible();
        page.goBack();
        button("Token PAGE-1 is lost").click();
        question.getByText("Lost", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(row).containsText("Lost");
        assertThat(row).not().containsText("carol");
        button("Token PAGE-1 was returned").click();
        question.getByText("Returned", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(row).containsText("Waiting");
        button("Remove token PAGE-1").click();
        question.getByText("Remove", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(row).hasCount(0);
        page.fill("#token-serial", "page-1");
        page.getByRole(AriaRole.SEARCH).getByRole(AriaRole.BUTTON).click();
        page.reload();
        assertThat(page.locator("main")).containsText("no token with the serial number page-1");
        realm.admin().delete("/aws-mfa/tokens/PAGE-2");
    }

    private void file(String text) {
        page.setInputFiles(
                "#token-file", new FilePayload("tokens.csv", "text/csv", text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void movesOneTimeCodesInAndBack() {
        String user = People.of(realm).withBuiltInCodes().user().id();
        realm.admin().post("/aws-mfa/setup", Map.of("migration", Map.of("stepForBoth", true)));
        browser(ENGLISH);
        open(realm, "#migration", administrator);

        Locator in = page.locator("section", new Page.LocatorOptions().setHasText("Set up until"));
        in.getByRole(AriaRole.BUTTON).click();
        assertThat(in).containsText("\"before\" is needed");
        page.fill("#migration-before", "2999-01-01T00:00");
        in.getByText("See what would be").click();
        assertThat(in).containsText("lies ahead");
        page.fill(
                "#migration-before",
                LocalDateTime.ofInstant(realm.clock().now(), ZoneId.systemDefault())
                        .truncatedTo(ChronoUnit.MINUTES)
                        .toString());
        in.getByText("See what would be").click();
        assertThat(in).containsText("1 one-time code of 1 user");
        assertThat(realm.admin().get("/aws-mfa/users/" + user + "/devices")).isEmpty();
        in.getByText("Make devices of them").click();
        Locator question = page.getByRole(AriaRole.ALERTDIALOG);
        question.getByText("Make devices of them").click();
        assertThat(in).containsText("Done");
        assertThat(realm.admin().get("/aws-mfa/users/" + user + "/devices")).hasSize(1);
    }

    static List<Look> looks() {
        return List.of(ENGLISH, new Look("ja", Screen.PHONE, ColorScheme.DARK, Scripts.NOT_INLINE, Look.NEW_THEME));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void everyPartIsReadableByEverybody(Look look) {
        browser(look);
        open(realm, "", administrator);

        for (String part : PARTS) {
            show(part);
            assertThat(page.locator("main")).not().containsText(Pattern.compile("undefined|\\[object"));
            look.at(page, "admin-" + part);
        }
        assertThat(page.locator("html")).hasAttribute("dir", "ltr");
        page.locator("nav a[href='#users']").click();
        page.locator("[data-user]").first().click();
        assertThat(page.locator("[aria-busy]")).hasCount(0);
        look.at(page, "admin-user");
        page.keyboard().press("Escape");
        show("aws");
        page.locator("main button", new Page.LocatorOptions().setHasText("CloudFormation"))
                .click();
        assertThat(page.locator("main")).containsText("AWS::IAM::SAMLProvider");
        look.at(page, "admin-template");
    }

    @Test
    void saysWhyTheGateRefused() {
        browser(ENGLISH);
        open(realm, "#refusals", administrator);

        Locator row = page.locator("tbody tr").first();
        assertThat(row).containsText("erin");
        assertThat(row).containsText(AwsSide.CLIENT_ID);
        assertThat(row).containsText("evidence_missing");
    }

    @Test
    void aKeyboardIsEnough() {
        browser(ENGLISH);
        open(realm, "#users?device=all", administrator);
        assertThat(button("Manage carol")).isVisible();

        page.keyboard().press("Tab");
        assertThat(page.getByText("Skip to content")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("main")).isFocused();
        button("Manage carol").focus();
        page.keyboard().press("Enter");
        assertThat(dialog().locator("h2")).isFocused();
        page.keyboard().press("Escape");
        assertThat(button("Manage carol")).isFocused();
        page.locator("nav a[href='#report']").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).isFocused();
        assertThat(page.locator("h1")).hasText("Report");
    }

    @Test
    void whoMaySeeUsersSeesUsersAndChangesNothing() {
        browser(ENGLISH);
        open(realm, "", viewer);

        assertThat(page.locator("main")).containsText("By group");
        show("check");
        assertThat(page.locator("main")).containsText("You may not see this");
        show("refusals");
        assertThat(page.locator("main")).containsText("You may not see this");
        show("users");
        button("Manage carol").click();
        button("Issue ticket").click();
        assertThat(dialog()).containsText("You may not do this");
        assertThat(page.locator("#ticket")).not().isAttached();
    }

    @Test
    void whoHasNoRoleSeesNothing() {
        browser(ENGLISH);
        open(realm, "", nobody);

        for (String part : List.of("overview", "users", "check", "aws", "refusals")) {
            show(part);
            assertThat(page.locator("main")).containsText("You may not see this");
        }
    }

    /** The administrator of the realm has roles that the page does not use: its token has not. */
    @Test
    void itsTokenDoesNotImpersonate() {
        List<String> tokens = new ArrayList<>();
        browser(ENGLISH);
        page.onRequest(request -> {
            String token = request.headers().get("authorization");
            if (token != null) {
                tokens.add(token);
            }
        });
        open(realm, "", administrator);
        show("overview");

        assertThat(tokens).isNotEmpty();
        String call =
                "async ([url, method, token]) => (await fetch(url, {method, headers: {Authorization: token}})).status";
        String admin = realm.server().baseUrl() + "/admin/realms/" + realm.name();
        assertThat(page.evaluate(call, List.of(admin + "/users?max=1", "GET", tokens.get(0))))
                .isEqualTo(200);
        assertThat(page.evaluate(
                        call, List.of(admin + "/users/" + nobody.id() + "/impersonation", "POST", tokens.get(0))))
                .isEqualTo(403);
        assertThat(page.evaluate(call, List.of(admin + "/identity-provider/instances", "GET", tokens.get(0))))
                .isEqualTo(403);
    }

    @Test
    void whoseSessionIsGoneSignsInAgainAndComesBack() {
        browser(ENGLISH);
        page.clock().install();
        open(realm, "", administrator);
        show("overview");
        realm.admin().post("/users/" + administrator.id() + "/logout", Map.of());

        page.clock().fastForward("10:00");
        page.locator("nav a[href='#check']").click();
        signIn(administrator);
        assertThat(page.locator("h1")).hasText("Check");
        assertThat(page.locator("main")).containsText("Check again");
    }

    @Test
    void theAdministratorsOfMasterAdministerARealm() {
        AdminApi master = realm.server().admin().realm("master");
        Map<String, Object> on = Map.of("adminPage", true);
        assertThat(master.send("POST", "/aws-mfa/setup", on).status()).isEqualTo(400);
        master.post("/aws-mfa/setup?confirm=master", on);
        try {
            TestUser root =
                    new TestUser("", realm.server().adminName(), realm.server().adminPassword());
            browser(ENGLISH);
            page.navigate(realm.server().baseUrl() + "/realms/master/aws-mfa/admin?realm=" + realm.name()
                    + "&ui_locales=ja#users?device=all");
            signIn(root);
            assertThat(button("carolを管理")).isVisible();
            assertThat(page.locator("html")).hasAttribute("lang", "ja");
            page.navigate(realm.server().baseUrl() + "/realms/master/aws-mfa/admin");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(realm.name()))
                    .click();
            assertThat(page.locator("header")).containsText(realm.name());
            assertThat(page.locator("main")).containsText("/staff");
        } finally {
            master.post("/aws-mfa/setup?confirm=master", Map.of("adminPage", false));
        }
    }

    private void browser(Look look) {
        context = look.open();
        context.addInitScript("addEventListener('securitypolicyviolation', event =>"
                + " console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI))");
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())
                    && page.url().contains("/aws-mfa/admin")
                    && !CALLS.matcher(message.text()).matches()) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    private void open(TestRealm of, String at, TestUser user) {
        page.navigate(of.url("/aws-mfa/admin") + at);
        signIn(user);
        assertThat(page.locator("main")).isVisible();
    }

    private void signIn(TestUser user) {
        page.fill("#username", user.username());
        page.fill("#password", user.password());
        page.click("#kc-login");
    }

    /** Goes to a part, and waits until it has all that it shows. */
    private void show(String part) {
        page.locator("nav a[href='#" + part + "']").click();
        assertThat(page.locator("main[data-part=" + part + "]")).isVisible();
        assertThat(page.locator("[aria-busy]")).hasCount(0);
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(!name.equals("Deactivate")));
    }

    private Locator dialog() {
        return page.locator("dialog:not([role])");
    }
}
