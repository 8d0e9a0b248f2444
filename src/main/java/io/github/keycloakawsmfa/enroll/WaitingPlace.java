package io.github.keycloakawsmfa.enroll;

import org.keycloak.models.RealmModel;

/**
 * Where a device waits that a call created: with its user, one for each kind of requester, or with the realm, for
 * whoever is named when it is enabled.
 *
 * @param key in Keycloak's store of single-use objects
 * @param holder the user's id; empty with the realm
 * @param requester who may enable it: what one began is unknown to the others
 */
record WaitingPlace(String key, String holder, String requester) {

    private static final String STORE = "virtual-mfa.unassigned";

    /** @param requester the wire name of one */
    static WaitingPlace of(RealmModel realm, String userId, String requester) {
        // The requester last: a key that ends in ".revoked" is special to Keycloak, and a user's id may end in
        // anything.
        return new WaitingPlace(String.join(".", STORE, realm.getId(), userId, requester), userId, requester);
    }

    /** @param number of the place, which tells it from the realm's others */
    static WaitingPlace ofRealm(RealmModel realm, int number) {
        return of(realm, "", "realm-" + number);
    }
}
