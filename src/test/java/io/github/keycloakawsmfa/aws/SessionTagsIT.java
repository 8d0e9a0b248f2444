package io.github.keycloakawsmfa.aws;

import static io.github.keycloakawsmfa.walk.AwsSide.ASSURANCE;
import static io.github.keycloakawsmfa.walk.AwsSide.PREFIX;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.demo.SamlCheck;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.TestEvent;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import io.github.keycloakawsmfa.walk.AwsSide;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What AWS is told of a session by its tags: what was asked for, by the gate alone where it tells of the code. */
class SessionTagsIT {

    private static final String TAG = PREFIX + "PrincipalTag:";
    private static final String ACCESS = PREFIX + "AccessControl:";
    private static final String TRANSITIVE = PREFIX + "TransitiveTagKeys";

    @RegisterExtension
    static final AwsSide aws = AwsSide.create();

    private static int count;

    private final TestRealm realm = aws.realm();

    @BeforeAll
    static void usersMayHaveAttributes() {
        ObjectNode profile = (ObjectNode) aws.realm().admin().get("/users/profile");
        profile.put("unmanagedAttributePolicy", "ENABLED");
        aws.realm().admin().put("/users/profile", profile);
    }

    @AfterEach
    void asSetUpLeftIt() {
        ask("", "", "");
        aws.change(client ->
                client.withObject("/attributes").put("aws-mfa.preset", "iam").put("saml_name_id_format", "persistent"));
    }

    @Test
    void areNoneUnlessAskedFor() {
        assertThat(tags(accepted(person(Map.of("team", List.of("blue")))).attributes()))
                .isEmpty();
    }

    @Test
    void tellOfTheCodeAndOfTheUser() {
        ask("mfa,mfa-device,mfa-time", "Cost Center=costs,team=team,first=firstName", "mfa,TEAM,unsent");
        Person person = person(Map.of("team", List.of("blau-grün 青", "second"), "costs", List.of("R/D 42")));
        realm.clearEvents();

        SamlCheck.Accepted seen = accepted(person);

        assertThat(tags(seen.attributes()))
                .isEqualTo(Map.of(
                        TAG + "mfa",
                        List.of("true"),
                        TAG + "mfa-device",
                        List.of(device(person)),
                        TAG + "mfa-time",
                        List.of(seen.authnInstant()
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString()),
                        TAG + "Cost Center",
                        List.of("R/D 42"),
                        TAG + "team",
                        List.of("blau-grün 青"),
                        TAG + "first",
                        List.of("First"),
                        TRANSITIVE,
                        List.of("mfa", "team")));
        assertThat(errors()).isEmpty();
    }

    @Test
    void areLeftOutWithOneEventWhereThereIsNoValueThatAwsTakes() {
        ask("mfa", "none=nothing,bad=bad,long=long,blank=blank,team=team", "none,bad");
        Person person = person(Map.of(
                "bad",
                List.of("a,secret"),
                "long",
                List.of("x".repeat(257)),
                "team",
                List.of("x".repeat(256)),
                "blank",
                List.of(" ")));
        realm.clearEvents();

        assertThat(tags(accepted(person).attributes()))
                .isEqualTo(Map.of(TAG + "mfa", List.of("true"), TAG + "team", List.of("x".repeat(256))));
        assertThat(errors()).singleElement().satisfies(event -> {
            assertThat(event.error()).isEqualTo("aws_mfa_tag_left_out");
            assertThat(event.userId()).isEqualTo(person.user().id());
            assertThat(event.details()).containsEntry("reason", "tag_not_valid");
            assertThat(event.details().get("tags").split("::"))
                    .containsExactlyInAnyOrder("none", "bad", "long", "blank");
            assertThat(event.toString()).doesNotContain("secret");
        });
    }

    /** Whoever edits the client's attributes by hand makes no evidence of what users say of themselves. */
    @Test
    void tellOfTheCodeByTheGateAlone() {
        ask("", "mfa=forged,MFA-Device=forged,mfa-time=forged,mfax=forged,aws:x=forged,Team=team,team=forged", "mfa");
        Person person = person(Map.of("forged", List.of("true"), "team", List.of("blue")));
        realm.clearEvents();

        assertThat(tags(accepted(person).attributes())).isEqualTo(Map.of(TAG + "Team", List.of("blue")));
        assertThat(errors())
                .singleElement()
                .satisfies(event -> assertThat(event.details().get("tags"))
                        .isEqualTo("mfa::MFA-Device::mfa-time::mfax::aws:x::team"));
    }

