package io.github.keycloakawsmfa.aws;

import static io.github.keycloakawsmfa.walk.AwsSide.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.TestEvent;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.walk.AwsSide;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AWS takes 100,000 characters: who has more roles than that hears how many, on a page, once a code has been typed. */
class TooManyRolesIT {

    private static final int ROLES = 330;
    private static final String NOTICE = "#virtual-mfa-too-many-roles";

    @RegisterExtension
    static final AwsSide aws = AwsSide.create();

    private static final List<JsonNode> roles = new ArrayList<>();
    private static int count;

    private final TestRealm realm = aws.realm();
    private Person person;

    @BeforeAll
    static void manyRoles() {
        String client = aws.clientUuid();
        aws.realm()
                .clientRoles(
                        client,
                        IntStream.range(0, ROLES)
                                .mapToObj(i -> ACCOUNT + "/role-" + (100 + i))
                                .toArray(String[]::new));
        aws.realm()
                .admin()
                .get("/clients/" + client + "/roles?max=1000&search=role-")
                .forEach(roles::add);
        assertThat(roles).hasSize(ROLES);
    }

    @BeforeEach
    void aUserWithADeviceAndAllRoles() {
        person = aws.person("user-" + ++count, "Admin");
        aws.accepted(person.signInWithCode(aws.console()));
        person = person.elsewhere();
        grant(roles);
        realm.clearEvents();
    }

    @AfterEach
    void asSetUpLeftIt() {
        aws.setUp();
    }

    @Test
    void areToldAfterTheCodeAndNotBefore() {
        Page code = person.password(person.browser().open(aws.console()));
        assertThat(code.has("#kc-otp-login-form")).as(code.toString()).isTrue();
        assertThat(events()).isEmpty();

        Page notice = person.code(code);
        isTold(notice);
        isTold(notice.reload());
        assertThat(aws.refusals()).isEmpty();
        assertThat(realm.events("LOGIN")).as("nobody has signed in").isEmpty();
    }

    @Test
    void areToldToWhoWasSignedInBefore() {
        grant(roles.subList(0, 1));
        aws.accepted(person.signInWithCode(aws.console()));
        grant(roles);
        realm.clearEvents();

        isTold(person.browser().open(aws.console()));
        isTold(person.browser().open(aws.console()));
        assertThat(aws.refusals()).isEmpty();
    }

    @Test
    void areToldWhereOnlyTheActionAsks() {
        aws.removeFlowOverride();
        Page code = person.password(person.browser().open(aws.console()));
        assertThat(code.has("#kc-otp-login-form")).as(code.toString()).isTrue();

        Page notice = person.code(code);
        isTold(notice);
        isTold(notice.reload());
        assertThat(aws.refusals()).isEmpty();

        grant(roles.subList(0, 1));
        aws.accepted(person.pass(notice.reload()));
        grant(roles);
        realm.clearEvents();
        isTold(person.browser().open(aws.console()));
        assertThat(aws.refusals()).isEmpty();
    }

    @Test
    void areToldAfterAFirstDevice() {
        person = aws.person("new-" + count);
        grant(roles);
        realm.clearEvents();

        isTold(person.signInWithCode(aws.console()));
        assertThat(aws.refusals()).isEmpty();
    }

    @Test
    void endTheRetriesOfSaml2aws() {
        person.browser().userAgent("saml2aws/2.36.19 (linux amd64) Versent");
        Page page = person.code(person.password(person.browser().open(aws.console())));

        isTold(page);
        assertThat(page.text("span#input-error")).isEqualTo("Invalid username or password.");
    }

    @Test
    void areTooManyForTheGateAsWell() {
        grant(roles.subList(0, 1));
        aws.accepted(person.signInWithCode(aws.console()));
        grant(roles);
        aws.leaveTheGateAlone();
        realm.clearEvents();

        assertThat(person.browser().open(aws.console()).status()).isEqualTo(400);
        assertThat(aws.refusals())
                .singleElement()
                .satisfies(event -> assertThat(event.details())
                        .containsEntry("reason", "too_large")
                        .containsEntry("roles", Integer.toString(ROLES))
                        .hasEntrySatisfying(
                                "roles_fit",
                                fit -> assertThat(Integer.parseInt(fit)).isBetween(200, ROLES - 1))
                        .hasEntrySatisfying(
                                "characters",
                                length -> assertThat(Integer.parseInt(length)).isGreaterThan(100_000)));
        aws.setUp();
    }

