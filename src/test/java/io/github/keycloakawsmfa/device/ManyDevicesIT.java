package io.github.keycloakawsmfa.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.Cluster;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SeededVault;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A realm with 20,000 devices on PostgreSQL: what each call reads, by the database's own word. The last test seals them anew. */
@DisplayName("With 20,000 devices")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ManyDevicesIT {

    private static final int PAGE = 1000;
    private static final int LOCAL = 18_000;
    private static final int FEDERATED = 2_000;
    private static final int ALL = LOCAL + FEDERATED;

    @RegisterExtension
    static final Cluster cluster = Cluster.ofOne(SeededVault.OPTION);

    @RegisterExtension
    static final TestRealm realm = TestRealm.on(cluster, seeded -> seeded.put("realm", SeededVault.REALM));

    private static People people;
    private static SentStatements sent;
    private static List<SeededDevices.Owner> owners;

    @BeforeAll
    static void load() {
        people = People.of(realm);
        String realmId = realm.admin().get("").get("id").asText();
        TestUser template = people.newcomer().user();
        SeededDevices seeded = SeededDevices.in(cluster.database(), realmId, template);
        owners = seeded.load(LOCAL);
        seeded.loadFederated(FEDERATED);
        sent = new SentStatements(cluster.database(), realmId);
    }

    @Test
    @Order(1)
    void aSeededUserSignsInToAws() {
        SeededDevices.Owner owner = owners.get(LOCAL / 2);
        Person person = people.present(owner.user(), owner.phone());

        assertThat(person.code(person.signIn(), person.code())).matches(Person::atAws);
    }

    @Test
    @Order(2)
    void aWalkReadsEachUserOnce() {
        List<SentStatements.Sent> pages = sent.during(() -> check("?devices=" + ALL)).stream()
                .filter(statement -> statement.sql().contains("credential"))
                .filter(statement -> statement.sql().contains("fetch first"))
                .toList();

        assertThat(pages).hasSizeBetween(ALL / PAGE, ALL / PAGE + 5);
        SentStatements.Sent local = pages.get(LOCAL / PAGE / 2);
        SentStatements.Sent federated = pages.get(pages.size() - 1);
        assertThat(local.sql()).contains("user_entity");
        assertThat(federated.sql()).contains("fed_user_credential");
        assertThat(sent.rowsRead(local, "user_entity")).as(sent.explain(local)).isBetween(1L, 2L * PAGE);
        assertThat(sent.rowsRead(local, "credential")).isLessThan(4L * PAGE);
        assertThat(sent.rowsRead(federated, "fed_user_credential")).isLessThan(2L * PAGE);
    }

    private static JsonNode check(String query) {
        return realm.admin().get("/aws-mfa/check" + query);
    }
}
