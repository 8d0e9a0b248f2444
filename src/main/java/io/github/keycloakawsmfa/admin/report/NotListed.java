package io.github.keycloakawsmfa.admin.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.UserStorageProvider;

/** Sentences about the users that only a user federation knows: Keycloak cannot list them without asking it for each. */
final class NotListed {

    private NotListed() {}

    /** For a list of all users; empty if the realm has no user federation. */
    static List<String> inReport(RealmModel realm) {
        return stores(realm)
                .map(store -> "Users of the user federation \"" + store + "\" of whom Keycloak stores nothing are not"
                        + " listed: they have not signed in, have not been synchronized, and have no device. Groups and"
                        + " roles that it adds by itself are not seen for imported users.")
                .toList();
    }

    /**
     * For counts; empty if the realm has no user federation.
     *
     * @param withDevice how many users who are not imported have a device
     */
    static List<String> inCounts(RealmModel realm, long withDevice) {
        List<String> sentences = new ArrayList<>(stores(realm)
                .map(store -> "Users of the user federation \"" + store + "\" who are not imported are not counted.")
                .toList());
        if (withDevice > 0) {
            sentences.add("Users who are not imported and have a device: " + withDevice + ".");
        }
        return sentences;
    }

    private static Stream<String> stores(RealmModel realm) {
        return realm.getComponentsStream(realm.getId(), UserStorageProvider.class.getName())
                .map(ComponentModel::getName)
                .sorted();
    }
}
