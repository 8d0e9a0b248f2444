package io.github.keycloakawsmfa.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AwsSignInTest {

    private static final URI REALM = URI.create("http://localhost:8080/realms/demo");
    private static final Instant NOW = Instant.parse("2031-05-06T07:08:09Z");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static TestIdentityProvider idp;
    private static AwsSignIn signIn;

    @BeforeAll
    static void start() throws Exception {
        idp = TestIdentityProvider.create(REALM.toString());
        IdentityProvider metadata = IdentityProvider.ofDescriptor(idp.descriptor());
        signIn = AwsSignIn.start(0, REALM, () -> metadata, new TestClock(NOW));
    }

    @AfterAll
    static void stop() {
        signIn.close();
    }

    private static TestResponse response() {
        return new TestResponse(idp, signIn.samlEndpoint().toString(), NOW);
    }

    /** The form as saml2aws and other command lines read it from AWS. */
    @Test
    void showsTheChooserThatAwsShows() throws Exception {
        String samlResponse = response()
                .with(
                        AwsRules.PREFIX + "Role",
                        TestResponse.ADMIN,
                        TestResponse.READ_ONLY,
                        TestResponse.ADMIN.replace("123456789012", "000000000001"))
                .signed();

        Document page = shown(post("/saml", Map.of("SAMLResponse", samlResponse, "RelayState", "a\"b<c")), 200);

        Element form = page.selectFirst("form#saml_form");
        assertThat(form.attr("action")).isEqualTo("/saml");
        assertThat(form.attr("method")).isEqualTo("post");
        assertThat(form.select("input[type=hidden]").eachAttr("name"))
                .containsExactlyInAnyOrder("RelayState", "SAMLResponse", "name");
        assertThat(form.selectFirst("[name=RelayState]").val()).isEqualTo("a\"b<c");
        assertThat(form.selectFirst("[name=SAMLResponse]").val()).isEqualTo(samlResponse);
        assertThat(form.select("fieldset > div.saml-account > div.saml-account-name")
                        .eachText())
                .containsExactly("Account: demo-0001 (000000000001)", "Account: demo-9012 (123456789012)");
        assertThat(form.select("input[name=roleIndex][type=radio].saml-radio").eachAttr("value"))
                .containsExactly(
                        "arn:aws:iam::000000000001:role/Admin",
                        "arn:aws:iam::123456789012:role/Admin",
                        "arn:aws:iam::123456789012:role/ReadOnly");
        assertThat(form.select("label").eachAttr("for"))
                .isEqualTo(form.select(".saml-radio").eachAttr("value"));
        assertThat(form.selectFirst("#signin_button")).isNotNull();
    }

    @Test
    void opensTheConsoleWithTheChosenRole() throws Exception {
        HttpResponse<String> answer = post(
                "/saml",
                Map.of(
                        "SAMLResponse", response().signed(),
                        "RelayState", "https://console.aws.amazon.com/ec2",
                        "roleIndex", "arn:aws:iam::123456789012:role/ReadOnly"));

        Document page = shown(answer, 200);
        assertThat(page.selectFirst("#console-identity").text()).isEqualTo("ReadOnly/test-admin1");
        assertThat(page.selectFirst("#console-account").text()).isEqualTo("demo-9012 (123456789012)");
        assertThat(page.selectFirst("#console-until").text()).isEqualTo("6 May 2031, 09:08 UTC");
        assertThat(page.text()).contains("https://console.aws.amazon.com/ec2");
    }

    @Test
    void asksNothingWhereThereIsOneRole() throws Exception {
        String samlResponse = response()
                .with(AwsRules.PREFIX + "Role", TestResponse.READ_ONLY)
                .signed();

        Document page = shown(post("/saml", Map.of("SAMLResponse", samlResponse)), 200);

        assertThat(page.selectFirst("#console-identity").text()).isEqualTo("ReadOnly/test-admin1");
    }

    @Test
    void refusesARoleThatTheAssertionDoesNotGive() throws Exception {
        HttpResponse<String> answer = post(
                "/saml",
                Map.of("SAMLResponse", response().signed(), "roleIndex", "arn:aws:iam::123456789012:role/Owner"));

        assertThat(shown(answer, 403).selectFirst("#aws-error").text())
                .isEqualTo("Not authorized to perform sts:AssumeRoleWithSAML"
                        + " (Service: AWSSecurityTokenService; Status Code: 403; Error Code: AccessDenied)");
    }

    @Test
    void showsAwssWordsForAnInvalidResponse() throws Exception {
        String words = "Your request included an invalid SAML response. To logout, click here.";

        assertThat(shown(post("/saml", Map.of("SAMLResponse", "nonsense")), 400)
                        .selectFirst("#aws-error")
                        .text())
                .isEqualTo(words);
        assertThat(shown(post("/saml", Map.of()), 400).selectFirst("#aws-error").text())
                .isEqualTo(words);
        assertThat(shown(get("/saml"), 400).selectFirst("#aws-error").text()).isEqualTo(words);
    }

    @Test
    void escapesWhatTheResponseSays() throws Exception {
        String samlResponse = response()
                .with(AwsRules.PREFIX + "RoleSessionName", "<script>alert(1)</script>")
                .signed();

        Document page = shown(post("/saml", Map.of("SAMLResponse", samlResponse)), 400);

        assertThat(page.select("script")).isEmpty();
        assertThat(page.selectFirst("#reason").text()).contains("<script>alert(1)</script>");
    }

    @Test
    void readsNoEndlessRequest() throws Exception {
        HttpResponse<String> answer = post("/saml", Map.of("SAMLResponse", "A".repeat(Form.MAX_BYTES)));

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void isIdentityCenterToo() throws Exception {
        String endpoint = signIn.identityCenterEndpoint().toString();
        String samlResponse = new TestResponse(idp, endpoint, NOW)
                .audience(signIn.identityCenterEntityId())
                .with(AwsRules.PREFIX + "AccessControl:mfa", "true")
                .spoil(
                        xml -> xml.replace(
                                "<saml:NameID>test-admin1",
                                "<saml:NameID Format=\"urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\">a@example.test"))
                .signed();
        String path = signIn.identityCenterEndpoint().getPath();

        Document page = shown(post(path, Map.of("SAMLResponse", samlResponse)), 200);
        assertThat(page.selectFirst("#portal-user").text()).isEqualTo("a@example.test");
        assertThat(page.selectFirst("#portal-attributes").text()).isEqualTo("{mfa=true}");

        Document error = shown(post(path, Map.of("SAMLResponse", response().signed())), 400);
        assertThat(error.selectFirst("#aws-error").text()).isEqualTo("An unexpected error has occurred");
    }

    @Test
    void leadsOnFromTheStartPage() throws Exception {
        Document page = shown(get("/"), 200);

        assertThat(page.select("main a").eachAttr("href"))
                .contains(
                        REALM + "/protocol/saml/clients/amazon-aws",
                        "/phone",
                        "http://localhost:8080/admin/master/console/#/demo");
    }

    @Test
    void saysOnEveryPageThatItIsNotAws() throws Exception {
        for (String path : new String[] {"/", "/phone", "/saml", "/nowhere"}) {
            Document page = Jsoup.parse(get(path).body());
            assertThat(page.selectFirst("html").attr("lang")).isEqualTo("en");
            assertThat(page.selectFirst("header").text()).contains("stand-in, not AWS");
            assertThat(page.title()).contains("stand-in, not AWS");
        }
    }

    @Test
    void keepsPagesOutOfCaches() throws Exception {
        HttpResponse<String> answer = get("/phone");

        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
    }

    @Test
    void listensOnLoopbackOnly() throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getByName("127.0.0.1"), signIn.url().getPort())) {
            assertThat(socket.isConnected()).isTrue();
        }
        InetAddress own = InetAddress.getLocalHost();
        if (!own.isLoopbackAddress()) {
            assertThat(reachable(own)).isFalse();
        }
    }

    private static boolean reachable(InetAddress address) {
        try (Socket socket = new Socket(address, signIn.url().getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static Document shown(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return Jsoup.parse(answer.body());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(signIn.url() + path)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, Map<String, String> fields) throws Exception {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(signIn.url() + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
