package io.github.keycloakawsmfa.device.mail;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.storage.adapter.InMemoryUserAdapter;

/**
 * A copy of a user as mail templates see one: Keycloak loads a user's attributes on demand, and would then keep the
 * database connection for as long as the mail server takes.
 *
 * @param attributes including username, address and names
 */
record Recipient(String id, Map<String, List<String>> attributes) {

    /** The claim of OpenID Connect, which Keycloak's scope {@code profile} reads from this attribute. */
    private static final String ZONE = "zoneinfo";

    private static final Set<String> FAMILY_NAME_FIRST = Set.of("hu", "ja", "ko", "vi", "zh");

    /** What a mail program may make a link of. Who registers chooses the names, and perhaps somebody else's address. */
    private static final Pattern LIKE_A_LINK = Pattern.compile("\\S[./:@]\\S");

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
        return first(UserModel.EMAIL).isPresent();
    }

    UserModel asUser(KeycloakSession session, RealmModel realm) {
        UserModel user = new InMemoryUserAdapter(session, realm, id);
        attributes.forEach(user::setAttribute);
        return user;
    }

    String username() {
        return first(UserModel.USERNAME).map(MailLine::of).orElse("");
    }

    /** First and last name in the language's order, or the username. */
    String name(Locale language) {
        Stream<String> order = FAMILY_NAME_FIRST.contains(language.getLanguage())
                ? Stream.of(UserModel.LAST_NAME, UserModel.FIRST_NAME)
                : Stream.of(UserModel.FIRST_NAME, UserModel.LAST_NAME);
        String name = MailLine.of(order.flatMap(part -> first(part).stream()).collect(Collectors.joining(" ")));
        return name.isEmpty() || LIKE_A_LINK.matcher(name).find() ? username() : name;
    }

    /** The user's own time zone, if the user has a valid one. */
    Optional<ZoneId> zone() {
        return first(ZONE).flatMap(Recipient::zone);
    }

    private static Optional<ZoneId> zone(String id) {
        try {
            return Optional.of(ZoneId.of(id));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Optional<String> first(String attribute) {
        return attributes.getOrDefault(attribute, List.of()).stream()
                .filter(value -> !value.isBlank())
                .findFirst();
    }
}
