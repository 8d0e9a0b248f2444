package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.internals.LocalUsers;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.ModelToRepresentation;

/**
 * Who has which values of an attribute, directly or through a group. Keycloak can be asked only for users of one value,
 * so users are read one by one; only those in Keycloak's own database, because a directory may import all that it
 * finds.
 *
 * @param namesPeople whether users and groups may be named; else they are only counted
 */
record AttributeHolders(KeycloakSession session, RealmModel realm, boolean namesPeople) {

    /** The most users that one call reads. */
    static final int MOST_USERS = 10_000;

    private static final int MOST_NAMES = 5;

    private static final class Holders {
        private final SortedSet<String> users = new TreeSet<>();
        private final SortedSet<String> groups = new TreeSet<>();
    }

    /** @return each value with its holders in words, sorted by value */
    Map<String, String> of(String attribute) {
        Map<String, Holders> holders = new TreeMap<>();
        List<UserModel> users = LocalUsers.of(session)
                .searchForUserStream(realm, Map.of(), 0, MOST_USERS + 1)
                .toList();
        users.forEach(user -> user.getAttributeStream(attribute)
                .forEach(value -> at(holders, value).users.add(user.getUsername())));
        session.groups()
                .getGroupsStream(realm)
                .limit(MOST_USERS)
                .forEach(group -> group.getAttributeStream(attribute)
                        .forEach(value -> at(holders, value).groups.add(ModelToRepresentation.buildGroupPath(group))));
        String more = users.size() > MOST_USERS ? " of the first " + MOST_USERS : "";
        Map<String, String> words = new TreeMap<>();
        holders.forEach((value, of) -> words.put(
                value,
                inWords(of.users, "local user", more)
                        + (of.groups.isEmpty() ? "" : ", " + inWords(of.groups, "group", ""))));
        return words;
    }

    private static Holders at(Map<String, Holders> holders, String value) {
        return holders.computeIfAbsent(value, absent -> new Holders());
    }

    private String inWords(SortedSet<String> names, String one, String more) {
        String count = names.size() + " " + one + (names.size() == 1 ? "" : "s") + more;
        if (!namesPeople || names.isEmpty()) {
            return count;
        }
        String shown = String.join(" ", names.stream().limit(MOST_NAMES).toList());
        return count + ": " + shown + (names.size() > MOST_NAMES ? " …" : "");
    }
}
