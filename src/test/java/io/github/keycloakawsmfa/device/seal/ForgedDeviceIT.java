package io.github.keycloakawsmfa.device.seal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.device.ledger.Tables;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A device that an administrator writes into a user by REST")
class ForgedDeviceIT {

    private static final String LATER = "{\"v\":2,\"k\":\"realm:a\",\"n\":\"AAAAAAAAAAAAAAAA\",\"c\":\"AAAA\"}";

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static People people;
    private static Person owner;
    private static JsonNode device;
    private static String sealed;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        owner = people.withDevice();
        device = owner.devices().get(0);
        sealed = Tables.of(realm).secretData(device.get("id").asText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "null",
                "{\"value\":\"JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP\"}",
                LATER,
                "{\"v\":1,\"k\":\"vault:nothing\",\"n\":\"AAAAAAAAAAAAAAAA\",\"c\":\"AAAA\"}",
                "{\"v\":1,\"k\":\"realm:nothing\",\"n\":\"AAAAAAAAAAAAAAAA\",\"c\":\"AAAA\"}"
            })
    void isRefusedWhenItIsNotSealed(String secretData) {
        Person user = people.newcomer();
        refusesPut(user, row(UUID.randomUUID().toString(), secretData));
        refusesPost(row(UUID.randomUUID().toString(), secretData));
    }

    @Test
    void isRefusedWhenItWasSealedForAnotherUser() {
        Person thief = people.newcomer();
        refusesPut(thief, row(UUID.randomUUID().toString(), sealed));
        refusesPut(thief, row(device.get("id").asText(), sealed));
        assertThat(owner.devices()).containsExactly(device);
    }

    /** Nobody has a device of that id any more: only the seal tells whose it was. */
    @Test
    void isRefusedWhenItWasSealedForAnotherUserWhoIsGone() {
        Person thief = people.withDevice();
        String id = thief.devices().get(0).get("id").asText();
        String theirs = Tables.of(realm).secretData(id);
        realm.admin().delete("/users/" + thief.user().id());

        refusesPut(people.newcomer(), row(id, theirs));
    }

    /** One secret in two devices would have two last steps, and each of its codes be good twice. */
    @Test
    void isNoneWhenTheDatabaseHasTheSecretOfAnotherDeviceOfTheUser() {
        Person person = people.newcomer();
        Page assigned = person.assign();
        realm.clock().toNextStep();
        Page wizard = assigned.form("#virtual-mfa-continue-form").press("#virtual-mfa-add");
        Phone.Pair pair =
                Phone.of(wizard.text("#kc-totp-secret-key")).pair(realm.clock().now());
        wizard.form("#kc-totp-settings-form")
                .set("deviceName", "tablet")
                .set("code1", pair.code1())
                .set("code2", pair.code2())
                .set("currentCode", person.code())
                .submit()
                .element("#virtual-mfa-assigned");
        String tablet = person.devices().get(1).get("id").asText();
        Tables tables = Tables.of(realm);
        tables.setSecretData(
                tablet, tables.secretData(person.devices().get(0).get("id").asText()));
        realm.clock().toNextStep();
        String code = person.code();
        Person first = person.elsewhere();
        assertThat(first.code(first.signIn(), code)).matches(Person::atAws);
        Person second = person.elsewhere();
        Page again = second.code(second.signIn(), code);

        assertThat(again.has("#input-error-otp-code")).as(again.toString()).isTrue();
        assertThat(realm.events("UPDATE_CREDENTIAL_ERROR"))
                .filteredOn(event -> person.user().id().equals(event.userId()))
                .isNotEmpty()
                .allSatisfy(event -> {
                    assertThat(event.error()).isEqualTo("virtual_mfa_device_broken");
                    assertThat(event.details()).containsEntry("credential_id", tablet);
                });
    }

    @Test
    void isRefusedWhenItIsACopyOfTheUsersOwn() {
        AdminApi.Answer answer = put(owner, row(UUID.randomUUID().toString(), sealed));
        assertThat(answer.status()).as(answer.toString()).isBetween(400, 499);
        assertThat(owner.devices()).containsExactly(device);
    }

    @Test
    void isLeftAsItIsWhenItIsTheUsersOwn() {
        AdminApi.Answer answer = put(owner, row(device.get("id").asText(), LATER));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
        assertThat(owner.devices()).containsExactly(device);
        assertThat(Tables.of(realm).secretData(device.get("id").asText())).isEqualTo(sealed);
    }

    private static void refusesPut(Person user, ObjectNode row) {
        AdminApi.Answer answer = put(user, row);
        assertThat(answer.status()).as(answer.toString()).isBetween(400, 499);
        assertThat(user.devices()).isEmpty();
        assertThat(user.json().path("firstName").asText())
                .as("nothing else of the request is done")
                .isEqualTo("First");
    }

    private static void refusesPost(ObjectNode row) {
        ObjectNode user =
                AdminApi.JSON.createObjectNode().put("username", "forged").put("enabled", true);
        user.putArray("credentials").add(row);
        AdminApi.Answer answer = realm.admin().send("POST", "/users", user);
        assertThat(answer.status()).as(answer.toString()).isBetween(400, 499);
        assertThat(realm.admin().get("/users?username=forged")).isEmpty();
    }

    private static AdminApi.Answer put(Person user, ObjectNode row) {
        ObjectNode changed = ((ObjectNode) user.json()).put("firstName", "Changed");
        changed.putArray("credentials").add(row);
        return realm.admin().send("PUT", "/users/" + user.user().id(), changed);
    }

    private static ObjectNode row(String id, String secretData) {
        return AdminApi.JSON
                .createObjectNode()
                .put("id", id)
                .put("type", "virtual-mfa")
                .put("userLabel", "forged")
                .put("credentialData", device.get("credentialData").asText())
                .put("secretData", secretData);
    }
}