    @Test
    void ofMappersGiveWayToOurs() {
        ask("mfa", "team=team", "team");
        String mappers = "/clients/" + aws.clientUuid() + "/protocol-mappers/models";
        List<String> made = List.of(
                mapper(mappers, TAG + "TEAM", "red"),
                mapper(mappers, TAG + "mfa", "forged"),
                mapper(mappers, ACCESS + "mfa", "forged"),
                mapper(mappers, TAG + "office", "Tokyo"),
                mapper(mappers, TRANSITIVE, "office"));
        Person with = person(Map.of("team", List.of("blue")));
        Person without = person(Map.of());
        realm.clearEvents();
        try {
            assertThat(tags(accepted(with).attributes()))
                    .isEqualTo(Map.of(
                            TAG + "mfa",
                            List.of("true"),
                            TAG + "team",
                            List.of("blue"),
                            TAG + "office",
                            List.of("Tokyo"),
                            TRANSITIVE,
                            List.of("team")));
            assertThat(errors())
                    .extracting(event -> event.details().get("attributes"))
                    .satisfiesExactlyInAnyOrder(
                            names -> assertThat(names).contains(TAG + "mfa", ACCESS + "mfa"),
                            names -> assertThat(names)
                                    .contains(TAG + "TEAM", TRANSITIVE)
                                    .doesNotContain("office"));

            assertThat(tags(accepted(without).attributes()))
                    .as("a tag of ours is nobody else's, whether the user has a value or not")
                    .isEqualTo(Map.of(TAG + "mfa", List.of("true"), TAG + "office", List.of("Tokyo")));
        } finally {
            made.forEach(mapper -> realm.admin().delete(mappers + "/" + mapper));
        }
    }

    @Test
    void haveAnotherNameForIdentityCenter() {
        ask("mfa,mfa-device", "team=team", "mfa,team");
        aws.change(client -> client.withObject("/attributes")
                .put("aws-mfa.preset", "identity-center")
                .put("saml_name_id_format", "email"));
        Person person = person(Map.of("team", List.of("blue")));
        realm.grant(person.user(), aws.clientUuid(), AwsSide.ACCOUNT + "/ReadOnly");
        realm.clearEvents();

        Map<String, List<String>> attributes =
                SamlPost.of(person.signInWithCode(aws.console())).attributes();

        assertThat(tags(attributes))
                .isEqualTo(Map.of(
                        ACCESS + "mfa", List.of("true"),
                        ACCESS + "mfa-device", List.of(device(person)),
                        ACCESS + "team", List.of("blue")));
        assertThat(attributes).containsKey(ASSURANCE).doesNotContainKey(PREFIX + "Role");
        assertThat(errors()).isEmpty();
    }

    private void ask(String tags, String users, String transitive) {
        aws.change(client -> client.withObject("/attributes")
                .put("aws-mfa.tags", tags)
                .put("aws-mfa.user-tags", users)
                .put("aws-mfa.transitive-tags", transitive));
    }

    private Person person(Map<String, List<String>> attributes) {
        TestUser user = realm.user(
                "person-" + ++count,
                json -> attributes.forEach((name, values) -> values.forEach(value ->
                        json.withObject("/attributes").withArray("/" + name).add(value))));
        realm.grant(user, aws.clientUuid(), AwsSide.ACCOUNT + "/Admin");
        return new Person(realm, user);
    }

    private String mapper(String at, String attribute, String value) {
        return realm.admin()
                .create(
                        at,
                        Map.of(
                                "name",
                                "mapper-" + ++count,
                                "protocol",
                                "saml",
                                "protocolMapper",
                                "saml-hardcode-attribute-mapper",
                                "config",
                                Map.of(
                                        "attribute.name", attribute,
                                        "attribute.nameformat", "URI Reference",
                                        "attribute.value", value)));
    }

    private String device(Person person) {
        for (JsonNode credential : realm.admin().get("/users/" + person.user().id() + "/credentials")) {
            if (credential.get("type").asText().equals("virtual-mfa")) {
                return credential.get("id").asText();
            }
        }
        throw new AssertionError("No device");
    }

    private SamlCheck.Accepted accepted(Person person) {
        return aws.accepted(person.signInWithCode(aws.console()));
    }

    private List<TestEvent> errors() {
        return realm.events("LOGIN_ERROR");
    }

    private static Map<String, List<String>> tags(Map<String, List<String>> attributes) {
        Map<String, List<String>> tags = new TreeMap<>(attributes);
        tags.keySet().removeIf(name -> !name.startsWith(TAG) && !name.startsWith(ACCESS) && !name.equals(TRANSITIVE));
        return tags;
    }
}
