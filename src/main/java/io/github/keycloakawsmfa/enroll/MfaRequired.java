package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.aws.AwsClientSettings;
import io.github.keycloakawsmfa.aws.FoundClients;
import io.github.keycloakawsmfa.device.database.BriefRead;
import io.github.keycloakawsmfa.login.CodeInFlow;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Whether a realm's users need a device: its sign-ins ask for a code, or one of its clients is guarded. Then users
 * cannot remove their last device themselves; an administrator still can.
 */
public final class MfaRequired {

    private MfaRequired() {}

    /** AWS's own client, the only one in most realms, is checked first: Keycloak has it in its cache. */
    public static boolean in(KeycloakSession session, RealmModel realm) {
        return CodeInFlow.of(realm, realm.getBrowserFlow())
                || isGuarded(realm.getClientByClientId(AwsClientSettings.CLIENT_ID))
                || BriefRead.of(
                        session,
                        realm,
                        (reading, same) ->
                                new FoundClients(reading, same).guarded().anyMatch(ClientModel::isEnabled));
    }

    private static boolean isGuarded(ClientModel client) {
        return client != null && client.isEnabled() && AwsClientSettings.isGuarded(client);
    }
}
