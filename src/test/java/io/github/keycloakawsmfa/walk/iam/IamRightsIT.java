package io.github.keycloakawsmfa.walk.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.admin.Admins;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.SinceKeycloak;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.walk.iam.SignedPost.Reply;
import io.github.keycloakawsmfa.walk.iam.SignedPost.Scope;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("By aws iam a service account may what it may in our own calls:")
class IamRightsIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create(json -> json.put("adminPermissionsEnabled", true));

    private static final String ARN = "arn:aws:iam::123456789012:mfa/";

    private static People people;
    private static URI endpoint;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.app("app");
        realm.admin().post("/aws-mfa/setup", Map.of("iamApi", true));
        endpoint = realm.url("/aws-mfa/iam");
    }

    private static Reply call(ServiceAccount caller, String action, String... namesAndValues) throws Exception {
        Map<String, String> parameters = new TreeMap<>(Map.of("Action", action));
        for (int at = 0; at < namesAndValues.length; at += 2) {
            parameters.put(namesAndValues[at], namesAndValues[at + 1]);
        }
        return SignedPost.of(
                        endpoint,
                        caller,
                        SignedPost.form(parameters),
                        new Scope("iam", "us-east-1", realm.clock().now()))
                .send();
    }

    private static String seed(Reply created) {
        String base64 = created.body().replaceFirst("(?s).*<Base32StringSeed>(.*)</Base32StringSeed>.*", "$1");
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.US_ASCII);
    }

    private static Reply enable(ServiceAccount caller, Person owner, String serialNumber, String seed)
            throws Exception {
        Phone.Pair pair = Phone.of(seed).pair(realm.clock().now());
        return call(
                caller,
                "EnableMFADevice",
                "UserName",
                owner.user().username(),
                "SerialNumber",
                serialNumber,
                "AuthenticationCode1",
                pair.code1(),
                "AuthenticationCode2",
                pair.code2());
    }

    /** Who may only manage users could otherwise give themselves what takes a ticket. */
    @Test
    void aFirstDeviceThatTakesATicket() throws Exception {
        ServiceAccount users = ServiceAccount.in(realm, "manages-users", "manage-users");
        ServiceAccount both = ServiceAccount.in(realm, "manages-both", "manage-users", "manage-realm");
        Person owner = people.newcomer();
        realm.admin().post("/aws-mfa/setup", Map.of("firstDevice", "ticket"));
        try {
            Reply created = call(users, "CreateVirtualMFADevice", "VirtualMFADeviceName", "ticketed");
            assertThat(enable(users, owner, ARN + "ticketed", seed(created)).code())
                    .isEqualTo("403 AccessDenied");
            assertThat(call(
                                    users,
                                    "CreateVirtualMFADevice",
                                    "VirtualMFADeviceName",
                                    "own",
                                    "Path",
                                    "/" + owner.user().username() + "/")
                            .code())
                    .isEqualTo("403 AccessDenied");
            assertThat(enable(both, owner, ARN + "ticketed", seed(created)).code())
                    .isEqualTo("200");
        } finally {
            realm.admin().post("/aws-mfa/setup", Map.of("firstDevice", "password"));
        }
    }

    /** With fine-grained permissions for one user, all others are not there. */
    @SinceKeycloak(value = "26.7.0", because = "a policy of users does not meet a service account")
    @Test
    void oneUserOnly() throws Exception {
        ServiceAccount caller = ServiceAccount.in(realm, "one-user", "query-users");
        Person alice = people.newcomer();
        Person bob = people.withDevice();
        Admins.permit(realm, caller.user(), alice.user(), "view");
        String path = "/" + alice.user().username() + "/";

        assertThat(call(caller, "CreateVirtualMFADevice", "VirtualMFADeviceName", "phone", "Path", path)
                        .code())
                .as("view alone")
                .isEqualTo("403 AccessDenied");
        Admins.permit(realm, caller.user(), alice.user(), "manage");
        Reply created = call(caller, "CreateVirtualMFADevice", "VirtualMFADeviceName", "phone1", "Path", path);
        assertThat(created.code()).isEqualTo("200");
        String serialNumber = ARN + alice.user().username() + "/phone1";
        assertThat(enable(caller, alice, serialNumber, seed(created)).code()).isEqualTo("200");

        assertThat(call(caller, "ListMFADevices", "UserName", bob.user().username())
                        .code())
                .isEqualTo("404 NoSuchEntity");
        assertThat(call(
                                caller,
                                "DeactivateMFADevice",
                                "UserName",
                                bob.user().username(),
                                "SerialNumber",
                                ARN + bob.user().username() + "/Phone")
                        .code())
                .isEqualTo("404 NoSuchEntity");
        assertThat(call(caller, "CreateVirtualMFADevice", "VirtualMFADeviceName", "nobodys")
                        .code())
                .isEqualTo("403 AccessDenied");
        assertThat(call(caller, "DeleteVirtualMFADevice", "SerialNumber", ARN + "anything")
                        .code())
                .isEqualTo("404 NoSuchEntity");
        String users = call(caller, "ListUsers").body();
        assertThat(users)
                .contains(alice.user().username())
                .doesNotContain(bob.user().username());
        String devices = call(caller, "ListVirtualMFADevices").body();
        assertThat(devices)
                .contains(serialNumber)
                .doesNotContain("/" + bob.user().username() + "/");
        assertThat(call(caller, "DeactivateMFADevice", "SerialNumber", serialNumber)
                        .code())
                .isEqualTo("200");
    }
}
