package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.aws.AwsClientSettings;
import io.github.keycloakawsmfa.login.CodeInFlow;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/**
 * Whether a realm's users need a device: its sign-ins ask for a code, or one of its clients is guarded. Then nobody takes
 * their last device away themselves; an administrator still can.
 */
public final class MfaRequired {

    private MfaRequired() {}

    /**
     * All clients are looked at, from Keycloak's cache: it refuses to search for an attribute that no server option names
     * (26.7.3, JpaClientProviderFactory). It is asked only where a user has one device left.
     */
    public static boolean in(RealmModel realm) {
        return CodeInFlow.of(realm, realm.getBrowserFlow())
                || realm.getClientsStream().filter(ClientModel::isEnabled).anyMatch(AwsClientSettings::isGuarded);
    }
}
