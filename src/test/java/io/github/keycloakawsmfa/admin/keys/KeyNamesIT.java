package io.github.keycloakawsmfa.admin.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.admin.Admins;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.Vault;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("The names of keys and vault entries")
class KeyNamesIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    @AfterEach
    void noVaultKey() {
        Vault.use(realm.server(), null);
    }

    @Test
    void areNotForThoseWhoMayManageUsersAlone() {
        Person person = People.of(realm).withDevice();
        String devices = "/aws-mfa/users/" + person.user().id() + "/devices";
        AdminApi helpDesk = Admins.with(realm, "manage-users");
        AdminApi viewer = Admins.with(realm, "view-users", "view-realm");

        assertThat(viewer.get(devices).get(0).path("keyId").asText()).startsWith("realm:");
        assertThat(helpDesk.get(devices).get(0).path("keyId").asText()).isEmpty();
        String device = helpDesk.get(devices).get(0).get("id").asText();
        assertThat(helpDesk.post(devices + "/" + device + "/rename", Map.of("name", "phone"))
                        .toString())
                .doesNotContain("realm:");

        Vault.use(realm.server(), "no-such-entry");
        AdminApi.Answer answer = helpDesk.send("POST", devices, Map.of("name", "tablet"));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
        assertThat(answer.body())
                .contains("events and the server's log tell why")
                .doesNotContain("no-such-entry");
        assertThat(person.lastEvent().details().get("reason")).contains("no-such-entry");
    }
}
