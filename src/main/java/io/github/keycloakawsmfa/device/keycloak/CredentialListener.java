package io.github.keycloakawsmfa.device.keycloak;

import io.github.keycloakawsmfa.device.ledger.DeviceSummary;
import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.device.ledger.LedgerEvents;
import io.github.keycloakawsmfa.device.ledger.LedgerOperations;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.device.time.ServerTime;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.events.Details;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Sees a device removed through Keycloak's own admin REST, the only way besides ours to remove devices. No provider is
 * asked there (26.4 to 26.7, UserResource.removeCredential). Event and mail are sent when that transaction commits, and
 * the ledger follows.
 */
final class CredentialListener extends AdminListener {

    private static final Pattern CREDENTIAL = Pattern.compile("users/(.+)/credentials/([^/]+)");

    private final KeycloakSession session;

    CredentialListener(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        if (event.getResourceType() != ResourceType.USER
                || (event.getOperationType() != OperationType.ACTION
                        && event.getOperationType() != OperationType.DELETE)
                || event.getResourcePath() == null) {
            return;
        }
        Matcher credential = CREDENTIAL.matcher(event.getResourcePath());
        RealmModel realm = session.realms().getRealm(event.getRealmId());
        if (realm != null && credential.matches()) {
            UserModel user = session.users().getUserById(realm, credential.group(1));
            String deviceId = credential.group(2);
            if (user != null) {
                name(event, realm, user, deviceId).ifPresent(name -> removed(realm, user, deviceId, name));
            }
        }
    }

    private void removed(RealmModel realm, UserModel user, String deviceId, String name) {
        new LedgerEvents(session, realm, user, ServerTime.now()).deactivatedByKeycloak(deviceId, name);
        session.getTransactionManager()
                .enlistAfterCompletion(new LedgerSyncAfterCommit(session, realm, user, LedgerOperations::settle));
    }

    /** The device's name, or empty if it is no device: as the event says, else as still committed. */
    private Optional<String> name(AdminEvent event, RealmModel realm, UserModel user, String deviceId) {
        Map<String, String> told = event.getDetails();
        if (told != null && told.containsKey(Details.CREDENTIAL_TYPE)) {
            return VirtualMfaDevice.TYPE.equals(told.get(Details.CREDENTIAL_TYPE))
                    ? Optional.of(told.getOrDefault(Details.CREDENTIAL_USER_LABEL, deviceId))
                    : Optional.empty();
        }
        // 26.4.7 reports nothing but the path.
        return Devices.committed(session, realm, user).find(deviceId).map(DeviceSummary::name);
    }
}
