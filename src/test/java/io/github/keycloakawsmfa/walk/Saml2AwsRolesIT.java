package io.github.keycloakawsmfa.walk;

import static io.github.keycloakawsmfa.walk.Saml2Aws.NO_RESPONSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What saml2aws does with our response, and how it comes by it through another identity provider. */
@DisplayName("saml2aws reads")
class Saml2AwsRolesIT {

    private static final String OTHER_ACCOUNT = "210987654321";
    private static final String ADMIN = arn(AwsSide.ACCOUNT, "role/Admin");
    private static final String READ_ONLY = arn(AwsSide.ACCOUNT, "role/ReadOnly");
    private static final String AUDIT = arn(OTHER_ACCOUNT, "role/audit/Auditor");

    @RegisterExtension
    static final AwsSide aws = AwsSide.create();

    @RegisterExtension
    static final TestRealm home = TestRealm.create();

    private static int count;

    private final TestRealm realm = aws.realm();
    private Person person;

    @BeforeAll
    static void twoAccounts() {
        aws.realm()
                .admin()
                .post(
                        "/aws-mfa/setup",
                        Map.of(
                                "accounts", Map.of(OTHER_ACCOUNT, List.of("audit/Auditor")),
                                "endpoints", List.of(aws.acs())));
    }

    @BeforeEach
    void aUser() {
        person = aws.person("user-" + ++count, "Admin");
    }

    @Test
    void oneRoleAndHowLongItMayBeUsed() {
        Saml2AwsRoles read = Saml2AwsRoles.of(assertion());

        assertThat(read.roles())
                .singleElement()
                .isEqualTo(new Saml2AwsRoles.Role(ADMIN, ADMIN, arn(AwsSide.ACCOUNT, "saml-provider/keycloak")));
        assertThat(read.destination()).isEqualTo(aws.acs());
        assertThat(read.sessionDuration()).hasValue(3600);
        assertThat(read.notOnOrAfter()).isBetween(now(), now().plus(Duration.ofMinutes(5)));
    }

    @Test
    void theChooserOfSeveralRolesInTwoAccounts() {
        realm.grant(person.user(), aws.clientUuid(), AwsSide.ACCOUNT + "/ReadOnly", OTHER_ACCOUNT + "/audit/Auditor");
        Saml2AwsRoles read = Saml2AwsRoles.of(assertion());

        assertThat(read.roles())
                .extracting(Saml2AwsRoles.Role::roleArn)
                .containsExactlyInAnyOrder(ADMIN, READ_ONLY, AUDIT);
        assertThat(read.choose())
                .satisfiesExactlyInAnyOrder(
                        account -> {
                            assertThat(account.name()).startsWith("Account: ").contains(AwsSide.ACCOUNT);
                            assertThat(account.roles())
                                    .extracting(Saml2AwsRoles.Role::roleArn)
                                    .containsExactlyInAnyOrder(ADMIN, READ_ONLY);
                        },
                        account -> {
                            assertThat(account.name()).contains(OTHER_ACCOUNT);
                            assertThat(account.roles()).singleElement().satisfies(role -> {
                                assertThat(role.roleArn()).isEqualTo(AUDIT);
                                assertThat(role.principalArn()).isEqualTo(arn(OTHER_ACCOUNT, "saml-provider/keycloak"));
                            });
                        });
        assertThat(read.choose()).as("the same response once more, as for STS").hasSize(2);
    }

    @Test
    void noRoleWhereTheUserHasNone() {
        person = aws.person("user-" + count + "-without");
        person.signInWithCode(aws.console());

        Saml2Aws run = Saml2Aws.at(aws.console(), person.user());

        assertThat(run.login(person::nextCode)).isEqualTo(NO_RESPONSE);
        assertThat(run.requests()).isEqualTo(3);
        assertThat(run.last().has("#virtual-mfa-no-role #input-error")).isTrue();
    }

    @Nested
    class ThroughABroker {

        @Test
        void byOpenIdConnect() {
            Broker broker = new Broker(realm, home, "oidc-" + count).byOidc();
            broker.link(person.user());
            Saml2Aws first = through(broker);
            assertThat(first.login("000000")).isEqualTo(NO_RESPONSE);
            assertThat(first.requests()).isEqualTo(3);
            assertThat(first.last().html().text()).contains("the next step needs a web browser");
            person.pass(broker.signIn(person.browser(), aws.console(), person.user()));
            Saml2Aws wrong = through(broker);
            assertThat(wrong.login("000000")).isEqualTo(NO_RESPONSE);
            assertThat(wrong.requests()).isEqualTo(4);

            Saml2Aws right = through(broker);
            assertThat(right.login(person::nextCode))
                    .isInstanceOfSatisfying(
                            Saml2Aws.Assertion.class,
                            assertion -> assertThat(Saml2AwsRoles.of(assertion).roles())
                                    .hasSize(1));
            assertThat(right.requests()).isEqualTo(4);
        }

        /** It takes the provider's response to Keycloak for the one to AWS. */
        @Test
        void bySamlNotAtAll() {
            Broker broker = new Broker(realm, home, "saml-" + count).bySaml("unused");
            broker.link(person.user());
            Saml2Aws run = through(broker);

            assertThat(run.login("000000")).isInstanceOfSatisfying(Saml2Aws.Assertion.class, assertion -> {
                assertThat(Saml2AwsRoles.of(assertion).roles()).isEmpty();
                assertThat(Saml2AwsRoles.of(assertion).destination()).contains("/broker/");
            });
            assertThat(run.requests()).isEqualTo(3);
        }

        private Saml2Aws through(Broker broker) {
            return Saml2Aws.at(aws.console(), homeUser()).through(broker.alias());
        }

        /** The password is the same in both realms. */
        private TestUser homeUser() {
            return person.user();
        }
    }

    private Saml2Aws.Assertion assertion() {
        person.signInWithCode(aws.console());
        Saml2Aws.Result result = Saml2Aws.at(aws.console(), person.user()).login(person::nextCode);
        if (result instanceof Saml2Aws.Assertion assertion) {
            return assertion;
        }
        throw new AssertionError(result.toString());
    }

    private Instant now() {
        return realm.clock().now();
    }

    private static String arn(String account, String resource) {
        return "arn:aws:iam::" + account + ":" + resource;
    }
}
