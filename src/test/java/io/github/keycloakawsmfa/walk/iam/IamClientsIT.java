package io.github.keycloakawsmfa.walk.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.AtOnce;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.QrPng;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("AWS's own clients of IAM manage Keycloak's devices:")
class IamClientsIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static final String ACCOUNT = "arn:aws:iam::123456789012:";

    @TempDir
    static Path directory;

    private static People people;
    private static ServiceAccount account;

    enum Kind {
        COMMAND_LINE,
        BOTO3,
        SDK_FOR_JAVA
    }

    private Person person;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.app("app");
        realm.admin().post("/aws-mfa/setup", Map.of("iamApi", true));
        account = ServiceAccount.in(realm, "terraform", "manage-users", "view-clients", "view-realm");
    }

    @BeforeEach
    void newPerson() {
        realm.clock().reset();
        person = people.newcomer();
    }

    @AfterEach
    void rightClock() {
        realm.clock().reset();
    }

    private static IamClient client(Kind kind, ServiceAccount caller) throws Exception {
        URI endpoint = realm.url("/aws-mfa/iam");
        return switch (kind) {
            case COMMAND_LINE -> new AwsCommandLine(endpoint, caller.clientId(), caller.secret(), directory);
            case BOTO3 -> new Boto3Client(endpoint, caller.clientId(), caller.secret(), directory);
            case SDK_FOR_JAVA -> new AwsSdkClient(endpoint, caller.clientId(), caller.secret());
        };
    }

    private Map<String, String> codes(String serialNumber, Phone phone) {
        Phone.Pair pair = phone.pair(realm.clock().now());
        return Map.of(
                "UserName", person.user().username(),
                "SerialNumber", serialNumber,
                "AuthenticationCode1", pair.code1(),
                "AuthenticationCode2", pair.code2());
    }

    private static String errorOf(ThrowingCallable call) {
        IamFailure failure = catchThrowableOfType(IamFailure.class, call);
        assertThat(failure).as("was refused").isNotNull();
        return failure.code();
    }

    /** The way of AWS's manual: create, scan, enable, list, resync, deactivate, delete. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void walk(Kind kind) throws Exception {
        IamClient iam = client(kind, account);
        String username = person.user().username();
        String name = "Phone-" + kind;

        IamClient.Created created = iam.create(Map.of("VirtualMFADeviceName", name));

        assertThat(created.serialNumber()).isEqualTo(ACCOUNT + "mfa/" + name);
        assertThat(created.secretKey()).matches("[A-Z2-7]{32}");
        assertThat(QrPng.read(created.qrCode()).getText())
                .startsWith("otpauth://totp/" + realm.name() + ":")
                .contains("secret=" + created.secretKey());
        assertThat(iam.call("ListVirtualMFADevices", Map.of("AssignmentStatus", "Unassigned"))
                        .toString())
                .contains(created.serialNumber());
        Phone phone = Phone.of(created.secretKey());
        iam.call("EnableMFADevice", codes(created.serialNumber(), phone));

        JsonNode devices =
                iam.call("ListMFADevices", Map.of("UserName", username)).get("MFADevices");
        String serialNumber = ACCOUNT + "mfa/" + username + "/" + name;
        assertThat(devices).hasSize(1);
        assertThat(devices.get(0).get("UserName").asText()).isEqualTo(username);
        assertThat(devices.get(0).get("SerialNumber").asText()).isEqualTo(serialNumber);
        assertThat(devices.get(0).get("EnableDate").asText()).isNotEmpty();
        assertThat(iam.call("ListVirtualMFADevices", Map.of("AssignmentStatus", "Assigned"))
                        .toString())
                .contains(serialNumber, ACCOUNT + "user/" + username);
        if (kind == Kind.SDK_FOR_JAVA) {
            // Those of Debian do not know it yet.
            assertThat(iam.call("GetMFADevice", Map.of("UserName", username, "SerialNumber", serialNumber))
                            .get("SerialNumber")
                            .asText())
                    .isEqualTo(serialNumber);
        } else {
            assertThat(iam.call("ListMFADeviceTags", Map.of("SerialNumber", serialNumber))
                            .get("Tags"))
                    .isEmpty();
        }
        person.phone(phone);
        realm.clock().toNextStep();
        assertThat(person.code(person.signIn(), person.code())).matches(Person::atAws);

        realm.clock().toNextStep();
        realm.clock().toNextStep();
        iam.call("ResyncMFADevice", codes(created.serialNumber(), phone));

        assertThat(errorOf(() -> iam.call("DeleteVirtualMFADevice", Map.of("SerialNumber", serialNumber))))
                .isEqualTo("DeleteConflict");
        iam.call("DeactivateMFADevice", Map.of("UserName", username, "SerialNumber", serialNumber));
        assertThat(realm.admin().get("/aws-mfa/users/" + person.user().id() + "/devices"))
                .isEmpty();
        iam.call("DeleteVirtualMFADevice", Map.of("SerialNumber", created.serialNumber()));
        // By the other name: two equal calls within a second have one signature.
        assertThat(errorOf(() -> iam.call("DeleteVirtualMFADevice", Map.of("SerialNumber", serialNumber))))
                .as("under any name")
                .isEqualTo("NoSuchEntity");
        assertThat(person.events())
                .contains("UPDATE_CREDENTIAL assigned_by_administrator", "UPDATE_CREDENTIAL pair_accepted");
        assertThat(realm.adminEvents().toString())
                .contains("aws-mfa/users/" + person.user().id() + "/devices/")
                .contains(account.user().id())
                .doesNotContain(created.secretKey());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void errors(Kind kind) throws Exception {
        IamClient iam = client(kind, account);
        String name = "Mistake-" + kind;
        IamClient.Created created = iam.create(Map.of("VirtualMFADeviceName", name));
        Phone phone = Phone.of(created.secretKey());
        Phone.Pair pair = phone.pair(realm.clock().now());
        String username = person.user().username();

        assertThat(errorOf(() -> iam.create(Map.of("VirtualMFADeviceName", name, "Path", "/"))))
                .isEqualTo("EntityAlreadyExists");
        assertThat(errorOf(() -> iam.create(Map.of("VirtualMFADeviceName", "a/b"))))
                .isEqualTo("ValidationError");
        assertThat(errorOf(() -> iam.call(
                        "EnableMFADevice",
                        Map.of(
                                "UserName",
                                username,
                                "SerialNumber",
                                created.serialNumber(),
                                "AuthenticationCode1",
                                pair.code2(),
                                "AuthenticationCode2",
                                pair.code1()))))
                .as("swapped")
                .isEqualTo("InvalidAuthenticationCode");
        assertThat(errorOf(() -> iam.call("ListMFADevices", Map.of("UserName", "nobody"))))
                .isEqualTo("NoSuchEntity");
        assertThat(errorOf(() -> iam.call("EnableMFADevice", codes(ACCOUNT + "mfa/unknown", phone))))
                .isEqualTo("NoSuchEntity");

        iam.call("EnableMFADevice", codes(created.serialNumber(), phone));
        assertThat(errorOf(() -> iam.call(
                        "EnableMFADevice",
                        Map.of(
                                "UserName",
                                username,
                                "SerialNumber",
                                created.serialNumber(),
                                "AuthenticationCode1",
                                "123456",
                                "AuthenticationCode2",
                                "654321"))))
                .isEqualTo("EntityAlreadyExists");
        assertThat(errorOf(() -> iam.call("ResyncMFADevice", codes(created.serialNumber(), phone))))
                .as("used codes")
                .isEqualTo("InvalidAuthenticationCode");
        assertThat(errorOf(() -> iam.call("ListGroups", Map.of()))).isEqualTo("InvalidAction");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whoIsNobodyAndWhoMayNot(Kind kind) throws Exception {
        ServiceAccount viewer = ServiceAccount.in(realm, "viewer-" + kind, "view-users");
        ServiceAccount none = ServiceAccount.in(realm, "none-" + kind);
        String username = person.user().username();

        assertThat(client(kind, viewer)
                        .call("ListMFADevices", Map.of("UserName", username))
                        .get("MFADevices"))
                .isEmpty();
        assertThat(errorOf(() -> client(kind, viewer).create(Map.of("VirtualMFADeviceName", "x"))))
                .isEqualTo("AccessDenied");
        assertThat(errorOf(() -> client(kind, none).call("ListUsers", Map.of())))
                .isEqualTo("AccessDenied");
        ServiceAccount unknown = new ServiceAccount("", null, "no-such-client", "secret");
        assertThat(errorOf(() -> client(kind, unknown).call("ListUsers", Map.of())))
                .isEqualTo("InvalidClientTokenId");
        ServiceAccount wrong = new ServiceAccount("", null, viewer.clientId(), "another secret");
        assertThat(errorOf(() -> client(kind, wrong).call("ListUsers", Map.of())))
                .isEqualTo("SignatureDoesNotMatch");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whoIsThere(Kind kind) throws Exception {
        IamClient iam = client(kind, account);
        String username = person.user().username();

        JsonNode user = iam.call("GetUser", Map.of("UserName", username)).get("User");
        assertThat(user.get("Arn").asText()).isEqualTo(ACCOUNT + "user/" + username);
        assertThat(user.get("UserId").asText()).isEqualTo(person.user().id());
        assertThat(user.get("Path").asText()).isEqualTo("/");
        assertThat(iam.call("GetUser", Map.of()).get("User").get("UserName").asText())
                .isEqualTo("service-account-terraform");
        assertThat(iam.call("ListUsers", Map.of()).get("Users").findValuesAsText("UserName"))
                .contains(username);
        JsonNode roles = iam.call("ListRoles", Map.of()).get("Roles");
        assertThat(roles.findValuesAsText("Arn")).containsExactly(ACCOUNT + "role/Admin");
        assertThat(iam.call("GenerateCredentialReport", Map.of()).get("State").asText())
                .isEqualTo("COMPLETE");
        JsonNode report = iam.call("GetCredentialReport", Map.of());
        String content = report.get("Content").asText();
        String csv = kind == Kind.SDK_FOR_JAVA
                ? content
                : new String(Base64.getDecoder().decode(content), StandardCharsets.UTF_8);
        assertThat(csv).startsWith("user,arn,").contains("\r\n" + username + ",");
        assertThat(report.get("ReportFormat").asText()).isEqualTo("text/csv");
    }

    @Test
    void aDeviceForOneUserOnly() throws Exception {
        IamClient iam = client(Kind.SDK_FOR_JAVA, account);
        String username = person.user().username();
        Person other = people.newcomer();

        IamClient.Created created = iam.create(Map.of("VirtualMFADeviceName", "phone", "Path", "/" + username + "/"));

        assertThat(created.serialNumber()).isEqualTo(ACCOUNT + "mfa/" + username + "/phone");
        Phone phone = Phone.of(created.secretKey());
        Phone.Pair pair = phone.pair(realm.clock().now());
        assertThat(errorOf(() -> iam.call(
                        "EnableMFADevice",
                        Map.of(
                                "UserName",
                                other.user().username(),
                                "SerialNumber",
                                created.serialNumber(),
                                "AuthenticationCode1",
                                pair.code1(),
                                "AuthenticationCode2",
                                pair.code2()))))
                .isEqualTo("NoSuchEntity");
        assertThat(errorOf(() -> iam.create(Map.of("VirtualMFADeviceName", "second", "Path", "/" + username + "/"))))
                .as("the first is not lost silently")
                .isEqualTo("LimitExceeded");
        iam.call("EnableMFADevice", codes(created.serialNumber(), phone));
        iam.call("DeactivateMFADevice", Map.of("SerialNumber", created.serialNumber()));
        assertThat(realm.admin().get("/aws-mfa/users/" + person.user().id() + "/devices"))
                .isEmpty();
    }

    /** The name in the serial number is the user's own, so that whoever asks again finds it. */
    @Test
    void aPathInOtherCase() throws Exception {
        IamClient iam = client(Kind.SDK_FOR_JAVA, account);
        String path = "/" + person.user().username().toUpperCase(Locale.ROOT) + "/";

        assertThat(errorOf(() -> iam.create(Map.of("VirtualMFADeviceName", "phone", "Path", path))))
                .isEqualTo("ValidationError");
    }

    /** A device that nobody has yet becomes one user's, however many are named at once. */
    @Test
    void twoUsersAtOnce() throws Exception {
        IamClient iam = client(Kind.SDK_FOR_JAVA, account);
        IamClient.Created created = iam.create(Map.of("VirtualMFADeviceName", "Contested"));
        Phone.Pair pair = Phone.of(created.secretKey()).pair(realm.clock().now());
        List<Person> both = List.of(person, people.newcomer());

        List<String> outcomes = AtOnce.all(both.stream()
                .<Callable<String>>map(owner -> () -> {
                    try {
                        iam.call(
                                "EnableMFADevice",
                                Map.of(
                                        "UserName",
                                        owner.user().username(),
                                        "SerialNumber",
                                        created.serialNumber(),
                                        "AuthenticationCode1",
                                        pair.code1(),
                                        "AuthenticationCode2",
                                        pair.code2()));
                        return "enabled";
                    } catch (IamFailure refused) {
                        return refused.code();
                    }
                })
                .toList());

        assertThat(outcomes).containsExactlyInAnyOrder("enabled", "NoSuchEntity");
        assertThat(both.stream()
                        .mapToInt(owner -> realm.admin()
                                .get("/aws-mfa/users/" + owner.user().id() + "/devices")
                                .size())
                        .sum())
                .isEqualTo(1);
    }

    /** Names that no ARN can hold as they are; a directory may have them. */
    @Test
    void foreignNames() throws Exception {
        IamClient iam = client(Kind.SDK_FOR_JAVA, account);
        person = people.ofADirectory(List.of("bjørn o'neil 100%")).get(0);

        IamClient.Created created =
                iam.create(Map.of("VirtualMFADeviceName", "携帯 電話", "Path", "/bj%C3%B8rn%20o%27neil%20100%25/"));

        assertThat(created.serialNumber())
                .isEqualTo(ACCOUNT + "mfa/bj%C3%B8rn%20o%27neil%20100%25/%E6%90%BA%E5%B8%AF%20%E9%9B%BB%E8%A9%B1");
        iam.call("EnableMFADevice", codes(created.serialNumber(), Phone.of(created.secretKey())));
        JsonNode devices = iam.call(
                        "ListMFADevices", Map.of("UserName", person.user().username()))
                .get("MFADevices");
        assertThat(devices.get(0).get("SerialNumber").asText()).isEqualTo(created.serialNumber());
    }

    /** What the command line writes into its file is what the user types into an app. */
    @Test
    void theSeedInAFile() throws Exception {
        AwsCommandLine iam =
                new AwsCommandLine(realm.url("/aws-mfa/iam"), account.clientId(), account.secret(), directory);

        assertThat(iam.createWithSeed("Seed").strip()).matches("[A-Z2-7]{32}");
    }

    /** An SDK goes on from page to page; all that there is comes once. */
    @Test
    void pages() throws Exception {
        IamClient iam = client(Kind.SDK_FOR_JAVA, account);
        iam.create(Map.of("VirtualMFADeviceName", "Waiting-1"));
        iam.create(Map.of("VirtualMFADeviceName", "Waiting-2"));
        List<String> at = new ArrayList<>();
        for (int number = 0; number < 3; number++) {
            Person owner = people.withDevices(2);
            at.add(owner.user().username());
        }

        List<String> all = serialNumbers(iam, "1000");
        List<String> oneByOne = serialNumbers(iam, "1");
        List<String> byThree = serialNumbers(iam, "3");

        assertThat(all).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(8);
        assertThat(at).allSatisfy(name -> assertThat(all).anyMatch(serial -> serial.contains("/" + name + "/")));
        assertThat(oneByOne).isEqualTo(all);
        assertThat(byThree).isEqualTo(all);
    }

    private static List<String> serialNumbers(IamClient iam, String most) throws Exception {
        List<String> found = new ArrayList<>();
        Map<String, String> parameters = Map.of("MaxItems", most);
        while (true) {
            JsonNode page = iam.call("ListVirtualMFADevices", parameters);
            assertThat(page.get("VirtualMFADevices").size()).isLessThanOrEqualTo(Integer.parseInt(most));
            page.get("VirtualMFADevices")
                    .forEach(device -> found.add(device.get("SerialNumber").asText()));
            if (!page.get("IsTruncated").asBoolean()) {
                return found;
            }
            parameters = Map.of("MaxItems", most, "Marker", page.get("Marker").asText());
        }
    }

    /** Whoever sees nobody but one user gets no other name out of it. */
    @Test
    void otherRealmsAndUsersStayUnknown() throws Exception {
        ServiceAccount queryOnly = ServiceAccount.in(realm, "query-only", "query-users");
        IamClient iam = client(Kind.SDK_FOR_JAVA, queryOnly);

        assertThat(errorOf(() ->
                        iam.call("GetUser", Map.of("UserName", person.user().username()))))
                .isEqualTo("NoSuchEntity");
        assertThat(iam.call("ListUsers", Map.of()).get("Users")).isEmpty();
    }
}
