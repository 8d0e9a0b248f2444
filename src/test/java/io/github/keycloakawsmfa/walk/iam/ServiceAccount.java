package io.github.keycloakawsmfa.walk.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import java.util.function.Consumer;

/** A client that calls as itself: its id and secret are the access keys. */
record ServiceAccount(String uuid, TestUser user, String clientId, String secret) {

    /** @param roles of {@code realm-management} */
    static ServiceAccount in(TestRealm realm, String clientId, String... roles) {
        return in(realm, clientId, client -> {}, roles);
    }

    static ServiceAccount in(TestRealm realm, String clientId, Consumer<ObjectNode> change, String... roles) {
        String secret = clientId + "-secret-0123456789/+abc";
        String uuid = realm.client(client -> {
            client.put("clientId", clientId).put("secret", secret).put("serviceAccountsEnabled", true);
            change.accept(client);
        });
        JsonNode account = realm.admin().get("/clients/" + uuid + "/service-account-user");
        TestUser user =
                new TestUser(account.get("id").asText(), account.get("username").asText(), null);
        if (roles.length > 0) {
            realm.grant(user, realm.clientUuid("realm-management"), roles);
        }
        return new ServiceAccount(uuid, user, clientId, secret);
    }
}
