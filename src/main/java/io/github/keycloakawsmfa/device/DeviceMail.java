package io.github.keycloakawsmfa.device;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** What a user is mailed about (rule S12). */
enum DeviceMail {
    ASSIGNED,
    RESYNCED,
    DEACTIVATED,
    HELD_BACK;

    /** @param deviceName null where it is about no device */
    void send(KeycloakSession session, RealmModel realm, UserModel user, String deviceName) {}
}
