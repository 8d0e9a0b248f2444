package io.github.keycloakawsmfa.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("The NameID that AWS gets")
class NameIdIT {

    private static final String COMPUTED = "G-[0-9a-f-]{36}";
    private static final String STORED = "saml.persistent.name.id.for.";
    private static final String AWS = "urn:amazon:webservices";
    private static final String GOV = "urn:amazon:webservices:govcloud";

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static int count;

    @BeforeAll
    static void setUp() {
        ObjectNode profile = (ObjectNode) realm.admin().get("/users/profile");
        realm.admin().put("/users/profile", profile.put("unmanagedAttributePolicy", "ENABLED"));
        Map<String, List<String>> accounts = Map.of("123456789012", List.of("Admin"));
        realm.admin().post("/aws-mfa/setup", Map.of("accounts", accounts));
        realm.admin().post("/aws-mfa/setup", Map.of("accounts", accounts, "partition", "aws-us-gov"));
    }

    @Test
    void isTheSameEachTimeAndStoredNowhere() {
        Person ada = person(user -> {});

        SamlPost first = at(ada, "amazon-aws");

        assertThat(first.nameId()).matches(COMPUTED);
        assertThat(first.nameIdFormat()).isEqualTo("urn:oasis:names:tc:SAML:2.0:nameid-format:persistent");
        assertThat(at(ada.elsewhere(), "amazon-aws").nameId()).isEqualTo(first.nameId());
        assertThat(attributes(ada).toString()).doesNotContain("persistent");
    }

    @Test
    void isAnotherAtAnotherClient() {
        Person ada = person(user -> {});

        assertThat(at(ada, "amazon-aws-us-gov").nameId())
                .matches(COMPUTED)
                .isNotEqualTo(at(ada, "amazon-aws").nameId());
    }

    @Test
    void staysWhatKeycloakStored() {
        Person ada = person(user -> user.putObject("attributes")
                .put(STORED + AWS, "G-4f9fd3b9-8a0e-4a3f-a28d-2d6f9e4d6b1a")
                .put(STORED + "*", "ada-everywhere"));

        assertThat(at(ada, "amazon-aws").nameId()).isEqualTo("G-4f9fd3b9-8a0e-4a3f-a28d-2d6f9e4d6b1a");
        assertThat(at(ada, "amazon-aws-us-gov").nameId()).isEqualTo("ada-everywhere");
    }

    @Test
    void isGivenBySomebodyElsesMapperWhereThereIsOne() {
        String client = "/clients/" + realm.clientUuid(GOV) + "/protocol-mappers/models";
        String theirs = realm.admin()
                .create(
                        client,
                        Map.of(
                                "name", "theirs",
                                "protocol", "saml",
                                "protocolMapper", "saml-user-attribute-nameid-mapper",
                                "config",
                                        Map.of(
                                                "mapper.nameid.format",
                                                "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
                                                "user.attribute",
                                                "lastName")));

        assertThat(at(person(user -> {}), "amazon-aws-us-gov").nameId()).isEqualTo("Last");
        realm.admin().delete(client + "/" + theirs);
    }

    private static SamlPost at(Person person, String urlName) {
        URI address = realm.idpInitiated(urlName);
        Page page = person.signInWithCode(address);
        return SamlPost.of(page);
    }

    private static JsonNode attributes(Person person) {
        return realm.admin().get("/users/" + person.user().id()).path("attributes");
    }

    private static Person person(Consumer<ObjectNode> change) {
        TestUser user = realm.user("name-" + ++count, change);
        for (String client : List.of(AWS, GOV)) {
            realm.grant(user, realm.clientUuid(client), "123456789012/Admin");
        }
        return new Person(realm, user);
    }
}
