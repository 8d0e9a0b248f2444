package io.github.keycloakawsmfa.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.AtOnce;
import io.github.keycloakawsmfa.fixture.Phone;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The users of a realm by what they sign in with: as many of each kind. */
final class Population {

    /** In one call; a call has its time-out. */
    private static final int AT_ONCE = 200;

    private static final int CALLERS = 4;

    private final MeasuredRealm realm;
    private final int size;

    Population(MeasuredRealm realm, int size) {
        this.realm = realm;
        this.size = size;
    }

    /** Users with a password alone. */
    Accounts withPassword() {
        List<String> names = names("password");
        create(names, user -> {});
        return new Accounts(names.stream().map(Account::withPassword).toList());
    }

    /** Users with an OTP credential of Keycloak's own. */
    Accounts withOtp() {
        List<String> names = names("otp");
        create(
                names,
                user -> user.withArray("/credentials")
                        .addObject()
                        .put("type", "otp")
                        .put(
                                "secretData",
                                json(Map.of("value", secret(user.get("username").asText()))))
                        .put(
                                "credentialData",
                                json(Map.of(
                                        "subType",
                                        "totp",
                                        "algorithm",
                                        "HmacSHA1",
                                        "digits",
                                        6,
                                        "period",
                                        30,
                                        "counter",
                                        0))));
        return new Accounts(names.stream()
                .map(name -> Account.withPhone(
                        name, new Phone(secret(name).getBytes(StandardCharsets.UTF_8), Duration.ZERO), Instant.EPOCH))
                .toList());
    }

    /** Users with one device of the plugin's, assigned by an administrator's two calls. */
    Accounts withDevice() {
        create(names("device"), user -> {});
        ConcurrentLinkedQueue<JsonNode> users = new ConcurrentLinkedQueue<>();
        realm.admin()
                .get("/users?briefRepresentation=true&search=device-&max=" + size)
                .forEach(users::add);
        ConcurrentLinkedQueue<Account> accounts = new ConcurrentLinkedQueue<>();
        try {
            AtOnce.times(CALLERS, caller -> {
                for (JsonNode user = users.poll(); user != null; user = users.poll()) {
                    accounts.add(assigned(user));
                }
                return null;
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return new Accounts(new ArrayList<>(accounts));
    }

    private Account assigned(JsonNode user) {
        String devices = "/aws-mfa/users/" + user.get("id").asText() + "/devices";
        JsonNode created = realm.admin().post(devices, Map.of("name", "phone"));
        Phone phone = Phone.of(created.get("secretKey").asText());
        Instant now = Instant.now();
        Phone.Pair pair = phone.pair(now);
        realm.admin()
                .post(
                        devices + "/" + created.get("id").asText() + "/enable",
                        Map.of("code1", pair.code1(), "code2", pair.code2()));
        return Account.withPhone(user.get("username").asText(), phone, now);
    }

    private List<String> names(String kind) {
        return IntStream.range(0, size).mapToObj(i -> kind + "-" + i).toList();
    }

    private void create(List<String> names, Consumer<ObjectNode> change) {
        for (int from = 0; from < names.size(); from += AT_ONCE) {
            List<ObjectNode> users = names.subList(from, Math.min(from + AT_ONCE, names.size())).stream()
                    .map(name -> AdminApi.JSON.createObjectNode().put("username", name))
                    .toList();
            users.forEach(change);
            realm.users(users);
        }
    }

    /** Known, for nobody's account depends on it: 20 characters, as Keycloak makes them. */
    private static String secret(String username) {
        return (username + "-".repeat(20)).substring(0, 20);
    }

    private static String json(Map<String, ?> values) {
        return AdminApi.JSON.valueToTree(values).toString();
    }
}
