package io.github.keycloakawsmfa.admin.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/** The check of one realm, as its administrator calls it. */
public final class CheckCalls {

    static final String CLIENT_ID = "urn:amazon:webservices";

    private final TestRealm realm;

    private CheckCalls(TestRealm realm) {
        this.realm = realm;
    }

    public static CheckCalls of(TestRealm realm) {
        return new CheckCalls(realm);
    }

    /** Runs set-up, which takes over what is in its way. */
    void setUp() {
        realm.admin()
                .post(
                        "/aws-mfa/setup",
                        Map.of("accounts", Map.of("123456789012", List.of("Admin", "ReadOnly")), "adopt", true));
    }

    JsonNode check() {
        return realm.admin().get("/aws-mfa/check");
    }

    /** The ids of all errors and warnings but those of Keycloak's own holes, which come and go with its version. */
    public List<String> problems() {
        return problems(check().get("findings"));
    }

    public static List<String> problems(JsonNode findings) {
        return StreamSupport.stream(findings.spliterator(), false)
                .filter(finding -> !finding.get("severity").asText().equals("info"))
                .map(finding -> finding.get("id").asText())
                .filter(id -> !id.equals("keycloak-vulnerable"))
                .toList();
    }

    static List<String> ids(JsonNode findings) {
        return StreamSupport.stream(findings.spliterator(), false)
                .map(finding -> finding.get("id").asText())
                .toList();
    }

    /** The one finding with this id. */
    JsonNode finding(String id) {
        List<JsonNode> found = StreamSupport.stream(check().get("findings").spliterator(), false)
                .filter(finding -> finding.get("id").asText().equals(id))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(id + " was found " + found.size() + " times in " + check());
        }
        return found.get(0);
    }

    JsonNode fix(String query) {
        return realm.admin().post("/aws-mfa/check/fix" + query, null);
    }

    /** The path of the client that set-up makes. */
    public String client() {
        return "/clients/" + realm.clientUuid(CLIENT_ID);
    }

    public void client(Consumer<ObjectNode> change) {
        ObjectNode client = (ObjectNode) realm.admin().get(client());
        change.accept(client);
        realm.admin().put(client(), client);
    }

    public void attribute(String name, String value) {
        client(client -> ((ObjectNode) client.get("attributes")).put(name, value));
    }

    void mapper(String name, String type, Map<String, String> config) {
        realm.admin()
                .post(
                        client() + "/protocol-mappers/models",
                        Map.of("name", name, "protocol", "saml", "protocolMapper", type, "config", config));
    }

    JsonNode mapper(String name) {
        for (JsonNode mapper : realm.admin().get(client() + "/protocol-mappers/models")) {
            if (mapper.get("name").asText().equals(name)) {
                return mapper;
            }
        }
        throw new AssertionError("No mapper " + name);
    }

    public void changeMapper(String name, String key, String value) {
        ObjectNode mapper = (ObjectNode) mapper(name);
        ((ObjectNode) mapper.get("config")).put(key, value);
        realm.admin().put(mapperPath(mapper), mapper);
    }

    void removeMapper(String name) {
        realm.admin().delete(mapperPath(mapper(name)));
    }

    private String mapperPath(JsonNode mapper) {
        return client() + "/protocol-mappers/models/" + mapper.get("id").asText();
    }
}
