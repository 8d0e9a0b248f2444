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
 * A user as mail templates see one, copied: Keycloak loads a user's attributes when they are asked for, and then keeps
 * the database connection for as long as the mail server takes.
 *
 * @param attributes user name, address and names among them
 */
record Recipient(String id, Map<String, List<String>> attributes) {

    static Recipient of(UserModel user) {
        Map<String, List<String>> copy = new HashMap<>();
        // Keycloak lists what a user does not have as a null.
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
