package io.github.keycloakawsmfa.aws;

import static io.github.keycloakawsmfa.walk.AwsSide.ACCOUNT;
import static io.github.keycloakawsmfa.walk.AwsSide.ASSURANCE;
import static io.github.keycloakawsmfa.walk.AwsSide.PREFIX;
import static io.github.keycloakawsmfa.walk.AwsSide.pair;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.demo.SamlCheck;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.TestUser;
import io.github.keycloakawsmfa.walk.AwsSide;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves for AWS once a code was given, as another SAML implementation reads it. */
class AssertionIT {

    @RegisterExtension
    static final AwsSide aws = AwsSide.create();

    @Test
    @Tag("smoke")
    void aCodeOpensAws() {
        Person ada = aws.person("ada", "Admin", "ReadOnly");
        Instant before = aws.realm().clock().now().minusSeconds(1);

        Page page = ada.signInWithCode(aws.console());

        SamlCheck.Accepted seen = aws.accepted(page);
        SamlPost post = SamlPost.of(page);
        assertThat(post.address()).isEqualTo(aws.acs());
        assertThat(post.signed()).containsExactlyInAnyOrder("Response", "Assertion");
        assertThat(seen.attributes().get(PREFIX + "Role")).containsExactly(pair("Admin"), pair("ReadOnly"));
        assertThat(seen.attributes().get(ASSURANCE)).containsExactly("https://refeds.org/profile/mfa");
        assertThat(seen.sessionName()).isEqualTo("ada");
        assertThat(seen.sessionDuration()).contains(Duration.ofHours(1));
        assertThat(seen.authnContextClassRef()).isEqualTo("urn:oasis:names:tc:SAML:2.0:ac:classes:TimeSyncToken");
        assertThat(seen.authnInstant())
                .isBetween(before, aws.realm().clock().now().plusSeconds(1));
        assertThat(aws.refusals()).isEmpty();
    }

    @Test
    void authnInstantIsTheTimeOfTheCode() {
        Person person = aws.person("instant", "Admin");
        Instant first = aws.accepted(person.signInWithCode(aws.console())).authnInstant();

        aws.realm().clock().advance(Duration.ofMinutes(20));
        Page later = person.browser().open(aws.console());

        assertThat(aws.accepted(later).authnInstant()).isEqualTo(first);
    }

    @Test
    void rolesComeByGroupsAndCompositesToo() {
        Person person = aws.person("grouped", "Admin");
        String client = aws.clientUuid();
        String support = "arn:aws:iam::210987654321:role/Support,arn:aws:iam::210987654321:saml-provider/other";
        String turned = "arn:aws:iam::210987654321:saml-provider/other, arn:aws:iam::210987654321:role/Turned";
        aws.realm().clientRoles(client, support, turned, ACCOUNT + "/ops/ByGroup", ACCOUNT + "/ByComposite");
        aws.realm().clientRoles(client, "no-role", "12345/TooShort", "arn:aws-cn:iam::210987654321:role/China,x");
        aws.realm().grant(person.user(), client, support, turned, "no-role", "12345/TooShort");
        String group = aws.realm().admin().create("/groups", Map.of("name", "operators"));
        aws.realm().admin().post("/groups/" + group + "/role-mappings/clients/" + client, List.of(role("ops/ByGroup")));
        aws.realm().admin().put("/users/" + person.user().id() + "/groups/" + group, Map.of());
        aws.realm()
                .admin()
                .post("/roles-by-id/" + role("Admin").get("id") + "/composites", List.of(role("ByComposite")));
        try {
            assertThat(aws.accepted(person.signInWithCode(aws.console()))
                            .attributes()
                            .get(PREFIX + "Role"))
                    .containsExactlyInAnyOrder(
                            pair("Admin"),
                            pair("ByComposite"),
                            pair("ops/ByGroup"),
                            support,
                            "arn:aws:iam::210987654321:role/Turned,arn:aws:iam::210987654321:saml-provider/other");
        } finally {
            aws.realm()
                    .admin()
                    .delete("/roles-by-id/" + role("Admin").get("id") + "/composites", List.of(role("ByComposite")));
        }
    }

    @Test
    void aUserWithoutRolesHearsItFromUs() {
        Page page = aws.person("roleless").signInWithCode(aws.console());

        assertThat(page.has("#virtual-mfa-no-role")).as(page.toString()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"山田太郎", "jürgen.müßig", "x", "ab", "a b", "o'neill@example.test"})
    void anyUsernameMakesASessionName(String username) {
        assertThat(sessionName(username)).matches("[a-zA-Z_0-9+=,.@-]{2,64}");
    }

    @Test
    void aLongUsernameIsCut() {
        assertThat(sessionName("a".repeat(70))).hasSize(64).startsWith("aaaa");
    }

    /** Realms may take any username; a fresh one does not. */
    private static String sessionName(String username) {
        ObjectNode profile = (ObjectNode) aws.realm().admin().get("/users/profile");
        profile.get("attributes").forEach(attribute -> ((ObjectNode) attribute).putObject("validations"));
        aws.realm().admin().put("/users/profile", profile);
        TestUser user =
                aws.realm().user("odd", odd -> odd.put("username", username).put("email", "odd@example.test"));
        try {
            aws.realm().grant(user, aws.clientUuid(), ACCOUNT + "/Admin");
            return aws.accepted(new Person(aws.realm(), user).signInWithCode(aws.console()))
                    .sessionName();
        } finally {
            aws.realm().admin().delete("/users/" + user.id());
        }
    }

    private static Map<String, String> role(String name) {
        for (var role : aws.realm().admin().get("/clients/" + aws.clientUuid() + "/roles?max=1000")) {
            if (role.get("name").asText().equals(ACCOUNT + "/" + name)) {
                return Map.of(
                        "id", role.get("id").asText(), "name", role.get("name").asText());
            }
        }
        throw new AssertionError("No role " + name);
    }
}
