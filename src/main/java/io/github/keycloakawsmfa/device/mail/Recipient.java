package io.github.keycloakawsmfa.device.mail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.storage.adapter.InMemoryUserAdapter;

/**
 * A copy of a user as mail templates see one: Keycloak loads a user's attributes on demand, and would then keep the
 * database connection for as long as the mail server takes.
 *
 * @param attributes including user name, address and names
 */
record Recipient(String id, Map<String, List<String>> attributes) {

    static Recipient of(UserModel user) {
        Map<String, List<String>> copy = new HashMap<>();
        // Keycloak lists an attribute that the user lacks as null.
        user.getAttributes()
                .forEach((name, values) -> copy.put(
                        name,
                        values.stream().filter(Objects::nonNull).collect(Collectors.toCollection(ArrayList::new))));
        return new Recipient(user.getId(), copy);
    }

    boolean hasAddress() {
        return attributes.getOrDefault(UserModel.EMAIL, List.of()).stream().anyMatch(address -> !address.isBlank());
    }

    UserModel asUser(KeycloakSession session, RealmModel realm) {
        UserModel user = new InMemoryUserAdapter(session, realm, id);
        attributes.forEach(user::setAttribute);
        return user;
    }
}
