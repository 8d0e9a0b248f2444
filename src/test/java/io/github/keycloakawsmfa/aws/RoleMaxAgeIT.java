package io.github.keycloakawsmfa.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.walk.AwsSide;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whichever way a user has an AWS role, its age counts; nothing else's does, and none makes the client's age longer. */
class RoleMaxAgeIT {

    private static final String ATTRIBUTE = "aws-mfa.max-age";
    private static final String SHORT = AwsSide.ACCOUNT + "/ReadOnly";

    /** How a user comes to the role that has a short age. */
    enum Way {
        DIRECT(test -> test.giveTheUser(test.role(SHORT))),
        BY_GROUP(test -> test.group("/role-mappings/clients/" + aws.clientUuid(), test.role(SHORT))),
        BY_REALM_ROLE(test -> test.giveTheUserRealmRole(test.composite(test.role(SHORT)))),
        BY_GROUP_AND_REALM_ROLE(test -> test.group("/role-mappings/realm", test.composite(test.role(SHORT)))),
        BY_ROLE_IN_ROLE_OF_THE_CLIENT(test -> {
            String name = "all-" + count;
            test.realm.clientRoles(aws.clientUuid(), name);
            JsonNode all = test.role(name);
            test.realm
                    .admin()
                    .post("/roles-by-id/" + all.get("id").asText() + "/composites", List.of(test.role(SHORT)));
            test.giveTheUser(all);
        });

        private final Consumer<RoleMaxAgeIT> act;

        Way(Consumer<RoleMaxAgeIT> act) {
            this.act = act;
        }

        void give(RoleMaxAgeIT test) {
            act.accept(test);
        }
    }

    @RegisterExtension
    static final AwsSide aws = AwsSide.of(TestRealm.create(
            realm -> realm.put("ssoSessionIdleTimeout", 864_000).put("ssoSessionMaxLifespan", 864_000)));

    private static int count;

    private final TestRealm realm = aws.realm();
    private Person person;

    @BeforeEach
    void aSignedInUser() {
        aws.change(client -> client.withObject("/attributes").put(ATTRIBUTE, "PT1H"));
        person = aws.person("user-" + ++count, "Admin");
        aws.accepted(person.signInWithCode(aws.console()));
        realm.clearEvents();
    }

    @AfterEach
    void asSetUpLeftIt() {
        age(role(SHORT), null);
        aws.setUp();
    }

    @ParameterizedTest
    @EnumSource
    void countsWhenTheUserHasTheRole(Way way) {
        age(role(SHORT), "PT15M");
        way.give(this);
        realm.clock().advance(Duration.ofMinutes(16));

        Page page = open();
        assertThat(page.has("#kc-otp-login-form")).as(page.toString()).isTrue();
        assertThat(aws.refusals()).isEmpty();

        aws.leaveTheGateAlone();
        isTooOld();
    }

    @Test
    void doesNotCountWhenTheUserHasNotTheRole() {
        age(role(SHORT), "PT15M");
        realm.clock().advance(Duration.ofMinutes(16));

        aws.accepted(open());
    }

    @Test
    void doesNotCountElsewhere() {
        String other = realm.client(client -> client.put("clientId", "other-" + count));
        realm.clientRoles(other, SHORT);
        age(role(other, SHORT), "PT1M");
        realm.admin()
                .post("/users/" + person.user().id() + "/role-mappings/clients/" + other, List.of(role(other, SHORT)));
        JsonNode ofRealm = composite();
        age(ofRealm, "PT1M");
        giveTheUserRealmRole(ofRealm);
        realm.clock().advance(Duration.ofMinutes(16));

        aws.accepted(open());
    }

    @Test
    void doesNotMakeTheClientsAgeLonger() {
        age(role(SHORT), "P2D");
        age(role(AwsSide.ACCOUNT + "/Admin"), "P2D");
        try {
            giveTheUser(role(SHORT));
            aws.leaveTheGateAlone();
            realm.clock().advance(Duration.ofMinutes(59));
            aws.accepted(open());
            realm.clock().advance(Duration.ofMinutes(2));

            isTooOld();
        } finally {
            age(role(AwsSide.ACCOUNT + "/Admin"), null);
        }
    }

    private Page open() {
        return person.browser().open(aws.console());
    }

    private void isTooOld() {
        Page page = open();
        assertThat(page.status()).as(page.toString()).isEqualTo(400);
        assertThat(aws.refusals())
                .singleElement()
                .satisfies(event -> assertThat(event.details()).containsEntry("reason", "evidence_old"));
    }

    private JsonNode role(String name) {
        return role(aws.clientUuid(), name);
    }

    private JsonNode role(String clientUuid, String name) {
        for (JsonNode role : realm.admin().get("/clients/" + clientUuid + "/roles?briefRepresentation=false")) {
            if (role.get("name").asText().equals(name)) {
                return role;
            }
        }
        throw new AssertionError("No role " + name);
    }

    private void age(JsonNode role, String age) {
        ObjectNode changed =
                (ObjectNode) realm.admin().get("/roles-by-id/" + role.get("id").asText());
        ObjectNode attributes = changed.putObject("attributes");
        if (age != null) {
            attributes.putArray(ATTRIBUTE).add(age);
        }
        realm.admin().put("/roles-by-id/" + role.get("id").asText(), changed);
    }

    /** A new role of the realm that includes these. */
    private JsonNode composite(JsonNode... roles) {
        String name = "composite-" + count;
        realm.admin().post("/roles", AdminApi.JSON.createObjectNode().put("name", name));
        JsonNode composite = realm.admin().get("/roles/" + name);
        if (roles.length > 0) {
            realm.admin().post("/roles-by-id/" + composite.get("id").asText() + "/composites", List.of(roles));
        }
        return composite;
    }

    private void giveTheUser(JsonNode role) {
        realm.admin()
                .post("/users/" + person.user().id() + "/role-mappings/clients/" + aws.clientUuid(), List.of(role));
    }

    private void giveTheUserRealmRole(JsonNode role) {
        realm.admin().post("/users/" + person.user().id() + "/role-mappings/realm", List.of(role));
    }

    /** The user comes into a group in a group that has the role. */
    private void group(String mappings, JsonNode role) {
        String parent = realm.admin().create("/groups", Map.of("name", "parent-" + count));
        realm.admin().post("/groups/" + parent + mappings, List.of(role));
        String child = realm.admin().create("/groups/" + parent + "/children", Map.of("name", "child-" + count));
        realm.admin().put("/users/" + person.user().id() + "/groups/" + child, Map.of());
    }
}
