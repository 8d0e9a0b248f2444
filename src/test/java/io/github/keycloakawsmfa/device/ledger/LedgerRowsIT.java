package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("The ledger's row")
class LedgerRowsIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static People people;
    private static Tables tables;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        tables = Tables.of(realm);
    }

    @Test
    void goesWithItsUser() {
        Person leaver = people.withDevice();
        Person stayer = people.withDevice();
        String id = leaver.user().id();
        assertThat(tables.ledgerUsers()).contains(id);

        realm.admin().delete("/users/" + id);

        assertThat(tables.ledgerUsers())
                .doesNotContain(id)
                .contains(stayer.user().id());
    }

    @Test
    void goesWithItsRealm() {
        ObjectNode other = AdminApi.JSON.createObjectNode().put("realm", realm.name() + "-other");
        realm.server().admin().createRealm(other);
        AdminApi otherAdmin = realm.server().admin().realm(realm.name() + "-other");
        Tables otherTables = Tables.of(realm, otherAdmin.get("").get("id").asText());
        otherTables.insertLedgerRow("somebody");
        String here = people.withDevice().user().id();

        otherAdmin.delete("");

        assertThat(otherTables.ledgerUsers()).isEmpty();
        assertThat(tables.ledgerUsers()).contains(here);
    }

    @Test
    void goesWithItsUserFederationProvider() {
        String provider = ldap("leaving");
        String another = ldap("staying");
        String imported = importedFrom(provider);
        String elsewhere = importedFrom(another);
        List<String> leaving = List.of("f:" + provider + ":alice", imported);
        List<String> staying = List.of(
                "f:" + another + ":alice", elsewhere, people.withDevice().user().id());
        leaving.forEach(tables::insertLedgerRow);
        staying.subList(0, 2).forEach(tables::insertLedgerRow);

        realm.admin().delete("/components/" + provider);

        assertThat(tables.ledgerUsers()).doesNotContainAnyElementsOf(leaving).containsAll(staying);
    }

    @Test
    void startsBeyondAllCodesOfNowWhenItWasLost() {
        Person person = people.withDevice();
        tables.deleteLedgerRow(person.user().id());
        Page page = person.signIn();

        for (int ago : new int[] {1, 0, -1}) {
            page = person.code(page, person.codeAgo(ago));
            assertThat(page.has("#input-error-otp-code")).as(page.toString()).isTrue();
        }
        assertThat(person.events().stream().filter("UPDATE_CREDENTIAL ledger_entry_missing"::equals))
                .as("told once")
                .hasSize(1);
        assertThat(person.events()).doesNotContain("LOGIN code_accepted");

        realm.clock().toNextStep();
        realm.clock().toNextStep();
        assertThat(Person.atAws(person.code(page, person.code()))).isTrue();
    }

    @Test
    void lockedElsewhereMakesAClearAnswerInAFewSecondsAndSpendsNothing() {
        Person person = people.withDevice();
        Page page = person.signIn();
        String code = person.code();
        Instant begin = Instant.now();
        tables.lockLedgerRow(person.user().id());
        try {
            page = person.code(page, code);
        } finally {
            tables.unlockLedgerRow();
        }

        assertThat(page.text("#input-error-otp-code")).isEqualTo("That did not work just now. Please try again.");
        assertThat(person.lastEvent().details()).containsEntry("reason", "busy");
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofMinutes(1));
        assertThat(Person.atAws(person.code(page, code))).isTrue();
    }

    /** Switched off, so that nobody asks a server that is not there. */
    private static String ldap(String name) {
        ObjectNode component = AdminApi.JSON
                .createObjectNode()
                .put("name", name)
                .put("providerId", "ldap")
                .put("providerType", "org.keycloak.storage.UserStorageProvider");
        ObjectNode config = component.putObject("config");
        config.putArray("enabled").add("false");
        config.putArray("importEnabled").add("true");
        config.putArray("editMode").add("READ_ONLY");
        config.putArray("vendor").add("other");
        config.putArray("connectionUrl").add("ldap://localhost:1");
        config.putArray("usersDn").add("dc=example");
        config.putArray("authType").add("none");
        config.putArray("usernameLDAPAttribute").add("uid");
        config.putArray("rdnLDAPAttribute").add("uid");
        config.putArray("uuidLDAPAttribute").add("entryUUID");
        config.putArray("userObjectClasses").add("person");
        return realm.admin().create("/components", component);
    }

    private static String importedFrom(String provider) {
        String username = "imported-" + provider;
        ObjectNode bundle = AdminApi.JSON.createObjectNode().put("ifResourceExists", "FAIL");
        bundle.putArray("users").addObject().put("username", username).put("federationLink", provider);
        return realm.admin()
                .post("/partialImport", bundle)
                .get("results")
                .get(0)
                .get("id")
                .asText();
    }
}
