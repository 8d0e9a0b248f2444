package io.github.keycloakawsmfa.aws;

import static io.github.keycloakawsmfa.walk.AwsSide.PREFIX;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.demo.SamlCheck;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import io.github.keycloakawsmfa.walk.AwsSide;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who a user is at AWS, and for how long. */
class SessionNamesIT {

    private static final String MARKED = "-[a-z2-7]{20}";

    @RegisterExtension
    static final AwsSide aws = AwsSide.of(
            TestRealm.create(realm -> realm.put("ssoSessionIdleTimeout", 36_000).put("ssoSessionMaxLifespan", 36_000)));

    private static int count;

    private final TestRealm realm = aws.realm();

    @BeforeAll
    static void usersMayHaveAttributes() {
        ObjectNode profile = (ObjectNode) aws.realm().admin().get("/users/profile");
        profile.put("unmanagedAttributePolicy", "ENABLED");
        profile.get("attributes").forEach(attribute -> ((ObjectNode) attribute).remove("required"));
        profile.get("attributes").forEach(attribute -> ((ObjectNode) attribute).putObject("validations"));
        aws.realm().admin().put("/users/profile", profile);
    }

    @AfterEach
    void asSetUpLeftIt() {
        source("username");
        realm.change(json -> json.put("loginWithEmailAllowed", true).put("duplicateEmailsAllowed", false));
    }

    @Test
    void comeFromTheEMail() {
        source("email");

        assertThat(sessionName(user(user -> user.put("email", "Ada.Lovelace@example.test"))))
                .isEqualTo("ada.lovelace@example.test");
        assertThat(sessionName(user(user -> user.put("email", "ada+" + "x".repeat(70) + "@example.test"))))
                .matches("ada\\+x{39}" + MARKED);
        assertThat(sessionName(user(user -> user.put("username", "without-mail").remove("email"))))
                .matches("without-mail" + MARKED);
    }

    @Test
    void areTwoWhereTwoUsersHaveOneEMail() {
        source("email");
        realm.change(json -> json.put("loginWithEmailAllowed", false).put("duplicateEmailsAllowed", true));
        Consumer<ObjectNode> shared = user -> user.put("email", "team@example.test");

        String one = sessionName(user(shared));
        String other = sessionName(user(shared));

        assertThat(List.of(one, other)).allMatch(name -> name.matches("team@example.test" + MARKED));
        assertThat(one).isNotEqualTo(other);
    }

    @Test
    void comeFromAnAttribute() {
        source("attribute:employee");
        Consumer<ObjectNode> first = user ->
                user.putObject("attributes").putArray("employee").add("E-42").add("E-43");

        Person ada = user(first);
        String one = sessionName(ada);
        String other = sessionName(user(first));

        assertThat(List.of(one, other)).allMatch(name -> name.matches("E-42" + MARKED));
        assertThat(one).isNotEqualTo(other);
        assertThat(sessionName(ada)).as("the same next time").isEqualTo(one);
        assertThat(sessionName(user(user -> user.put("username", "no-employee"))))
                .matches("no-employee" + MARKED);
    }

    @Test
    void areTheUsernameWhereTheSourceCannotBeRead() {
        source("mail");

        Person user = user(json -> {});
        assertThat(sessionName(user)).isEqualTo(user.user().username());
    }

    /** Whoever may choose a username could else be another at AWS. */
    @Test
    void cannotBeChosenToBeAnothers() {
        String victim = sessionName(user(user -> user.put("username", "müller")));
        assertThat(victim).matches("muller" + MARKED);

        assertThat(sessionName(user(user -> user.put("username", victim))))
                .matches("muller" + MARKED + MARKED)
                .isNotEqualTo(victim);
    }

    @Test
    void areASourceIdentityToo() {
        String mappers = "/clients/" + aws.clientUuid() + "/protocol-mappers/models";
        String mapper = realm.admin()
                .create(
                        mappers,
                        Map.of(
                                "name",
                                "SourceIdentity",
                                "protocol",
                                "saml",
                                "protocolMapper",
                                "aws-source-identity-mapper",
                                "config",
                                Map.of("source", "email")));
        try {
            SamlCheck.Accepted seen = accepted(user(user -> user.put("email", "source@example.test")));

            assertThat(seen.attributes()).containsEntry(PREFIX + "SourceIdentity", List.of("source@example.test"));
        } finally {
            realm.admin().delete(mappers + "/" + mapper);
        }
    }

    /** Keycloak states the end of a session that begins with the response. */
    @Test
    void aSessionAtAwsEndsWithTheOneAtKeycloak() {
        Person user = user(json -> {});
        Instant start = realm.clock().now();
        SamlCheck.Accepted first = accepted(user);
        Instant end = first.sessionNotOnOrAfter().orElseThrow();
        assertThat(end)
                .isBetween(
                        start.plus(Duration.ofHours(10)).minusSeconds(1),
                        start.plus(Duration.ofHours(10)).plusSeconds(60));
        assertThat(first.sessionDuration()).contains(Duration.ofHours(1));

        realm.clock().advance(Duration.ofMinutes(9 * 60 + 40));
        SamlCheck.Accepted late = aws.accepted(user.browser().open(aws.console()));
        assertThat(late.sessionNotOnOrAfter().orElseThrow()).isBetween(end.minusSeconds(60), end);
        assertThat(late.sessionDuration().orElseThrow()).isBetween(Duration.ofMinutes(18), Duration.ofMinutes(20));

        realm.clock().advance(Duration.ofMinutes(7));
        SamlCheck.Accepted last = aws.accepted(user.browser().open(aws.console()));
        assertThat(last.sessionNotOnOrAfter()).isEqualTo(late.sessionNotOnOrAfter());
        assertThat(last.sessionDuration()).isEmpty();
        realm.clock().reset();
    }

    private void source(String source) {
        String mappers = "/clients/" + aws.clientUuid() + "/protocol-mappers/models";
        for (JsonNode mapper : realm.admin().get(mappers)) {
            if (mapper.get("name").asText().equals("RoleSessionName")) {
                ((ObjectNode) mapper).withObject("/config").put("source", source);
                realm.admin().put(mappers + "/" + mapper.get("id").asText(), mapper);
            }
        }
    }

    private Person user(Consumer<ObjectNode> change) {
        TestUser user = realm.user("person-" + ++count, change);
        realm.grant(user, aws.clientUuid(), AwsSide.ACCOUNT + "/Admin");
        return new Person(realm, user);
    }

    private String sessionName(Person person) {
        return accepted(person).sessionName();
    }

    private SamlCheck.Accepted accepted(Person person) {
        return aws.accepted(person.signInWithCode(aws.console()));
    }
}
