package io.github.keycloakawsmfa.admin.devices;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import java.util.Map;

/** A device that a call has just created, and the phone that its secret was put into. */
public record Unassigned(String id, JsonNode answer, Phone phone) {

    /** @param devices the path of a user's devices */
    public static Unassigned create(AdminApi api, String devices, String name) {
        JsonNode answer = api.post(devices, Map.of("name", name));
        return new Unassigned(
                answer.get("id").asText(),
                answer,
                Phone.of(answer.get("secretKey").asText()));
    }

    public static String devices(TestUser user) {
        return "/aws-mfa/users/" + user.id() + "/devices";
    }

    /** Where the server keeps it. */
    static String key(TestRealm realm, TestUser user, String door) {
        return "virtual-mfa.unassigned." + realm.admin().get("").get("id").asText() + "." + user.id() + "." + door;
    }

    public static Map<String, String> body(Phone.Pair pair) {
        return Map.of("code1", pair.code1(), "code2", pair.code2());
    }
}
