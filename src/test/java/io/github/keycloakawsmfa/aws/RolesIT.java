package io.github.keycloakawsmfa.aws;

import static io.github.keycloakawsmfa.walk.AwsSide.ACCOUNT;
import static io.github.keycloakawsmfa.walk.AwsSide.PREFIX;
import static io.github.keycloakawsmfa.walk.AwsSide.pair;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.TestEvent;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.walk.AwsSide;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whichever way a user has roles of many accounts, AWS gets those that are valid, and an administrator hears of the others. */
class RolesIT {

    private static final String OTHER = "210987654321";

    @RegisterExtension
    static final AwsSide aws = AwsSide.create();

    private static int count;

    private final TestRealm realm = aws.realm();
    private final Person person = aws.person("user-" + ++count);

    @AfterEach
    void asSetUpLeftIt() {
        aws.change(client ->
                client.withObject("/attributes").put("aws-mfa.partition", "aws").put("aws-mfa.provider", "keycloak"));
    }

    @Test
    void comeByUserGroupsAndComposites() {
        give(role(ACCOUNT + "/Direct" + count));
        JsonNode twice = role(ACCOUNT + "/Twice" + count);
        String parent = group("/groups", role(OTHER + "/team/ops/Parent" + count));
        String child = group("/groups/" + parent + "/children", role(ACCOUNT + "/Child" + count));
        realm.admin().put("/users/" + person.user().id() + "/groups/" + child, Map.of());
        give(composite(role("bundle-" + count), role(OTHER + "/Bundled" + count), twice));
        giveOfRealm(composite(ofRealm("inner-" + count), role(OTHER + "/Inner" + count), twice));
        JsonNode outer = composite(
                ofRealm("outer-" + count), composite(ofRealm("middle-" + count), role(OTHER + "/Deep" + count)));
        realm.admin().post("/groups/" + parent + "/role-mappings/realm", List.of(outer));
        role(ACCOUNT + "/NotGranted" + count);
        realm.clearEvents();

        assertThat(rolesAtAws())
                .containsExactlyInAnyOrder(
                        pair("Direct" + count),
                        pair("Child" + count),
                        pair("Twice" + count),
                        pairOf(OTHER, "team/ops/Parent" + count),
                        pairOf(OTHER, "Bundled" + count),
                        pairOf(OTHER, "Inner" + count),
                        pairOf(OTHER, "Deep" + count));
        assertThat(leftOut()).as("a bundle is no role that was left out").isEmpty();
    }

    @Test
    void mayHaveClassicNames() {
        String arn = "arn:aws:iam::" + OTHER + ":role/ops/Classic" + count;
        String turned = "arn:aws:iam::" + OTHER + ":role/Turned" + count;
        String provider = "arn:aws:iam::" + OTHER + ":saml-provider/old";
        give(role(arn + "," + provider));
        give(role(provider + ", " + turned));
        give(composite(role(arn + "Composite," + provider), role(ACCOUNT + "/InComposite" + count)));
        realm.clearEvents();

        assertThat(rolesAtAws())
                .containsExactlyInAnyOrder(
                        arn + "," + provider,
                        turned + "," + provider,
                        arn + "Composite," + provider,
                        pair("InComposite" + count));
        assertThat(leftOut()).isEmpty();
    }

    /** AWS would refuse them, and with them the whole response. */
    @Test
    void areLeftOutWithOneEventWhereTheyAreNotValid() {
        String twoAccounts =
                "arn:aws:iam::" + OTHER + ":role/Two" + count + ",arn:aws:iam::" + ACCOUNT + ":saml-provider/old";
        String china =
                "arn:aws-cn:iam::" + OTHER + ":role/China" + count + ",arn:aws-cn:iam::" + OTHER + ":saml-provider/old";
        give(role(ACCOUNT + "/Valid" + count));
        give(role(twoAccounts));
        give(role("12345/TooShort" + count));
        give(role("manager-" + count));
        give(composite(role(china), role(ACCOUNT + "/InInvalid" + count)));
        give(composite(role("a bundle-" + count), role(ACCOUNT + "/InBundle" + count)));
        realm.clearEvents();

        assertThat(rolesAtAws())
                .containsExactlyInAnyOrder(pair("Valid" + count), pair("InInvalid" + count), pair("InBundle" + count));
        namedOnce("12345/TooShort" + count, china, twoAccounts, "manager-" + count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws-us-gov", "aws-cn", "aws-eusc", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"})
    void areOfTheClientsPartition(String partition) {
        aws.change(client -> client.withObject("/attributes").put("aws-mfa.partition", partition));
        String classic = "arn:" + partition + ":iam::" + OTHER + ":role/Classic" + count + ",arn:" + partition
                + ":iam::" + OTHER + ":saml-provider/old";
        String global = pairOf(OTHER, "Global" + count);
        give(role(ACCOUNT + "/ops/Short" + count));
        give(role(classic));
        give(role(global));
        realm.clearEvents();

        assertThat(rolesAtAws())
                .containsExactlyInAnyOrder(
                        pair("ops/Short" + count).replace("arn:aws:", "arn:" + partition + ":"), classic);
        namedOnce(global);
    }