    /** Roles that fit are no reason not to look: another mapper may write more than all of them. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneRoleDoesNotExcuseALongAttribute(boolean encrypted) {
        grant(roles.subList(0, 1));
        String mappers = "/clients/" + aws.clientUuid() + "/protocol-mappers/models";
        String bulk = realm.admin()
                .create(
                        mappers,
                        Map.of(
                                "name",
                                "bulk",
                                "protocol",
                                "saml",
                                "protocolMapper",
                                "saml-hardcode-attribute-mapper",
                                "config",
                                Map.of(
                                        "attribute.name",
                                        "bulk",
                                        "attribute.value",
                                        "x".repeat(encrypted ? 55_000 : 80_000))));
        if (encrypted) {
            String certificate = realm.admin()
                    .get("/keys")
                    .get("keys")
                    .findValues("certificate")
                    .get(0)
                    .asText();
            aws.change(client -> client.withObject("/attributes")
                    .put("saml.encrypt", "true")
                    .put("saml.encryption.certificate", certificate));
        }
        try {
            assertThat(person.signInWithCode(aws.console()).status()).isEqualTo(400);
            assertThat(aws.refusals())
                    .singleElement()
                    .satisfies(event -> assertThat(event.details())
                            .containsEntry("reason", "too_large")
                            .containsEntry("roles", "1")
                            .containsEntry("roles_fit", "0"));
        } finally {
            realm.admin().delete(mappers + "/" + bulk);
            aws.change(client -> client.withObject("/attributes").put("saml.encrypt", "false"));
        }
    }

    @Test
    void keepNobodyFromOtherApplications() {
        realm.app("app-" + count);
        assertThat(person.signInWithCode(realm.signInAt("app-" + count)).query("code"))
                .isPresent();

        realm.samlClient("saml-" + count, "https://app.example.test/acs", client -> {});
        assertThat(SamlPost.isOn(person.browser().open(realm.idpInitiated("saml-" + count))))
                .isTrue();
        assertThat(events()).isEmpty();
    }

    /** The number is a promise, and not much less than AWS would take. */
    @Test
    void asManyAsFitAreTaken() {
        int fit = fit(person.code(person.password(person.browser().open(aws.console()))));
        grant(roles.subList(0, fit));

        SamlPost post = SamlPost.of(person.signInWithCode(aws.console()));
        assertThat(aws.accepted(post).roles()).hasSize(fit);
        assertThat(post.samlResponse().length()).isBetween(95_000, 100_000);
    }

    private void isTold(Page page) {
        assertThat(page.has(NOTICE)).as(page.toString()).isTrue();
        int fit = fit(page);
        assertThat(SamlPost.isOn(page)).isFalse();
        List<TestEvent> told = events();
        assertThat(told.get(told.size() - 1)).satisfies(event -> {
            assertThat(event.error()).isEqualTo("not_allowed");
            assertThat(event.userId()).isEqualTo(person.user().id());
            assertThat(event.clientId()).isEqualTo(AwsSide.CLIENT_ID);
            assertThat(event.details())
                    .containsEntry("roles", Integer.toString(ROLES))
                    .containsEntry("roles_fit", Integer.toString(fit));
        });
    }

    private static int fit(Page page) {
        Matcher numbers = Pattern.compile("You have (\\d+) AWS roles, .* can carry only (\\d+) of them")
                .matcher(page.text(NOTICE));
        assertThat(numbers.find()).as(page.toString()).isTrue();
        assertThat(numbers.group(1)).isEqualTo(Integer.toString(ROLES));
        return Integer.parseInt(numbers.group(2));
    }

    private List<TestEvent> events() {
        return realm.events("LOGIN_ERROR").stream()
                .filter(event -> "too_large".equals(event.details().get("reason")))
                .toList();
    }

    private void grant(List<JsonNode> granted) {
        removeRoles();
        realm.admin().post(mappings(), granted);
    }

    private void removeRoles() {
        List<JsonNode> present = new ArrayList<>();
        realm.admin().get(mappings()).forEach(present::add);
        if (!present.isEmpty()) {
            realm.admin().delete(mappings(), present);
        }
    }

    private String mappings() {
        return "/users/" + person.user().id() + "/role-mappings/clients/" + aws.clientUuid();
    }
}
