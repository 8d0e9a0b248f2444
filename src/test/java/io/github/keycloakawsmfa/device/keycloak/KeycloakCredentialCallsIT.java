package io.github.keycloakawsmfa.device.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.device.ledger.Tables;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Browser;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("By Keycloak's own calls about credentials")
class KeycloakCredentialCallsIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    @RegisterExtension
    static final TestRealm quiet =
            TestRealm.create(json -> json.put("adminEventsEnabled", false).put("adminEventsDetailsEnabled", false));

    private static People people;
    private static Tables tables;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        tables = Tables.of(realm);
        realm.client(client -> client.put("clientId", "account-reader")
                .put("publicClient", true)
                .put("directAccessGrantsEnabled", true));
    }

    @Nested
    @DisplayName("an administrator takes a device away:")
    class AdminDelete {

        @Test
        void theLedgerFollowsAndTheOwnerHearsOfIt() {
            Person person = people.withDevice();
            String device = idOf(person);
            assertThat(tables.ledgerState(person.user().id())).contains(device);

            realm.admin().delete("/users/" + person.user().id() + "/credentials/" + device);

            assertThat(tables.ledgerState(person.user().id())).isNotEmpty().doesNotContain(device);
            assertThat(person.lastEvent().type()).isEqualTo("REMOVE_CREDENTIAL");
            assertThat(person.lastEvent().details())
                    .containsEntry("reason", "deactivated_by_administrator")
                    .containsEntry("credential_type", "virtual-mfa")
                    .containsEntry("credential_id", device)
                    .containsEntry("credential_user_label", "Authenticator app");
            assertThat(mailTo(person))
                    .contains(": A virtual MFA device of your account was deactivated\n")
                    .contains("An administrator deactivated", "Device: Authenticator app\n");
        }

        @Test
        void alsoWhereTheRealmKeepsNoAdminEvents() {
            Person person = People.of(quiet).withDevice();
            String device = idOf(person);

            quiet.admin().delete("/users/" + person.user().id() + "/credentials/" + device);

            assertThat(quiet.admin().get("/admin-events")).isEmpty();
            assertThat(person.events()).endsWith("REMOVE_CREDENTIAL deactivated_by_administrator");
            assertThat(Tables.of(quiet).ledgerState(person.user().id()))
                    .isNotEmpty()
                    .doesNotContain(device);
        }

        @Test
        void aPasswordIsNone() {
            Person person = people.withDevice();
            String password = credentialOf(person, "password");
            String before = mailTo(person);

            realm.admin().delete("/users/" + person.user().id() + "/credentials/" + password);

            assertThat(person.events()).noneMatch(event -> event.startsWith("REMOVE_CREDENTIAL"));
            assertThat(mailTo(person)).isEqualTo(before);
            assertThat(person.devices()).hasSize(1);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @DisplayName("an administrator changes nothing that counts:")
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT|/disable-credential-types|[\"virtual-mfa\"]",
                "POST|/credentials/{device}/moveToFirst|{}",
                "POST|/credentials/{device}/moveAfter/{password}|{}",
                "PUT|/reset-password|{\"type\": \"virtual-mfa\", \"value\": \"other-password\", \"temporary\": false}",
                "PUT|/credentials/{device}/userLabel|another name"
            })
    void nothingThatCounts(String method, String below, String body) {
        Person person = people.withDevice();
        String device = idOf(person);
        String sealed = tables.secretData(device);
        String ledger = tables.ledgerState(person.user().id());
        String path = below.replace("{device}", device).replace("{password}", credentialOf(person, "password"));

        int status = plain(method, "/users/" + person.user().id() + path, body);

        assertThat(status).isEqualTo(204);
        assertThat(idOf(person)).isEqualTo(device);
        assertThat(tables.secretData(device)).isEqualTo(sealed);
        assertThat(tables.ledgerState(person.user().id())).isEqualTo(ledger);
        assertThat(person.events()).noneMatch(event -> event.startsWith("REMOVE_CREDENTIAL"));
    }

    @Nested
    @DisplayName("a user alone")
    class AccountDelete {

        @Test
        void takesNoDeviceAwayOverTheAccountRest() throws Exception {
            Person person = people.withDevice();
            for (String id : List.of(idOf(person), "virtual-mfa-id")) {
                HttpResponse<String> answer = account(person, "DELETE", "/credentials/" + id);
                assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
            }
            assertThat(person.devices()).hasSize(1);
            assertThat(person.code(person.signIn(), person.code())).matches(Person::atAws);
        }

        @Test
        void takesNoDeviceAwayByTheActionOfTheAccountConsole() {
            realm.app("deleting");
            for (String param : List.of("{device}", "virtual-mfa-id")) {
                Person person = people.withDevice();
                Page page = person.signIn(URI.create(realm.signInAt("deleting") + "&kc_action=delete_credential:"
                        + param.replace("{device}", idOf(person))));
                if (page.has("#kc-otp-login-form")) {
                    page = person.code(page, person.code());
                }
                Page refused = page.form("form").submit();

                assertThat(refused.source()).contains("Credential type cannot be removed");
                assertThat(person.events()).endsWith("REMOVE_CREDENTIAL_ERROR Credential type cannot be removed");
                assertThat(person.devices()).hasSize(1);
            }
        }
    }

    @Nested
    @DisplayName("a device that was deactivated")
    class Restore {

        @Test
        void doesNotReturn() {
            Person person = people.withDevice();
            ObjectNode old = exported(person);
            realm.admin().delete("/aws-mfa/users/" + person.user().id() + "/devices/" + idOf(person));

            isRefused(put(person, old), "it is not, or no longer, one of them");
            assertThat(person.devices()).isEmpty();
            assertThat(Person.atAws(person.signIn())).isFalse();
        }

        @Test
        void doesNotReturnThoughKeycloakItselfRemovedItAndTheLedgerHadNotSeenIt() {
            Person person = people.withDevice();
            ObjectNode old = exported(person);
            tables.deleteLedgerRow(person.user().id());
            realm.admin().delete("/users/" + person.user().id() + "/credentials/" + idOf(person));

            isRefused(put(person, old), "it is not, or no longer, one of them");
            assertThat(person.devices()).isEmpty();
        }

        @Test
        void doesNotReturnByAPartialImportThatWritesItsUserAnew() {
            Person person = people.withDevice();
            ObjectNode old = exported(person);
            realm.admin().delete("/aws-mfa/users/" + person.user().id() + "/devices/" + idOf(person));

            isRefused(overwrite(person, old), "it is not, or no longer, one of them");
            assertThat(person.devices()).isEmpty();
        }

        @Test
        void isNotMistakenForOneThatIsThereAndStaysWhenItsUserIsWrittenAnew() {
            Person person = people.withDevice();
            ObjectNode present = exported(person);
            String spent = person.code();
            assertThat(person.code(person.signIn(), spent)).matches(Person::atAws);

            AdminApi.Answer answer = overwrite(person, present);

            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(idOf(person)).isEqualTo(present.get("id").asText());
        }

        @Test
        void returnsWithAUserWhoIsRestoredAndIsTold() {
            Person person = people.withDevice();
            ObjectNode device = exported(person);
            String id = device.get("id").asText();
            realm.admin().delete("/users/" + person.user().id());

            AdminApi.Answer answer = overwrite(person, device);

            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(idOf(person)).isEqualTo(id);
            assertThat(realm.events("UPDATE_CREDENTIAL"))
                    .filteredOn(event -> person.user().id().equals(event.userId()))
                    .last()
                    .satisfies(event -> assertThat(event.details())
                            .containsEntry("reason", "imported")
                            .containsEntry("credential_type", "virtual-mfa")
                            .containsEntry("credential_id", id));
            assertThat(mailTo(person))
                    .contains(": A virtual MFA device was assigned to your account\n")
                    .contains("An administrator stored a virtual MFA device for your account", "Device: ");
        }

        @Test
        void isNotReplacedByOneWithoutAnId() {
            Person person = people.withDevice();
            ObjectNode nameless = exported(person);
            nameless.remove("id");

            isRefused(put(person, nameless), "it has no id");
            ObjectNode user = AdminApi.JSON.createObjectNode().put("username", "nameless");
            user.putArray("credentials").add(nameless);
            isRefused(realm.admin().send("POST", "/users", user), "it has no id");
        }

        /** One sentence for all: the reasons would tell which keys and devices there are. */
        private void isRefused(AdminApi.Answer answer, String why) {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
            assertThat(answer.json().path("error").asText())
                    .isEqualTo("A virtual MFA device cannot be stored: it was not sealed here for this user, or is no"
                            + " longer one of the user's devices. The server's log tells why.");
            assertThat(realm.server().log()).contains(why);
        }

        private AdminApi.Answer put(Person person, ObjectNode row) {
            ObjectNode user = (ObjectNode) person.json();
            user.putArray("credentials").add(row);
            return realm.admin().send("PUT", "/users/" + person.user().id(), user);
        }

        private AdminApi.Answer overwrite(Person person, ObjectNode row) {
            ObjectNode bundle = AdminApi.JSON.createObjectNode().put("ifResourceExists", "OVERWRITE");
            ObjectNode user = bundle.putArray("users")
                    .addObject()
                    .put("id", person.user().id())
                    .put("username", person.user().username())
                    .put("email", person.user().username() + "@example.test")
                    .put("enabled", true);
            user.putArray("credentials").add(row);
            return realm.admin().send("POST", "/partialImport", bundle);
        }

        private ObjectNode exported(Person person) {
            ObjectNode row = (ObjectNode) person.devices().get(0);
            return row.put("secretData", tables.secretData(row.get("id").asText()));
        }
    }

    private static HttpResponse<String> account(Person person, String method, String below) throws Exception {
        Page token = Browser.create()
                .post(
                        realm.url("/protocol/openid-connect/token"),
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                "account-reader",
                                "username",
                                person.user().username(),
                                "password",
                                person.user().password()));
        String bearer =
                AdminApi.JSON.readTree(token.source()).path("access_token").asText();
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(realm.url("/account" + below))
                                .header("Accept", "application/json")
                                .header("Authorization", "Bearer " + bearer)
                                .method(method, BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());
    }

    /** With the content type that Keycloak wants: a label is plain text. */
    private static int plain(String method, String below, String body) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(
                                            realm.server().baseUrl() + "/admin/realms/" + realm.name() + below))
                                    .header(
                                            "Authorization",
                                            "Bearer " + realm.admin().token())
                                    .header(
                                            "Content-Type",
                                            body.matches("[\\[{].*") ? "application/json" : "text/plain")
                                    .method(method, BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String credentialOf(Person person, String type) {
        for (JsonNode credential : realm.admin().get("/users/" + person.user().id() + "/credentials")) {
            if (credential.get("type").asText().equals(type)) {
                return credential.get("id").asText();
            }
        }
        throw new AssertionError("No " + type);
    }

    private static String mailTo(Person person) {
        return realm.mailTo(person.user().username() + "@example.test");
    }

    private static String idOf(Person person) {
        return person.devices().get(0).get("id").asText();
    }
}