    @Test
    void areNoneWhereThePartitionCannotBeReadAndOnlyClassicOnesWhereTheProviderCannot() {
        String classic = pairOf(OTHER, "Classic" + count);
        give(composite(role("all-" + count), role(ACCOUNT + "/Short" + count), role(classic)));
        aws.change(client -> client.withObject("/attributes").put("aws-mfa.partition", "mars"));
        realm.clearEvents();

        Page told = person.signInWithCode(aws.console());
        assertThat(told.html().text()).contains("partition_unreadable");
        assertThat(SamlPost.isOn(told)).isFalse();

        aws.change(client ->
                client.withObject("/attributes").put("aws-mfa.partition", "aws").put("aws-mfa.provider", "key cloak"));
        realm.clearEvents();

        assertThat(rolesAtAws()).containsExactly(classic);
        namedOnce(ACCOUNT + "/Short" + count);
    }

    private List<String> rolesAtAws() {
        return aws.accepted(person.signInWithCode(aws.console())).attributes().get(PREFIX + "Role");
    }

    private List<TestEvent> leftOut() {
        return realm.events("LOGIN_ERROR").stream()
                .filter(event -> "aws_mfa_role_left_out".equals(event.error()))
                .toList();
    }

    private void namedOnce(String... roles) {
        assertThat(leftOut()).singleElement().satisfies(event -> {
            assertThat(event.clientId()).isEqualTo(AwsSide.CLIENT_ID);
            assertThat(event.userId()).isEqualTo(person.user().id());
            assertThat(event.details()).containsEntry("reason", "role_not_valid");
            // Keycloak puts :: between, as ARNs have it within: so the length tells that there is nothing else.
            assertThat(event.details().get("roles"))
                    .contains(roles)
                    .hasSize(String.join("::", roles).length());
        });
    }

    private static String pairOf(String account, String role) {
        return pair(role).replace(ACCOUNT, account);
    }

    /** A new role of AWS's client. */
    private JsonNode role(String name) {
        realm.clientRoles(aws.clientUuid(), name);
        for (JsonNode role : realm.admin().get("/clients/" + aws.clientUuid() + "/roles?max=1000")) {
            if (role.get("name").asText().equals(name)) {
                return role;
            }
        }
        throw new AssertionError("No role " + name);
    }

    private JsonNode ofRealm(String name) {
        realm.admin().post("/roles", AdminApi.JSON.createObjectNode().put("name", name));
        return realm.admin().get("/roles/" + name);
    }

    private JsonNode composite(JsonNode role, JsonNode... parts) {
        realm.admin().post("/roles-by-id/" + role.get("id").asText() + "/composites", List.of(parts));
        return role;
    }

    private void give(JsonNode role) {
        realm.admin()
                .post("/users/" + person.user().id() + "/role-mappings/clients/" + aws.clientUuid(), List.of(role));
    }

    private void giveOfRealm(JsonNode role) {
        realm.admin().post("/users/" + person.user().id() + "/role-mappings/realm", List.of(role));
    }

    private String group(String at, JsonNode role) {
        String group = realm.admin()
                .create(at, Map.of("name", "group-" + role.get("name").asText().replace('/', '-')));
        realm.admin().post("/groups/" + group + "/role-mappings/clients/" + aws.clientUuid(), List.of(role));
        return group;
    }
}
