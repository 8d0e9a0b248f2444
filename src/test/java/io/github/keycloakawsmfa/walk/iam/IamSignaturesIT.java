package io.github.keycloakawsmfa.walk.iam;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.walk.iam.SignedPost.Reply;
import io.github.keycloakawsmfa.walk.iam.SignedPost.Scope;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("IAM's calls are taken from service accounts with a right signature only:")
class IamSignaturesIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static final String LIST = SignedPost.form(Map.of("Action", "ListUsers"));

    @TempDir
    static Path directory;

    private static URI endpoint;
    private static ServiceAccount account;

    @BeforeAll
    static void setUp() {
        People.of(realm);
        realm.admin().post("/aws-mfa/setup", Map.of("iamApi", true));
        account = ServiceAccount.in(realm, "https://pipelines.example/a", "manage-users");
        endpoint = realm.url("/aws-mfa/iam");
    }

    private static SignedPost signed(String body) {
        return SignedPost.of(endpoint, account, body, now());
    }

    private static Scope now() {
        return new Scope("iam", "us-east-1", realm.clock().now());
    }

    @Test
    void eachIsGoodOnce() throws Exception {
        SignedPost post = signed(LIST);

        assertThat(post.send().code()).isEqualTo("200");
        Reply again = post.send();
        assertThat(again.code()).isEqualTo("403 SignatureDoesNotMatch");
        assertThat(again.body()).contains("used already");
    }

    @ParameterizedTest
    @CsvSource({"-301, expired", "-86400, expired", "302, not yet current"})
    void notNow(long seconds, String why) throws Exception {
        Reply reply = SignedPost.of(
                        endpoint,
                        account,
                        LIST,
                        new Scope("iam", "us-east-1", realm.clock().now().plusSeconds(seconds)))
                .send();

        assertThat(reply.code()).isEqualTo("403 SignatureDoesNotMatch");
        assertThat(reply.body()).contains(why);
    }

    @ParameterizedTest
    @ValueSource(longs = {-290, 290})
    void withinFiveMinutes(long seconds) throws Exception {
        Scope scope = new Scope("iam", "us-east-1", realm.clock().now().plusSeconds(seconds));

        assertThat(SignedPost.of(endpoint, account, LIST, scope).send().code()).isEqualTo("200");
    }

    @ParameterizedTest
    @CsvSource({"iam, eu-central-1", "sts, us-east-1", "iam, aws-global"})
    void otherServicesAndRegions(String service, String region) throws Exception {
        Scope scope = new Scope(service, region, realm.clock().now());

        Reply reply = SignedPost.of(endpoint, account, LIST, scope).send();
        assertThat(reply.code()).isEqualTo("403 SignatureDoesNotMatch");
        assertThat(reply.body()).contains("Credential should be scoped to");
    }

    @Test
    void somethingElseThanWasSigned() throws Exception {
        String other = SignedPost.form(Map.of("Action", "GetUser"));

        assertThat(signed(LIST).withBody(other).send().code()).isEqualTo("403 SignatureDoesNotMatch");
        assertThat(signed(LIST)
                        .with("X-Amz-Date", SignedPost.basic(Instant.now().minusSeconds(60)))
                        .send()
                        .code())
                .isEqualTo("403 SignatureDoesNotMatch");
        assertThat(signed(LIST).without("Authorization").send().code()).isEqualTo("403 MissingAuthenticationToken");
        assertThat(signed(LIST)
                        .with("Authorization", "AWS4-HMAC-SHA256 Credential=x")
                        .send()
                        .code())
                .isEqualTo("400 IncompleteSignature");
        assertThat(signed(LIST)
                        .with("Authorization", "Bearer " + realm.admin().token())
                        .send()
                        .code())
                .as("an administrator's own token")
                .startsWith("40");
        assertThat(signed(LIST).with("X-Amz-Security-Token", "token").send().code())
                .isEqualTo("403 InvalidClientTokenId");
    }

    @Test
    void presignedAddresses() throws Exception {
        String url = new Boto3Client(endpoint, account.clientId(), account.secret(), directory)
                .call("presigned", Map.of("Operation", "ListUsers", "Method", "POST"))
                .get("Url")
                .asText();
        SignedPost post = new SignedPost(URI.create(url), "", Map.of());

        Reply first = post.send();
        assertThat(first.code()).as(first.body()).isEqualTo("200");
        assertThat(first.body()).contains("<ListUsersResult>");
        assertThat(post.send().code()).isEqualTo("403 SignatureDoesNotMatch");
        assertThat(SignedPost.get(url).code()).as("signed for POST").isEqualTo("403 SignatureDoesNotMatch");
        assertThat(new SignedPost(URI.create(url + "&MaxItems=1"), "", Map.of())
                        .send()
                        .code())
                .isEqualTo("403 SignatureDoesNotMatch");
    }

    @Test
    void presignedForABrowser() throws Exception {
        String url = new Boto3Client(endpoint, account.clientId(), account.secret(), directory)
                .call("presigned", Map.of("Operation", "ListUsers", "Method", "GET"))
                .get("Url")
                .asText();

        assertThat(new SignedPost(URI.create(url), "", Map.of()).send().code())
                .as("signed for GET")
                .isEqualTo("403 SignatureDoesNotMatch");
        Reply reply = SignedPost.get(url);
        assertThat(reply.code()).as(reply.body()).isEqualTo("200");
        assertThat(reply.body()).contains("<ListUsersResult>");
        assertThat(SignedPost.get(url).code()).isEqualTo("403 SignatureDoesNotMatch");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Action=ListUsers | 400 InvalidAction",
                "Version=2010-05-08 | 400 InvalidAction",
                "Action=ListUsers&Version=2011-06-15 | 400 InvalidAction",
                "Action=DeleteUser&Version=2010-05-08&UserName=x | 400 InvalidAction",
                "Action=ListUsers&Action=GetUser&Version=2010-05-08 | 400 ValidationError",
                "Action=ListUsers&Version=2010-05-08&Max=1 | 400 ValidationError",
                "Action=ListUsers&Version=2010-05-08&MaxItems=0 | 400 ValidationError",
                "Action=ListUsers&Version=2010-05-08&MaxItems=1001 | 400 ValidationError",
                "Action=ListUsers&Version=2010-05-08&MaxItems=%EF%BC%91 | 400 ValidationError",
                "Action=ListUsers&Version=2010-05-08&Marker=x | 400 ValidationError",
                "Action=ListUsers&Version=2010-05-08&Marker=s0.%00 | 400 ValidationError",
                "Action=GetUser&Version=2010-05-08&UserName=%zz | 400 ValidationError",
                "Action=GetUser&Version=2010-05-08&UserName=%C3 | 400 ValidationError",
                "Action=GetUser&Version=2010-05-08&UserName=a%00b | 400 ValidationError",
                "Action=GetUser&Version=2010-05-08&UserName= | 400 ValidationError",
                "Action=GetUser&Version=2010-05-08&UserName=%F0%9F%98%80 | 404 NoSuchEntity",
                "Action=ListMFADevices&Version=2010-05-08 | 400 ValidationError",
                "Action=CreateVirtualMFADevice&Version=2010-05-08&VirtualMFADeviceName=a&Path=x | 400 ValidationError",
                "Action=CreateVirtualMFADevice&Version=2010-05-08&VirtualMFADeviceName=a&Path=/a/b/ | 400 ValidationError",
                "Action=CreateVirtualMFADevice&Version=2010-05-08&VirtualMFADeviceName=a&Path=/nobody/ | 404 NoSuchEntity",
                "Action=CreateVirtualMFADevice&Version=2010-05-08&VirtualMFADeviceName=a&Tags.member.1.Key=b | 400 ValidationError",
                "Action=DeleteVirtualMFADevice&Version=2010-05-08&SerialNumber=x | 404 NoSuchEntity",
                "Action=DeleteVirtualMFADevice&Version=2010-05-08&SerialNumber=arn:aws:iam::123456789012:mfa/%2500/a | 404 NoSuchEntity",
                "Action=CreateVirtualMFADevice&Version=2010-05-08&VirtualMFADeviceName=a&Path=/%2500/ | 400 ValidationError",
                "Action=ListUsers&Version=2010-05-08&PathPrefix=x | 400 ValidationError",
                "Action=ListMFADeviceTags&Version=2010-05-08&SerialNumber=arn:aws:iam::123456789012:mfa/none | 404 NoSuchEntity",
                "Action=DeleteVirtualMFADevice&Version=2010-05-08&SerialNumber=arn:aws:iam::999999999999:mfa/a | 404 NoSuchEntity",
            })
    void badInput(String body, String code) throws Exception {
        Reply reply = signed(body).send();

        assertThat(reply.code()).as(reply.body()).isEqualTo(code);
        assertThat(reply.body()).startsWith("<ErrorResponse").doesNotContain("io.github", "java.");
    }

    @Test
    void badBodies() throws Exception {
        assertThat(signed("Action=GetUser&UserName=" + "x".repeat(70_000))
                        .send()
                        .code())
                .isEqualTo("400 ValidationError");
        assertThat(signed("Action=GetUser&UserName=" + "x".repeat(6_000)).send().code())
                .isEqualTo("400 ValidationError");
        assertThat(signed("{}").with("Content-Type", "application/json").send().code())
                .isEqualTo("400 ValidationError");
        assertThat(signed("--x--")
                        .with("Content-Type", "multipart/form-data; boundary=x")
                        .send()
                        .code())
                .isEqualTo("400 ValidationError");
        assertThat(signed("").send().code()).isEqualTo("400 InvalidAction");
        assertThat(SignedPost.get(endpoint.toString()).code()).isEqualTo("403 MissingAuthenticationToken");
    }

    @Test
    void guessesOfASecretAreCounted() throws Exception {
        ServiceAccount guessed = ServiceAccount.in(realm, "guessed", "view-users");
        ServiceAccount guess = new ServiceAccount(guessed.uuid(), null, guessed.clientId(), "wrong");

        for (int number = 0; number < 10; number++) {
            assertThat(SignedPost.of(endpoint, guess, LIST, now()).send().code())
                    .isEqualTo("403 SignatureDoesNotMatch");
        }
        assertThat(SignedPost.of(endpoint, guess, LIST, now()).send().code()).isEqualTo("400 Throttling");
        assertThat(SignedPost.of(endpoint, guessed, LIST, now()).send().code())
                .as("the right one is not looked at either")
                .isEqualTo("400 Throttling");
        assertThat(signed(LIST + "&MaxItems=7").send().code())
                .as("another client")
                .isEqualTo("200");
        assertThat(realm.admin().get("/events?type=CLIENT_LOGIN_ERROR&client=guessed"))
                .hasSize(10);
    }

    /** As Keycloak's token endpoint would refuse each of them. */
    @Test
    void onlyClientsThatMay() throws Exception {
        for (String what : List.of("disabled", "public", "without", "jwt", "x509", "mtls", "dpop")) {
            ServiceAccount caller = ServiceAccount.in(realm, "client-" + what, "view-users");
            assertThat(SignedPost.of(endpoint, caller, LIST, now()).send().code())
                    .as(what)
                    .isEqualTo("200");
            AdminApi admin = realm.admin();
            ObjectNode client = (ObjectNode) admin.get("/clients/" + caller.uuid());
            switch (what) {
                case "disabled" -> client.put("enabled", false);
                case "public" -> client.put("publicClient", true);
                case "without" -> client.put("serviceAccountsEnabled", false);
                case "mtls" ->
                    client.withObject("/attributes").put("tls.client.certificate.bound.access.tokens", "true");
                case "dpop" -> client.withObject("/attributes").put("dpop.bound.access.tokens", "true");
                case "jwt" -> client.put("clientAuthenticatorType", "client-jwt");
                default -> client.put("clientAuthenticatorType", "client-x509");
            }
            admin.put("/clients/" + caller.uuid(), client);
            assertThat(SignedPost.of(endpoint, caller, LIST + "&MaxItems=9", now())
                            .send()
                            .code())
                    .as(what)
                    .isEqualTo("403 InvalidClientTokenId");
        }
    }

    /** In its realm, and nothing else: a client policy refuses service accounts' tokens. */
    @Test
    void aClientPolicyIsAsked() throws Exception {
        ServiceAccount caller = ServiceAccount.in(realm, "policed", "view-users");
        realm.admin().put("/client-policies/profiles", AdminApi.JSON.readTree("""
                {"profiles": [{"name": "none", "executors": [{"executor": "reject-request", "configuration": {}}]}]}"""));
        realm.admin().put("/client-policies/policies", AdminApi.JSON.readTree("""
                {"policies": [{"name": "none", "enabled": true, "profiles": ["none"], "conditions":
                  [{"condition": "client-access-type", "configuration": {"type": ["confidential"]}}]}]}"""));
        try {
            assertThat(SignedPost.of(endpoint, caller, LIST, now()).send().code())
                    .isEqualTo("403 AccessDenied");
        } finally {
            realm.admin().put("/client-policies/policies", AdminApi.JSON.readTree("{\"policies\": []}"));
            realm.admin().put("/client-policies/profiles", AdminApi.JSON.readTree("{\"profiles\": []}"));
        }
    }

    /** Where a realm's flow for clients requires another way, their secrets prove nothing. */
    @Test
    void theFlowForClientsIsAsked() throws Exception {
        ServiceAccount caller = ServiceAccount.in(realm, "flow", "view-users");
        String flow = realm.admin().get("").get("clientAuthenticationFlow").asText();
        JsonNode steps = realm.admin().get("/authentication/flows/" + flow + "/executions");
        ObjectNode jwt = null;
        for (JsonNode step : steps) {
            if (step.get("providerId").asText().equals("client-jwt")) {
                jwt = (ObjectNode) step;
            }
        }
        try {
            realm.admin()
                    .put(
                            "/authentication/flows/" + flow + "/executions",
                            jwt.deepCopy().put("requirement", "REQUIRED"));
            assertThat(SignedPost.of(endpoint, caller, LIST, now()).send().code())
                    .isEqualTo("403 InvalidClientTokenId");
        } finally {
            realm.admin().put("/authentication/flows/" + flow + "/executions", jwt);
        }
        assertThat(SignedPost.of(endpoint, caller, LIST + "&MaxItems=5", now())
                        .send()
                        .code())
                .isEqualTo("200");
    }

    /** What Keycloak asks of callers of its admin REST API from 26.8.2 on, this door asks, too. */
    @Test
    void theScopeOfTheAdminApi() throws Exception {
        ServiceAccount caller = ServiceAccount.in(realm, "scoped", "view-users");
        String scope =
                realm.admin().create("/client-scopes", Map.of("name", "kc-admin-api", "protocol", "openid-connect"));
        try {
            assertThat(SignedPost.of(endpoint, caller, LIST, now()).send().code())
                    .isEqualTo("403 AccessDenied");
            realm.mayCallAdminApi(caller.uuid());
            assertThat(SignedPost.of(endpoint, caller, LIST + "&MaxItems=3", now())
                            .send()
                            .code())
                    .isEqualTo("200");
        } finally {
            realm.admin().delete("/client-scopes/" + scope);
        }
    }

    /** Each call is told to auditors, with who it was. */
    @Test
    void eachCallIsAnEvent() throws Exception {
        ServiceAccount caller = ServiceAccount.in(realm, "told", "view-users");
        SignedPost post = SignedPost.of(endpoint, caller, LIST, now());
        post.send();
        post.send();

        JsonNode events = realm.admin().get("/events?client=told");
        assertThat(events.findValuesAsText("type")).containsExactlyInAnyOrder("CLIENT_LOGIN", "CLIENT_LOGIN_ERROR");
        assertThat(events.findValuesAsText("client_auth_method")).containsOnly("aws4-hmac-sha256");
        assertThat(events.findValuesAsText("reason")).containsExactly("aws_signature_used");
    }

    @Test
    void aDisabledServiceAccount() throws Exception {
        ServiceAccount caller = ServiceAccount.in(realm, "account-disabled", "view-users");
        ObjectNode user =
                (ObjectNode) realm.admin().get("/users/" + caller.user().id());
        realm.admin().put("/users/" + caller.user().id(), user.put("enabled", false));

        assertThat(SignedPost.of(endpoint, caller, LIST, now()).send().code()).isEqualTo("403 InvalidClientTokenId");
    }

    /** As Keycloak's rotation leaves a client: two secrets, the older one for a while. */
    @ParameterizedTest
    @CsvSource({"60, 200", "-60, 403 SignatureDoesNotMatch"})
    void aRotatedSecret(long seconds, String code) throws Exception {
        long now = realm.clock().now().getEpochSecond();
        ServiceAccount before = ServiceAccount.in(
                realm,
                seconds > 0 ? "rotated" : "rotated-long-ago",
                client -> {
                    String secret = client.get("secret").asText();
                    client.put("secret", "new")
                            .putObject("attributes")
                            .put("client.secret.rotated", secret)
                            .put("client.secret.rotated.creation.time", Long.toString(now))
                            .put("client.secret.rotated.expiration.time", Long.toString(now + seconds));
                },
                "view-users");
        ServiceAccount renewed = new ServiceAccount(before.uuid(), null, before.clientId(), "new");

        assertThat(SignedPost.of(endpoint, before, LIST, now()).send().code()).isEqualTo(code);
        assertThat(SignedPost.of(endpoint, renewed, LIST + "&MaxItems=" + (seconds > 0 ? 8 : 9), now())
                        .send()
                        .code())
                .isEqualTo("200");
    }

    /** Keycloak's policy lets a secret end by itself. */
    @Test
    void anExpiredSecret() throws Exception {
        long now = realm.clock().now().getEpochSecond();
        ServiceAccount caller = ServiceAccount.in(
                realm,
                "expired",
                client -> client.putObject("attributes").put("client.secret.expiration.time", Long.toString(now - 60)),
                "view-users");

        assertThat(SignedPost.of(endpoint, caller, LIST, now()).send().code()).isEqualTo("403 InvalidClientTokenId");
    }

    @Test
    void aSlashAtTheEnd() throws Exception {
        assertThat(SignedPost.of(URI.create(endpoint + "/"), account, LIST, now())
                        .send()
                        .code())
                .isEqualTo("200");
    }

    @Test
    void offUnlessSwitchedOn() throws Exception {
        try {
            realm.admin().post("/aws-mfa/setup", Map.of("iamApi", false));
            assertThat(signed(LIST).send().status()).isEqualTo(404);
        } finally {
            realm.admin().post("/aws-mfa/setup", Map.of("iamApi", true));
        }
    }
}
