package io.github.keycloakawsmfa.internals;

import org.keycloak.credential.UserCredentialStore;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;
import org.keycloak.models.cache.UserCache;
import org.keycloak.models.utils.UserModelDelegate;
import org.keycloak.storage.UserStoragePrivateUtil;
import org.keycloak.storage.UserStorageUtil;
import org.keycloak.storage.federated.UserFederatedStorageProvider;

/**
 * Keycloak's own stores of users and credentials, without the cache before them (26.4.7 to 26.7.3). {@code
 * credentialManager()} of a cached user is outdated inside another transaction (infinispan UserAdapter); to be replaced
 * by it, should Keycloak read through.
 */
public final class LocalUsers {

    private LocalUsers() {}

    public static UserProvider of(KeycloakSession session) {
        return UserStoragePrivateUtil.userLocalStorage(session);
    }

    /** Credentials of local and imported users: the local storage of users is one of credentials, too (JpaUserProvider). */
    public static UserCredentialStore credentials(KeycloakSession session) {
        return (UserCredentialStore) UserStoragePrivateUtil.userLocalStorage(session);
    }

    /** Credentials of users who are not imported. */
    public static UserFederatedStorageProvider federated(KeycloakSession session) {
        return UserStorageUtil.userFederatedStorage(session);
    }

    /**
     * Keycloak's user cache holds credentials: what it has of this user is now old, and Keycloak may write it back, as
     * it does when the account console renames a device.
     *
     * @param user null is nobody
     */
    public static void evict(KeycloakSession session, RealmModel realm, UserModel user) {
        UserCache cache = UserStorageUtil.userCache(session);
        if (cache != null && user != null) {
            cache.evict(realm, user);
        }
    }

    /**
     * The same when this session's transaction commits, whichever session the user is of. The cache collects what is to be
     * forgotten until its session ends (26.4 to 26.7, UserCacheSession): one that goes on for many users would tell all
     * nodes of the first one's change when it is through with the last one, or never, if its node dies.
     *
     * @param user null is nobody
     */
    public static void evictAtCommit(KeycloakSession session, RealmModel realm, UserModel user) {
        // A cached user would be forgotten by the session that it was read in.
        evict(session, realm, user == null ? null : new UserModelDelegate(user));
    }
}
