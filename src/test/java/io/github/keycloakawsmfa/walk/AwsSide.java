package io.github.keycloakawsmfa.walk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.demo.AwsAccounts;
import io.github.keycloakawsmfa.demo.AwsSignIn;
import io.github.keycloakawsmfa.demo.IdentityProvider;
import io.github.keycloakawsmfa.demo.SamlCheck;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.TestEvent;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A realm in which set-up has run, and AWS's side of it: the stand-in, which reads responses with another SAML implementation than
 * Keycloak's, at the server's time.
 */
public final class AwsSide implements BeforeAllCallback, AfterAllCallback {

    /** The client id that set-up makes. */
    public static final String CLIENT_ID = "urn:amazon:webservices";

    public static final String ACCOUNT = "123456789012";
    public static final String PREFIX = "https://aws.amazon.com/SAML/Attributes/";
    public static final String ASSURANCE = "urn:oid:1.3.6.1.4.1.5923.1.1.1.11";
    public static final String REFUSED = "aws_mfa_refused";

    private final TestRealm realm;
    private AwsSignIn standIn;
    private int depth;

    private AwsSide(TestRealm realm) {
        this.realm = realm;
    }

    public static AwsSide create() {
        return of(TestRealm.create());
    }

    public static AwsSide of(TestRealm realm) {
        return new AwsSide(realm);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        realm.beforeAll(context);
        if (depth++ > 0) {
            return;
        }
        try {
            standIn = AwsSignIn.start(0, realm.url(""), realm.clock().clock());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        setUp();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (--depth == 0) {
            standIn.close();
        }
        realm.afterAll(context);
    }

    /** Runs set-up, for the stand-in's address. What a client's own flow does goes on, so the client has none before. */
    public void setUp() {
        if (!clientUuid().isEmpty()) {
            removeFlowOverride();
        }
        realm.admin()
                .post(
                        "/aws-mfa/setup",
                        Map.of(
                                "accounts", Map.of(ACCOUNT, List.of("Admin", "ReadOnly")),
                                "endpoints", List.of(acs()),
                                "adopt", true));
    }

    public TestRealm realm() {
        return realm;
    }

    /** Where AWS wants responses. */
    public String acs() {
        return standIn.samlEndpoint().toString();
    }

    /** Roles and their trust policies, as they stand at AWS. */
    public AwsAccounts accounts() {
        return standIn.accounts();
    }

    /** Where AWS's command line finds STS. */
    public URI sts() {
        return standIn.url();
    }

    /** The address at which users begin. */
    public URI console() {
        return realm.idpInitiated("amazon-aws");
    }

    public String clientUuid() {
        return realm.clientUuid(CLIENT_ID);
    }

    /** A user with these roles of {@link #ACCOUNT}. */
    public Person person(String username, String... roles) {
        Person person = new Person(realm, realm.user(username));
        for (String role : roles) {
            realm.grant(person.user(), clientUuid(), ACCOUNT + "/" + role);
        }
        return person;
    }

    /** Reads AWS's client, changes it and writes it back. */
    public void change(Consumer<ObjectNode> change) {
        String path = "/clients/" + clientUuid();
        ObjectNode client = (ObjectNode) realm.admin().get(path);
        change.accept(client);
        realm.admin().put(path, client);
    }

    /** Takes away all that asks for a code, as a forgetful administrator might: the gate is left. */
    public void leaveTheGateAlone() {
        removeFlowOverride();
        realm.admin().delete("/authentication/required-actions/virtual-mfa");
    }

    /** All that asks for a code, as the realm has it: AWS's client, the flow that set-up made, and the required action. */
    public String whatAsks() {
        AdminApi admin = realm.admin();
        return admin.get("/clients/" + clientUuid()) + "\n"
                + admin.get("/authentication/flows/aws-mfa%20browser/executions") + "\n"
                + admin.get("/authentication/required-actions");
    }

    public void removeFlowOverride() {
        change(client -> client.putObject("authenticationFlowBindingOverrides").put("browser", ""));
    }

    /** What AWS makes of the response that this page posts. */
    public SamlCheck check(Page page) {
        return check(SamlPost.of(page).samlResponse());
    }

    /** What AWS makes of this response, as it is posted. */
    SamlCheck check(String samlResponse) {
        return standIn.check(samlResponse);
    }

    /** What AWS makes of this response, had it been given that metadata. */
    public SamlCheck checkKnowing(IdentityProvider uploaded, SamlPost post) {
        return standIn.checkKnowing(uploaded, post.samlResponse());
    }

    /** What AWS reads in the response that this page posts; fails when AWS turns it away. */
    public SamlCheck.Accepted accepted(Page page) {
        if (!SamlPost.isOn(page)) {
            throw new AssertionError("No response leaves: " + page);
        }
        return accepted(SamlPost.of(page));
    }

    /** What AWS reads in this response; fails when AWS turns it away. */
    public SamlCheck.Accepted accepted(SamlPost post) {
        SamlCheck check = standIn.check(post.samlResponse());
        if (check instanceof SamlCheck.Accepted accepted) {
            return accepted;
        }
        throw new AssertionError(check + " for " + post.xml());
    }

    /** What the gate refused, oldest first. */
    public List<TestEvent> refusals() {
        return refusals(realm);
    }

    public static List<TestEvent> refusals(TestRealm realm) {
        return realm.events("LOGIN_ERROR").stream()
                .filter(event -> REFUSED.equals(event.error()))
                .toList();
    }

    /**
     * The one refusal there is, which tells all that an auditor asks: of whom, for which client, on which path, and why.
     *
     * @param path below the realm
     */
    public static void refusedOnce(TestRealm realm, String clientId, TestUser user, String path, String reason) {
        List<TestEvent> refusals = refusals(realm);
        Map<String, String> wanted =
                Map.of("reason", reason, "path", "/realms/" + realm.name() + path, "mode", "enforce");
        boolean told = refusals.size() == 1
                && clientId.equals(refusals.get(0).clientId())
                && user.id().equals(refusals.get(0).userId())
                && refusals.get(0).details().entrySet().containsAll(wanted.entrySet());
        if (!told) {
            throw new AssertionError("Not the one refusal " + wanted + " for " + clientId + ": " + refusals);
        }
    }

    public static String pair(String role) {
        return "arn:aws:iam::" + ACCOUNT + ":role/" + role + ",arn:aws:iam::" + ACCOUNT + ":saml-provider/keycloak";
    }
}
